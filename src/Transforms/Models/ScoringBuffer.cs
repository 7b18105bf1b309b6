using Microsoft.ML.Data;

namespace MlNetDl.Transforms.Models;

/// <summary>What one thread needs to score rows: room for their features, their outputs, and what lies between.</summary>
internal sealed class ScoringBuffer
{
    private readonly NetworkScorer _scorer;
    private readonly float[] _inputs;
    private readonly float[] _outputs;
    private readonly float[] _scratch;
    private readonly float[] _otherScratch;

    /// <param name="scorer">The network.</param>
    /// <param name="capacity">The largest number of rows scored together.</param>
    public ScoringBuffer(NetworkScorer scorer, int capacity)
    {
        _scorer = scorer;
        Capacity = capacity;
        _inputs = new float[capacity * scorer.InputStride];
        _outputs = new float[capacity * scorer.OutputStride];
        var block = Math.Min(capacity, scorer.BlockRows);
        _scratch = new float[block * scorer.WidestStride];
        _otherScratch = new float[block * scorer.WidestStride];
    }

    /// <summary>The largest number of rows scored together.</summary>
    public int Capacity { get; }

    /// <summary>The distance between two rows of <see cref="Outputs"/>.</summary>
    public int OutputStride => _scorer.OutputStride;

    /// <summary>All rows' outputs, padding included.</summary>
    public Span<float> Outputs => _outputs;

    /// <summary>The outputs of one row.</summary>
    public Span<float> Output(int row) => _outputs.AsSpan(row * OutputStride, _scorer.Outputs);

    /// <summary>Puts the features of one row in place.</summary>
    /// <exception cref="InvalidOperationException">The vector has another length than in training.</exception>
    public void SetInput(int row, in VBuffer<float> features)
    {
        if (features.Length != _scorer.Inputs)
        {
            throw new InvalidOperationException(
                $"The feature vector has {features.Length} slots; the model was trained on {_scorer.Inputs}. " +
                "Give it features made by the same pipeline as in training.");
        }

        features.CopyTo(_inputs.AsSpan(row * _scorer.InputStride, features.Length));
    }

    /// <summary>Puts the features of one row in place, as many as in training.</summary>
    public void SetInput(int row, ReadOnlySpan<float> features) => features.CopyTo(_inputs.AsSpan(row * _scorer.InputStride));

    /// <summary>Scores the first so many rows.</summary>
    public void Score(int rows)
    {
        for (var start = 0; start < rows; start += _scorer.BlockRows)
        {
            var count = Math.Min(_scorer.BlockRows, rows - start);
            _scorer.Score(
                _inputs.AsSpan(start * _scorer.InputStride, count * _scorer.InputStride),
                count,
                _outputs.AsSpan(start * OutputStride, count * OutputStride),
                _scratch,
                _otherScratch);
        }
    }
}
