using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Metrics;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;
using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Training;

/// <summary>The validation rows, and what is measured on them: the loss, and a metric.</summary>
/// <remarks>They are scored as the fitted model scores, so that the figures are those of the model that the run gives.</remarks>
internal sealed class Validation
{
    private const int ChunkRows = 480; // five blocks of the scorer

    private readonly TrainingSet _rows;
    private readonly InputEncoding _encoding;
    private readonly ILoss _loss;
    private readonly IValidationMeasure _measure;
    private readonly float[] _targets;
    private readonly float[] _lossWeights;
    private readonly float[] _metricWeights;
    private readonly int[] _numbers;
    private readonly double _totalWeight;

    /// <param name="rows">The rows, raw.</param>
    /// <param name="encoding">Their encoding.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="measure">The metric.</param>
    /// <param name="metricWeights">What each row counts in the metric; in the loss it counts its weight.</param>
    /// <param name="numbers">Which of the rows are scored, and in which order; null for all.</param>
    public Validation(
        TrainingSet rows, InputEncoding encoding, ILoss loss, IValidationMeasure measure, float[] metricWeights, int[]? numbers = null)
    {
        _rows = rows;
        _encoding = encoding;
        _loss = loss;
        _measure = measure;
        _numbers = numbers ?? [.. Enumerable.Range(0, rows.Rows)];
        _targets = [.. _numbers.Select(row => rows.Targets[row])];
        _lossWeights = [.. _numbers.Select(row => rows.Weights[row])];
        _metricWeights = [.. _numbers.Select(row => metricWeights[row])];
        _totalWeight = _lossWeights.Sum(weight => (double)weight);
    }

    /// <summary>The number of rows that are scored.</summary>
    public int Rows => _numbers.Length;

    /// <summary>Whether a larger metric is better.</summary>
    public bool LargerIsBetter => _measure.LargerIsBetter;

    /// <summary>Measures a network.</summary>
    public (double Loss, double Metric) Measure(IReadOnlyList<IReadOnlyList<DenseLayer>> members, WorkCrew crew)
    {
        var scorer = MakeScorer(members);
        var outputs = new float[Rows * scorer.Outputs];
        var losses = new double[(Rows + ChunkRows - 1) / ChunkRows];
        crew.Run(
            losses.Length,
            chunk => losses[chunk] = ScoreChunk(scorer, chunk * ChunkRows, Math.Min(ChunkRows, Rows - (chunk * ChunkRows)), outputs));
        return Measure(losses.Sum(), outputs);
    }

    /// <summary>Scores a range of the rows with a network that is there for these. Ranges that do not overlap may run at the same time.</summary>
    /// <param name="members">The network.</param>
    /// <param name="start">The start of the range.</param>
    /// <param name="count">Its length.</param>
    /// <param name="outputs">Takes the outputs of the network, [rows, outputs].</param>
    /// <returns>The sum of the rows' losses.</returns>
    public double Score(IReadOnlyList<IReadOnlyList<DenseLayer>> members, int start, int count, float[] outputs)
    {
        var scorer = MakeScorer(members);
        var loss = 0.0;
        for (var done = 0; done < count; done += ChunkRows)
            loss += ScoreChunk(scorer, start + done, Math.Min(ChunkRows, count - done), outputs);
        return loss;
    }

    /// <summary>Measures what networks have given.</summary>
    /// <param name="loss">The sum of all rows' losses.</param>
    /// <param name="outputs">The outputs of all rows.</param>
    public (double Loss, double Metric) Measure(double loss, float[] outputs)
    {
        var mean = loss / _totalWeight;
        // Where the outputs are no numbers any more there is nothing to measure; the loss tells.
        return (mean, double.IsFinite(mean) ? _measure.Measure(outputs, _targets, _metricWeights) : double.NaN);
    }

    private NetworkScorer MakeScorer(IReadOnlyList<IReadOnlyList<DenseLayer>> members) => new(new FittedNetwork(_encoding, members));

    private double ScoreChunk(NetworkScorer scorer, int start, int count, float[] outputs)
    {
        var buffer = new ScoringBuffer(scorer, count);
        for (var r = 0; r < count; r++)
            buffer.SetInput(r, _rows.Features(_numbers[start + r]));
        buffer.Score(count);

        var scratch = new float[Alignment.RoundUp(count * scorer.Outputs)];
        for (var r = 0; r < count; r++)
            buffer.Output(r).CopyTo(scratch.AsSpan(r * scorer.Outputs));
        scratch.AsSpan(0, count * scorer.Outputs).CopyTo(outputs.AsSpan(start * scorer.Outputs));
        return _loss.Differentiate(scratch, _targets.AsSpan(start, count), _lossWeights.AsSpan(start, count), scale: 1);
    }
}
