using System.Diagnostics;
using Microsoft.ML;
using MlNetDl.Samples.Penguins;

namespace MlNetDl.Benchmarks.Serving;

/// <summary>
/// A model that many threads use at once: engines, one a thread and now and then a new one, and beside them a thread that transforms all
/// rows. Whatever they get must be, bit for bit, what one thread got before.
/// </summary>
internal sealed class ModelSoak
{
    private const int PassesOfAnEngine = 50;

    private readonly MLContext _mlContext;
    private readonly ITransformer _model;
    private readonly IDataView _data;
    private readonly Penguin[] _rows;
    private readonly Scores[] _expected;
    private readonly Scores[] _expectedInBulk;
    private long _predictions;
    private long _bulkRows;
    private long _differences;

    public ModelSoak(MLContext mlContext, ITransformer model, IDataView data)
    {
        (_mlContext, _model, _data) = (mlContext, model, data);
        _rows = [.. mlContext.Data.CreateEnumerable<Penguin>(data, reuseRowObject: false)];
        using var engine = CreateEngine();
        _expected = [.. _rows.Select(engine.Predict)];
        _expectedInBulk = [.. Transform()];
    }

    /// <summary>Rows that engines scored.</summary>
    public long Predictions => Interlocked.Read(ref _predictions);

    /// <summary>Rows that were scored in bulk.</summary>
    public long BulkRows => Interlocked.Read(ref _bulkRows);

    /// <summary>Rows whose result was another than a single thread's.</summary>
    public long Differences => Interlocked.Read(ref _differences);

    /// <summary>Runs for some time; what a thread throws is thrown here.</summary>
    public void Run(int threads, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var users = Enumerable.Range(0, threads).Select(_ => InThread(() => PassOfAnEngine(start, time))).Append(InThread(BulkPass));
        Task.WaitAll([.. users]);

        Task InThread(Action pass) => Task.Factory.StartNew(() =>
        {
            do
                pass();
            while (Stopwatch.GetElapsedTime(start) < time);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void PassOfAnEngine(long start, TimeSpan time)
    {
        using var engine = CreateEngine();
        for (var pass = 0; pass < PassesOfAnEngine && Stopwatch.GetElapsedTime(start) < time; pass++)
        {
            for (var row = 0; row < _rows.Length; row++)
                Compare(_expected[row], engine.Predict(_rows[row]));
            Interlocked.Add(ref _predictions, _rows.Length);
        }
    }

    private void BulkPass()
    {
        foreach (var (expected, scores) in _expectedInBulk.Zip(Transform()))
            Compare(expected, scores);
        Interlocked.Add(ref _bulkRows, _rows.Length);
    }

    private void Compare(Scores expected, Scores scores)
    {
        if (scores.PredictedLabel != expected.PredictedLabel || !scores.Score.AsSpan().SequenceEqual(expected.Score))
            Interlocked.Increment(ref _differences);
    }

    private PredictionEngine<Penguin, Scores> CreateEngine() => _mlContext.Model.CreatePredictionEngine<Penguin, Scores>(_model);

    private IEnumerable<Scores> Transform() => _mlContext.Data.CreateEnumerable<Scores>(_model.Transform(_data), reuseRowObject: false);

    private sealed class Scores
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
