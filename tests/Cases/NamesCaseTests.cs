using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cases <c>names-1</c> and <c>names-2</c> of the shared folder <c>cases</c>: columns encoded in one call.</summary>
public class NamesCaseTests
{
    private readonly MLContext _mlContext = new();

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Names_1_slots_that_are_called_the_same_in_two_columns_differ_once_concatenated(string culture) =>
        Encoding.UnderCulture(culture, () =>
        {
            var data = _mlContext.Data.LoadFromEnumerable<Pair>([new() { A = "b_c", AB = "c" }, new() { A = "x", AB = "y" }]);

            var encoded = _mlContext.Transforms.Categorical.NaNAwareOneHotEncoding([new("a"), new("a_b")])
                .Append(_mlContext.Transforms.Concatenate("Features", "a", "a_b"))
                .Fit(data).Transform(data);

            Assert.Equal(["a_b_c", "a_x", "a_nan"], Encoding.SlotNames(encoded, "a"));
            Assert.Equal(["a_b_c", "a_b_y", "a_b_nan"], Encoding.SlotNames(encoded, "a_b"));
            Assert.Equal(6, Encoding.SlotNames(encoded, "Features").Distinct().Count());
            Assert.Equal([[1f, 0, 0, 1, 0, 0], [0f, 1, 0, 0, 1, 0]], encoded.GetColumn<float[]>("Features"));
        });

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Names_2_each_column_has_categories_of_its_own(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var data = _mlContext.Data.LoadFromEnumerable<OtherPair>([new() { P = "a", Q = "b" }, new() { P = "b", Q = "c" }]);

        var encoded = _mlContext.Transforms.Categorical.NaNAwareOneHotEncoding([new("p"), new("q")]).Fit(data).Transform(data);

        Assert.Equal(["p_a", "p_b", "p_nan"], Encoding.SlotNames(encoded, "p"));
        Assert.Equal(["q_b", "q_c", "q_nan"], Encoding.SlotNames(encoded, "q"));
        Assert.Equal([[1f, 0, 0], [0f, 1, 0]], encoded.GetColumn<float[]>("p"));
        Assert.Equal([[1f, 0, 0], [0f, 1, 0]], encoded.GetColumn<float[]>("q"));
    });

    private sealed class Pair
    {
        [ColumnName("a")]
        public string A { get; set; } = "";

        [ColumnName("a_b")]
        public string AB { get; set; } = "";
    }

    private sealed class OtherPair
    {
        [ColumnName("p")]
        public string P { get; set; } = "";

        [ColumnName("q")]
        public string Q { get; set; } = "";
    }
}
