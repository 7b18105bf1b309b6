using System.Runtime.CompilerServices;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;

namespace MlNetDl.Trainers.Training;

/// <summary>
/// What follows the gradient: its parts are added up and measured, the update rule moves the parameters, and the bound on the
/// weights is enforced. The source's threads share the work.
/// </summary>
internal sealed class TrainingStep
{
    /// <summary>Floats that stay in the cache between the sum and the update; whole vectors.</summary>
    private const int Block = 4096;

    private readonly IGradientSource _source;
    private readonly UpdateRule _rule;
    private readonly float? _clipNorm;
    private readonly float? _maxNorm;
    private readonly double[] _squares;
    private readonly Action<int> _addAndUpdate;
    private readonly Action<int> _add;
    private readonly Action<int> _update;
    private readonly Action<int> _enforceMaxNorm;

    public TrainingStep(IGradientSource source, UpdateRule rule, float? clipNorm = null, float? maxNorm = null)
    {
        _source = source;
        _rule = rule;
        _clipNorm = clipNorm;
        _maxNorm = maxNorm;
        _squares = new double[source.Parts];
        _addAndUpdate = share => ForEachBlock(share, add: true, update: true);
        _add = share => ForEachBlock(share, add: true, update: false);
        _update = share => ForEachBlock(share, add: false, update: true);
        _enforceMaxNorm = share => MaxNorm.Enforce(
            _source.Parameters, _source.Architecture, _source.Layout, _maxNorm!.Value, share, _source.Parts);
    }

    /// <summary>The gradient of the last step, its parts added up.</summary>
    public ReadOnlySpan<float> Gradient => _source.Gradient(0);

    /// <summary>Moves the parameters.</summary>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="meanLoss">The mean loss of the last batches.</param>
    /// <returns>The norm of the gradient, before any clipping.</returns>
    public double Run(float learningRate, double meanLoss = 1)
    {
        if (_clipNorm is { } bound)
        {
            _source.Crew.Run(_source.Parts, _add);
            var norm = Norm();
            _rule.BeginStep(learningRate, norm > bound ? (float)(bound / norm) : 1, meanLoss);
            _source.Crew.Run(_source.Parts, _update);
        }
        else
        {
            _rule.BeginStep(learningRate, meanLoss: meanLoss);
            _source.Crew.Run(_source.Parts, _addAndUpdate);
        }

        if (_maxNorm is not null)
            _source.Crew.Run(_source.Parts, _enforceMaxNorm);
        return Norm();
    }

    private double Norm() => Math.Sqrt(_squares.Sum());

    /// <summary>Goes through a share of the gradient and the same share of the parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForEachBlock(int share, bool add, bool update)
    {
        var length = _source.Layout.Length;
        var shares = _source.Parts;
        var shareLength = (((length / shares) + Block) / Block) * Block;
        var end = Math.Min(length, (share + 1) * shareLength);
        var gradient = _source.Gradient(0);
        var square = 0.0;
        for (var start = share * shareLength; start < end; start += Block)
        {
            var size = Math.Min(Block, end - start);
            if (add)
            {
                for (var p = 1; p < shares; p++)
                    VectorSum.Add(gradient.Slice(start, size), _source.Gradient(p).Slice(start, size));
                square += VectorNorm.Square(gradient.Slice(start, size));
            }

            if (update)
                _rule.Step(_source.Parameters, gradient, start, size);
        }

        if (add)
            _squares[share] = square;
    }
}
