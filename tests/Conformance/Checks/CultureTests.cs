using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

public class CultureTests
{
    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void The_culture_changes_no_value_and_no_name(string name)
    {
        var subject = Registry.Of(name);
        var expected = Result("");

        Assert.Equal(expected, Result("de-DE"));
        Assert.Equal(expected, Result("tr-TR"));

        // Files too are written and read.
        string[] Result(string culture)
        {
            string[] lines = [];
            Encoding.UnderCulture(culture, () =>
            {
                var mlContext = new MLContext(seed: 1);
                var data = subject.Others(mlContext);
                var view = SavedModel.Reloaded(mlContext, subject.Fit(mlContext), data.Schema).Transform(data);
                lines = [.. SchemaText.Of(view.Schema), .. RowLines.Of(view).Values];
            });
            return lines;
        }
    }
}
