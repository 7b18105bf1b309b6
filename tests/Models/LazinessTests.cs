using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>How far a fitted model reads ahead, and what it says to who reads amiss.</summary>
public class LazinessTests
{
    private const int Count = 1000;

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _view;
    private int _rowsRead;

    public LazinessTests() => _view = Blobs.Model(_mlContext).Transform(_mlContext.Data.LoadFromEnumerable(Rows()));

    [Fact]
    public void Columns_that_are_not_asked_for_have_no_getter()
    {
        using var cursor = _view.GetRowCursor([_view.Schema["Score"]]);

        Assert.True(cursor.IsColumnActive(_view.Schema["Score"]));
        Assert.False(cursor.IsColumnActive(_view.Schema["PredictedLabel"]));
        Assert.Equal(
            "requested column is not active (Parameter 'column')",
            Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<uint>(_view.Schema["PredictedLabel"])).Message);
        Assert.Equal(
            "Column 'Score' is Vector<Single, 3>; it cannot be read as System.Single.",
            Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(_view.Schema["Score"])).Message);
    }

    [Fact]
    public void A_preview_reads_a_small_batch_only()
    {
        var preview = _view.Preview(5);

        Assert.Equal(5, preview.RowView.Length);
        Assert.InRange(_rowsRead, 5, 24);
    }

    [Fact]
    public void Reading_on_doubles_the_batch()
    {
        using var cursor = _view.GetRowCursor([_view.Schema["Score"]]);
        var read = new List<int>();
        while (cursor.MoveNext())
        {
            if (read.Count == 0 || read[^1] != _rowsRead)
                read.Add(_rowsRead);
        }

        Assert.Equal([8, 24, 56, 120, 248, 504, 984, Count], read);
    }

    [Fact]
    public void An_id_is_refused_before_the_first_row_and_after_the_last()
    {
        const string Refused = "The cursor stands before the first row or after the last: call MoveNext first.";
        using var cursor = _view.GetRowCursor([_view.Schema["Score"]]);
        var getId = cursor.GetIdGetter();
        DataViewRowId id = default;

        Assert.Equal(Refused, Assert.Throws<InvalidOperationException>(() => getId(ref id)).Message);
        while (cursor.MoveNext())
            getId(ref id);
        Assert.Equal(Refused, Assert.Throws<InvalidOperationException>(() => getId(ref id)).Message);
    }

    private IEnumerable<FeatureRow> Rows()
    {
        for (var i = 0; i < Count; i++)
        {
            _rowsRead++;
            yield return new FeatureRow { Features = [i, -i, 1] };
        }
    }

    private sealed class FeatureRow
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
