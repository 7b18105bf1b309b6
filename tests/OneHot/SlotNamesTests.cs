using MlNetDl.Transforms.OneHot;
using Xunit;

namespace MlNetDl.Tests.OneHot;

public class SlotNamesTests
{
    [Fact]
    public void The_missing_slot_keeps_its_name_and_a_category_of_that_name_is_numbered()
        => Assert.Equal(["c_nan_2", "c_nan"], Names("nan"));

    [Fact]
    public void A_number_that_a_later_category_has_in_its_name_is_passed_over()
        => Assert.Equal(["c_nan_3", "c_nan_2", "c_nan"], Names("nan", "nan_2"));

    [Fact]
    public void Equal_labels_get_different_names() => Assert.Equal(["c_a", "c_a_2", "c_a_3", "c_nan"], Names("a", "a", "a"));

    private static string[] Names(params string[] labels) => [.. SlotNames.For("c", labels).Select(name => name.ToString())];
}
