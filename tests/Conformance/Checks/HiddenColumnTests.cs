using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

public class HiddenColumnTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Of_two_columns_of_one_name_the_visible_one_is_read(string name)
    {
        var subject = Registry.Of(name);
        string[] outputs = [.. subject.Outputs.Keys];

        var transformer = subject.Create(_mlContext).Fit(Hidden(subject.Training(_mlContext), subject));

        Assert.Equal(
            RowLines.Of(subject.Fit(_mlContext).Transform(subject.Others(_mlContext)), outputs),
            RowLines.Of(transformer.Transform(Hidden(subject.Others(_mlContext), subject)), outputs));
    }

    /// <summary>Each column that is read stands behind one of its name that holds something else.</summary>
    private IDataView Hidden(IDataView data, ConformanceSubject subject)
    {
        foreach (var column in subject.Inputs.Concat(subject.FitColumns).Distinct())
        {
            var type = data.Schema[column].Type;
            data = _mlContext.Transforms.CopyColumns("right one", column)
                .Append(_mlContext.Transforms.DropColumns(column))
                .Append(_mlContext.Transforms.CopyColumns(column, nameof(SampleRow.Date)))
                .Append(_mlContext.Transforms.CopyColumns(column, "right one"))
                .Append(_mlContext.Transforms.DropColumns("right one")).Fit(data).Transform(data);
            Assert.Equal([Microsoft.ML.Data.DateTimeDataViewType.Instance, type],
                data.Schema.Where(other => other.Name == column).Select(other => other.Type));
        }

        return data;
    }
}
