using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The buffers that one part of a step needs while it is computed. A thread that computes several parts, one after the other, uses the same
/// ones, which are then still in its cache.
/// </summary>
internal sealed class Workspace
{
    private readonly NetworkArchitecture _architecture;
    private readonly TensorArena _arena;
    private readonly Dictionary<int, RowViews> _viewsByRows = [];

    /// <param name="architecture">The network.</param>
    /// <param name="layout">Where its parameters lie.</param>
    /// <param name="arena">Where the buffers come from, <see cref="Size"/> floats of it.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="capacity">The most rows.</param>
    public Workspace(
        NetworkArchitecture architecture, ParameterLayout layout, TensorArena arena, Memory<float> parameters, int capacity)
    {
        (_architecture, _arena) = (architecture, arena);
        var hidden = architecture.Layers.SkipLast(1);
        Inputs = new InputLayer(architecture, layout, arena, parameters, capacity);
        Activations = [.. architecture.Layers.Select(layer => arena.Take(capacity * layer.Units))];
        // The output layer is linear and its delta comes from the loss, in place.
        Derivatives = [.. hidden.Select(layer => arena.Take(capacity * layer.Units))];
        Deltas = [.. hidden.Select(layer => arena.Take(capacity * layer.Units)), Activations[^1]];
        Normalized = [.. architecture.Layers.Select(layer => layer.IsNormalized ? arena.Take(capacity * layer.Units) : default)];
    }

    /// <summary>The first layer's products.</summary>
    public InputLayer Inputs { get; }

    /// <summary>What each layer writes, [rows, units].</summary>
    public Memory<float>[] Activations { get; }

    /// <summary>The derivatives of the hidden layers' activations.</summary>
    public Memory<float>[] Derivatives { get; }

    /// <summary>The derivatives of the loss by each layer's sums.</summary>
    public Memory<float>[] Deltas { get; }

    /// <summary>The normalized sums of normalized layers.</summary>
    public Memory<float>[] Normalized { get; }

    /// <summary>The floats it takes from the arena.</summary>
    public static long Size(NetworkArchitecture architecture, int capacity)
    {
        long Piece(int columns) => Alignment.RoundUp(checked(capacity * columns));

        // Each hidden layer has activations, derivatives and deltas, and normalized sums where it has them; the output layer
        // the first only.
        return InputLayer.Size(architecture, capacity) +
            architecture.Layers.Sum(layer => (layer.IsNormalized ? 4 : 3) * Piece(layer.Units)) - (2 * Piece(architecture.Outputs));
    }

    /// <summary>The views of so many rows, which <see cref="Prepare"/> has made.</summary>
    public RowViews Views(int rows) => _viewsByRows[rows];

    /// <summary>Makes the views of so many rows; before the threads start.</summary>
    public void Prepare(int rows)
    {
        if (rows == 0 || _viewsByRows.ContainsKey(rows))
            return;
        var layers = _architecture.Layers;
        MatrixView[] outputs = [.. layers.Select((layer, l) => _arena.View(Activations[l], rows, layer.Units))];
        MatrixView[] deltas = [.. layers.SkipLast(1).Select((layer, l) => _arena.View(Deltas[l], rows, layer.Units)), outputs[^1]];
        _viewsByRows.Add(rows, new RowViews(Inputs.DenseView(_arena, rows), outputs, deltas));
    }

    /// <summary>The dense inputs, and what each layer writes and gets back as delta, the derivative of the loss by its sums.</summary>
    internal sealed record RowViews(MatrixView? Dense, MatrixView[] Outputs, MatrixView[] Deltas);
}
