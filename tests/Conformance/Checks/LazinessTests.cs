using Microsoft.ML;
using MlNetDl.Tests.Conformance.Views;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>Nothing is read before it is asked for, and little more than that.</summary>
public class LazinessTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void No_row_is_read_before_a_cursor_moves_and_then_few(string name)
    {
        var subject = Registry.Of(name);
        var data = new CountingView(subject.Others(_mlContext));
        var transformer = subject.Fit(_mlContext);

        _ = transformer.GetOutputSchema(data.Schema);
        _ = transformer.GetRowToRowMapper(data.Schema);
        var view = transformer.Transform(data);
        _ = (view.Schema, view.GetRowCount(), view.CanShuffle);
        Assert.Equal(0, data.Cursors);

        using var cursor = view.GetRowCursor(view.Schema);
        Assert.Equal((1, 0), (data.Cursors, data.Rows));

        Assert.True(cursor.MoveNext());
        Assert.InRange(data.Rows, 1, 8);
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void The_schema_of_an_estimator_is_told_without_reading_a_row_and_a_fit_reads_its_columns_only(string name)
    {
        var subject = Registry.Of(name);
        var data = new CountingView(subject.Training(_mlContext));
        var estimator = subject.Create(_mlContext);

        _ = estimator.GetOutputSchema(OneHot.Encoding.Shape(data.Schema));
        Assert.Equal(0, data.Cursors);
        estimator.Fit(data);

        // Once: whoever has a slow source need not cache it.
        Assert.Equal(1, data.Cursors);
        Assert.Equal(SampleTable.TrainingRows, data.Rows);
        Assert.Equal(subject.Inputs.Concat(subject.FitColumns).Distinct().Order(StringComparer.Ordinal), data.Asked);
    }
}
