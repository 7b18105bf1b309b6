using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Transforms.Models;

/// <summary>The mean of the members' output layers.</summary>
internal sealed class OutputLayer
{
    private readonly DotLayer? _few;
    private readonly PackedWeights? _many;
    private readonly float[] _bias;
    private readonly int _inputs;

    /// <param name="layers">The output layer of each member.</param>
    public OutputLayer(IReadOnlyList<DenseLayer> layers)
    {
        var stride = PackedWeights.Stride(layers[0].Inputs);
        var mean = MemberLayers.Average(layers, stride);
        _inputs = layers.Count * stride;
        OutputStride = PackedWeights.Stride(mean.Units);
        _bias = new float[OutputStride];
        mean.Bias.CopyTo(_bias, 0);
        // Up to there it takes no more multiplications than a panel, and has chains that are far shorter.
        if (mean.Units <= Alignment.Floats)
            _few = new DotLayer(mean.Weights, mean.Bias, _inputs);
        else
            _many = new PackedWeights(mean.Weights, _inputs);
    }

    /// <summary>The distance between two rows of outputs.</summary>
    public int OutputStride { get; }

    /// <summary>Computes the outputs.</summary>
    /// <param name="inputs">The units of the layer before it.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="outputs">The outputs, a row every <see cref="OutputStride"/> floats.</param>
    public void Apply(ReadOnlySpan<float> inputs, int rows, Span<float> outputs)
    {
        if (_few is not null)
        {
            _few.Apply(inputs, rows, outputs, OutputStride);
            return;
        }

        for (var r = 0; r < rows; r++)
            _bias.CopyTo(outputs[(r * OutputStride)..]);
        _many!.Add(inputs, _inputs, rows, outputs, OutputStride);
    }
}
