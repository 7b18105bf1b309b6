using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Conformance.Views;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>However a row is scored, alone, in a batch or on another thread, its score has the same bits.</summary>
public class BatchScoringTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly MulticlassNetworkTransformer _model;

    public BatchScoringTests() => _model = Blobs.Model(_mlContext);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(480)]
    [InlineData(481)]
    [InlineData(1025)]
    public void So_many_rows_score_as_MlNets_own_scorer_scores_them_row_by_row(int rows)
    {
        var data = Blobs.Data(_mlContext, rows);
        SingleFeaturePredictionTransformerBase<MulticlassNetworkModelParameters> rowByRow = _model;

        var expected = rowByRow.Transform(data);
        var actual = _model.Transform(data);

        Assert.Equal("BatchScoringView", actual.GetType().Name);
        Assert.NotEqual("BatchScoringView", expected.GetType().Name);
        Assert.Equal(rows, Bits.OfScores(actual).Length);
        Assert.Equal(Bits.OfScores(expected), Bits.OfScores(actual));
        Assert.Equal(expected.GetColumn<uint>("PredictedLabel"), actual.GetColumn<uint>("PredictedLabel"));
    }

    // What a cursor does past its end is nowhere written down; one that began anew would never end.
    [Theory]
    [InlineData(5)]
    [InlineData(24)]
    public void The_source_is_not_moved_past_its_end(int rows)
    {
        var data = Blobs.Data(_mlContext, rows);

        Assert.Equal(Bits.OfScores(_model.Transform(data)), Bits.OfScores(_model.Transform(new FiniteView(data))));
    }

    [Fact]
    public void PredictionEngines_on_eight_threads_score_as_the_batch_does()
    {
        var chain = Chain();
        var rows = Blobs.Rows(500);
        var expected = Bits.OfScores(chain.Transform(_mlContext.Data.LoadFromEnumerable(rows)));
        using var ready = new Barrier(8);
        var failures = new List<Exception>();

        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            try
            {
                using var engine = _mlContext.Model.CreatePredictionEngine<Blob, BlobScore>(chain);
                ready.SignalAndWait();
                Assert.Equal(expected, rows.Select(row => Bits.Of(engine.Predict(row).Score)));
            }
#pragma warning disable CA1031 // Whatever it is, the test fails with it on its own thread.
            catch (Exception e)
#pragma warning restore CA1031
            {
                lock (failures)
                    failures.Add(e);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Empty(failures);
    }

    [Fact]
    public void Cursors_side_by_side_give_every_row_its_score()
    {
        var view = _model.Transform(_mlContext.Data.Cache(Blobs.Data(_mlContext, 5000)));
        var columns = new[] { view.Schema["Score"], view.Schema["Number"] };
        var expected = ReadAll(view.GetRowCursor(columns));

        var cursors = view.GetRowCursorSet(columns, 4);
        var read = cursors.AsParallel().WithDegreeOfParallelism(cursors.Length).Select(ReadAll).ToArray();

        Assert.True(cursors.Length > 1, "The cache gave one cursor only: nothing was tested.");
        Assert.Equal(5000, expected.Count);
        Assert.Equal(expected.Order(), read.SelectMany(rows => rows).Order());
    }

    [Fact]
    public void Two_cursors_of_one_view_read_in_turns_do_not_disturb_each_other()
    {
        var view = _model.Transform(Blobs.Data(_mlContext, 40));
        var expected = Bits.OfScores(view);
        using var one = view.GetRowCursor(view.Schema);
        using var other = view.GetRowCursor(view.Schema);
        var ofOne = one.GetGetter<VBuffer<float>>(view.Schema["Score"]);
        var ofOther = other.GetGetter<VBuffer<float>>(view.Schema["Score"]);
        VBuffer<float> score = default;
        for (var i = 0; i < 13; i++)
            Assert.True(other.MoveNext());

        while (other.MoveNext())
        {
            Assert.True(one.MoveNext());
            ofOne(ref score);
            Assert.Equal(expected[one.Position], Bits.Of(score.DenseValues()));
            ofOther(ref score);
            Assert.Equal(expected[other.Position], Bits.Of(score.DenseValues()));
        }
    }

    private TransformerChain<MulticlassNetworkTransformer> Chain() => Blobs.Preparation(_mlContext)
        .Append(new MlpMulticlassTrainer(_mlContext, Blobs.Options()))
        .Fit(_mlContext.Data.LoadFromEnumerable(Blobs.Rows(90)));

    /// <summary>Id, number and score of each row.</summary>
    private static List<string> ReadAll(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            var getId = cursor.GetIdGetter();
            var getNumber = cursor.GetGetter<int>(cursor.Schema["Number"]);
            var getScore = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Score"]);
            var rows = new List<string>();
            while (cursor.MoveNext())
            {
                DataViewRowId id = default;
                var number = 0;
                VBuffer<float> score = default;
                getId(ref id);
                getNumber(ref number);
                getScore(ref score);
                rows.Add($"{id} {number} {Bits.Of(score.DenseValues())}");
            }

            return rows;
        }
    }

    private sealed class FiniteView(IDataView source) : WrappedView(source)
    {
        protected override DataViewRowCursor Wrap(DataViewRowCursor cursor) => new Cursor(cursor);

        private sealed class Cursor(DataViewRowCursor source) : WrappedCursor(source)
        {
            private bool _hasEnded;

            public override bool MoveNext()
            {
                Assert.False(_hasEnded);
                _hasEnded = !base.MoveNext();
                return !_hasEnded;
            }
        }
    }
}
