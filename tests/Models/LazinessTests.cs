using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>A fitted model reads and computes what is asked for, and little more.</summary>
public class LazinessTests
{
    private const int Count = 1000;

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly MulticlassNetworkTransformer _model;
    private readonly IDataView _view;
    private int _rowsRead;
    private int _featuresMade;
    private int _othersMade;

    public LazinessTests()
    {
        _model = Blobs.Model(_mlContext);
        _view = _model.Transform(_mlContext.Data.LoadFromEnumerable(Rows()));
    }

    [Fact]
    public void Making_the_view_reads_nothing()
    {
        _ = Computed();

        Assert.Equal((0, 0, 0), (_rowsRead, _featuresMade, _othersMade));
    }

    [Fact]
    public void Without_a_prediction_asked_for_no_features_are_computed()
    {
        Assert.Equal(Count, Computed().GetColumn<int>("Number").Count());

        Assert.Equal((0, 0), (_featuresMade, _othersMade));
    }

    [Fact]
    public void Columns_that_are_not_asked_for_are_not_computed()
    {
        Assert.Equal(Count, Computed().GetColumn<uint>("PredictedLabel").Count());

        Assert.Equal((Count, 0), (_featuresMade, _othersMade));
    }

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

    /// <summary>A view of columns that count how often they are computed, on several threads as ML.NET does it.</summary>
    private IDataView Computed()
    {
        var features = _mlContext.Transforms.CustomMapping<Blob, FeatureRow>(
            (input, output) =>
            {
                Interlocked.Increment(ref _featuresMade);
                output.Features = [input.Length, input.Width, input.Weight];
            },
            null);
        var other = _mlContext.Transforms.CustomMapping<Blob, OtherRow>((_, _) => Interlocked.Increment(ref _othersMade), null);
        var data = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(Count));
        data = features.Fit(data).Transform(data);
        return _model.Transform(other.Fit(data).Transform(data));
    }

    private sealed class FeatureRow
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }

    private sealed class OtherRow
    {
        public float Other { get; set; }
    }
}
