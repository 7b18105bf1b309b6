using MlNetDl.Transforms.Inspection;
using Xunit;

namespace MlNetDl.Tests.Inspection;

public class SlotNamesTests
{
    [Fact]
    public void A_name_that_several_want_goes_to_the_lowest_rank_and_the_others_are_numbered()
        => Assert.Equal(["c_nan_2", "c_nan"], SlotNames.For([("c_nan", 2), ("c_nan", 0)]));

    [Fact]
    public void A_number_that_a_later_category_has_in_its_name_is_passed_over()
        => Assert.Equal(["c_nan_3", "c_nan_2", "c_nan"], SlotNames.For([("c_nan", 2), ("c_nan_2", 2), ("c_nan", 0)]));

    [Fact]
    public void Among_equals_the_first_has_the_name()
        => Assert.Equal(["a", "a_2", "a_3", "b"], SlotNames.For([("a", 0), ("a", 0), ("a", 0), ("b", 1)]));
}
