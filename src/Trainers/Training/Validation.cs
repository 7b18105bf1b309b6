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

    /// <param name="rows">The rows, raw.</param>
    /// <param name="encoding">Their encoding.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="measure">The metric.</param>
    /// <param name="metricWeights">What each row counts in the metric; in the loss it counts its weight.</param>
    public Validation(TrainingSet rows, InputEncoding encoding, ILoss loss, IValidationMeasure measure, float[] metricWeights)
    {
        _rows = rows;
        _encoding = encoding;
        _loss = loss;
        _measure = measure;
        _targets = [.. rows.Targets];
        _lossWeights = [.. rows.Weights];
        _metricWeights = metricWeights;
    }

    /// <summary>The number of rows.</summary>
    public int Rows => _rows.Rows;

    /// <summary>Whether a larger metric is better.</summary>
    public bool LargerIsBetter => _measure.LargerIsBetter;

    /// <summary>Measures a network.</summary>
    public (double Loss, double Metric) Measure(IReadOnlyList<IReadOnlyList<DenseLayer>> members, WorkCrew crew)
    {
        var scorer = new NetworkScorer(new FittedNetwork(_encoding, members));
        var outputs = new float[Rows * scorer.Outputs];
        var losses = new double[(Rows + ChunkRows - 1) / ChunkRows];
        crew.Run(losses.Length, chunk => losses[chunk] = Score(scorer, chunk, outputs));
        // Weights have a mean of 1.
        var loss = losses.Sum() / Rows;
        // Where the outputs are no numbers any more there is nothing to measure; the loss tells.
        return (loss, double.IsFinite(loss) ? _measure.Measure(outputs, _targets, _metricWeights) : double.NaN);
    }

    private double Score(NetworkScorer scorer, int chunk, float[] outputs)
    {
        var start = chunk * ChunkRows;
        var count = Math.Min(ChunkRows, Rows - start);
        var buffer = new ScoringBuffer(scorer, count);
        for (var r = 0; r < count; r++)
            buffer.SetInput(r, _rows.Features(start + r));
        buffer.Score(count);

        var scratch = new float[Alignment.RoundUp(count * scorer.Outputs)];
        for (var r = 0; r < count; r++)
            buffer.Output(r).CopyTo(scratch.AsSpan(r * scorer.Outputs));
        scratch.AsSpan(0, count * scorer.Outputs).CopyTo(outputs.AsSpan(start * scorer.Outputs));
        return _loss.Differentiate(scratch, _targets.AsSpan(start, count), _lossWeights.AsSpan(start, count), scale: 1);
    }
}
