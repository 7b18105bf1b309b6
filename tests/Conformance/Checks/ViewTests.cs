using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>What ML.NET does to data, before and after a transformer, leaves its rows as they are.</summary>
public class ViewTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Caching_filtering_and_shuffling_change_no_row(string name)
    {
        var subject = Registry.Of(name);
        var transformer = subject.Fit(_mlContext);
        var data = subject.Others(_mlContext);
        var view = transformer.Transform(data);
        var expected = RowLines.Of(view);
        var operations = _mlContext.Data;

        Assert.Equal(expected, RowLines.Of(operations.Cache(view)));
        Assert.Equal(expected, RowLines.Of(transformer.Transform(operations.Cache(data))));
        Assert.Equal(expected, RowLines.Of(operations.ShuffleRows(operations.Cache(view), seed: 3)));
        Assert.Equal(expected, RowLines.Of(operations.ShuffleRows(transformer.Transform(operations.Cache(data)), seed: 3)));
        Assert.Equal(expected, RowLines.Of(transformer.Transform(operations.ShuffleRows(data, seed: 3))));
        foreach (var filtered in new[]
        {
            operations.FilterRowsByColumn(view, nameof(SampleRow.Value), 55, 65),
            transformer.Transform(operations.FilterRowsByColumn(data, nameof(SampleRow.Value), 55, 65)),
            operations.TakeRows(operations.SkipRows(view, 11), 20),
            transformer.Transform(operations.TakeRows(operations.SkipRows(data, 11), 20)),
        })
        {
            var lines = RowLines.Of(filtered);
            Assert.InRange(lines.Count, 10, 20);
            Assert.All(lines, line => Assert.Equal(expected[line.Key], line.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Fitting_on_cached_data_learns_the_same(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Training(_mlContext);
        var copied = _mlContext.Transforms.CopyColumns("copied", nameof(SampleRow.Date));
        var chain = copied.Append(subject.Create(_mlContext));

        var expected = RowLines.Of(chain.Fit(data).Transform(data));

        Assert.Equal(expected, RowLines.Of(chain.Fit(_mlContext.Data.Cache(data)).Transform(data)));
        Assert.Equal(
            expected, RowLines.Of(copied.AppendCacheCheckpoint(_mlContext).Append(subject.Create(_mlContext)).Fit(data).Transform(data)));
    }
}
