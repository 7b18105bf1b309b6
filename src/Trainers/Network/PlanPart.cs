using System.Numerics;
using System.Runtime.InteropServices;
using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// Forward and backward pass over a share of a batch's rows, written out over buffers of its own. Parts share the parameters
/// and nothing else, so they run on any threads in any order.
/// </summary>
internal sealed class PlanPart
{
    private readonly NetworkArchitecture _architecture;
    private readonly ParameterLayout _layout;
    private readonly Memory<float> _parameters;
    private readonly Memory<float> _gradient;
    private readonly Memory<float> _inputs;
    private readonly Memory<float>[] _activations;
    private readonly Memory<float>[] _derivatives;
    private readonly Memory<float>[] _deltas;
    private readonly MatrixView[] _weightViews;
    private readonly MatrixView[] _weightGradientViews;
    private readonly Dictionary<int, Views> _viewsByRows = [];
    private readonly TensorArena _arena;

    public PlanPart(NetworkArchitecture architecture, ParameterLayout layout, TensorArena arena, Memory<float> parameters, MatrixView[] weightViews, int capacity)
    {
        _architecture = architecture;
        _layout = layout;
        _arena = arena;
        _parameters = parameters;
        _weightViews = weightViews;
        _gradient = arena.Take(layout.Length);
        _inputs = arena.Take(capacity * architecture.Inputs);
        _activations = [.. architecture.Layers.Select(layer => arena.Take(capacity * layer.Units))];
        // The output layer is linear and its delta comes from the loss, in place.
        _derivatives = [.. architecture.Layers.SkipLast(1).Select(layer => arena.Take(capacity * layer.Units))];
        _deltas = [.. architecture.Layers.SkipLast(1).Select(layer => arena.Take(capacity * layer.Units)), _activations[^1]];
        _weightGradientViews =
        [
            .. architecture.Layers.Select((layer, l) => arena.View(_gradient[layout.Weights(l)..], layer.Units, layer.Inputs)),
        ];
    }

    /// <summary>Where the rows' inputs go before <see cref="Run"/>, [rows, inputs].</summary>
    public Span<float> Inputs => _inputs.Span;

    /// <summary>The gradient of this part's loss, laid out as the parameters.</summary>
    public Span<float> Gradient => _gradient.Span;

    /// <summary>The floats a part takes from the arena.</summary>
    public static long Size(NetworkArchitecture architecture, ParameterLayout layout, int capacity)
    {
        long Piece(int columns) => Alignment.RoundUp(checked(capacity * columns));

        // Each hidden layer has activations, derivatives and deltas; the output layer the first only.
        return layout.Length + Piece(architecture.Inputs) + architecture.Layers.Sum(layer => 3 * Piece(layer.Units)) -
            (2 * Piece(architecture.Outputs));
    }

    /// <summary>Makes the views for batches that give this part so many rows; before the threads start.</summary>
    public void Prepare(int rows)
    {
        if (rows == 0 || _viewsByRows.ContainsKey(rows))
            return;
        var layers = _architecture.Layers;
        var inputs = _arena.View(_inputs, rows, _architecture.Inputs);
        MatrixView[] outputs = [.. layers.Select((layer, l) => _arena.View(_activations[l], rows, layer.Units))];
        MatrixView[] deltas = [.. layers.SkipLast(1).Select((layer, l) => _arena.View(_deltas[l], rows, layer.Units)), outputs[^1]];
        _viewsByRows.Add(rows, new Views([inputs, .. outputs.SkipLast(1)], outputs, deltas));
    }

    /// <summary>Runs forward and backward.</summary>
    /// <param name="targets">The targets of the rows.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="batchRows">The rows of the whole batch.</param>
    /// <param name="firstRow">The place of this part's first row in the batch.</param>
    /// <param name="dropoutKeys">A key a layer.</param>
    /// <returns>The sum of the rows' losses.</returns>
    public double Run(ReadOnlySpan<float> targets, ILoss loss, int batchRows, int firstRow, ReadOnlySpan<uint> dropoutKeys)
    {
        var rows = targets.Length;
        if (rows == 0)
        {
            Gradient.Clear();
            return 0;
        }

        var views = _viewsByRows[rows];
        Forward(views, rows, firstRow, dropoutKeys);
        var total = loss.Differentiate(Used(_activations[^1], rows, _architecture.Outputs), targets, 1f / batchRows);
        Backward(views, rows);
        return total;
    }

    private void Forward(Views views, int rows, int firstRow, ReadOnlySpan<uint> dropoutKeys)
    {
        var last = _architecture.Layers.Length - 1;
        for (var l = 0; l <= last; l++)
        {
            var layer = _architecture.Layers[l];
            views.Outputs[l].SetToProduct(views.Inputs[l].Matrix, _weightViews[l].Transposed);
            AddBias(_activations[l].Span, _parameters.Span.Slice(_layout.Bias(l), layer.Units), rows);
            if (l == last)
                return;

            var values = Used(_activations[l], rows, layer.Units);
            var derivatives = Used(_derivatives[l], rows, layer.Units);
            ActivationFunctions.ApplyWithDerivative(layer.Activation, values, derivatives);
            if (layer.Dropout > 0)
                Dropout.Apply(values, derivatives, layer.Dropout, dropoutKeys[l], (uint)(firstRow * layer.Units));
        }
    }

    private void Backward(Views views, int rows)
    {
        for (var l = _architecture.Layers.Length - 1; l >= 0; l--)
        {
            var layer = _architecture.Layers[l];
            _weightGradientViews[l].SetToProduct(views.Deltas[l].Transposed, views.Inputs[l].Matrix);
            SumRows(_deltas[l].Span, Gradient.Slice(_layout.Bias(l), layer.Units), rows);
            if (l == 0)
                return;

            views.Deltas[l - 1].SetToProduct(views.Deltas[l].Matrix, _weightViews[l].Matrix);
            Multiply(Used(_deltas[l - 1], rows, layer.Inputs), Used(_derivatives[l - 1], rows, layer.Inputs));
        }
    }

    /// <summary>The part of a buffer that so many rows use, in whole vectors.</summary>
    private static Span<float> Used(Memory<float> buffer, int rows, int columns) => buffer.Span[..Alignment.RoundUp(rows * columns)];

    private static void AddBias(Span<float> values, ReadOnlySpan<float> bias, int rows)
    {
        for (var r = 0; r < rows; r++)
            Add(values.Slice(r * bias.Length, bias.Length), bias);
    }

    private static void SumRows(ReadOnlySpan<float> values, Span<float> sum, int rows)
    {
        sum.Clear();
        for (var r = 0; r < rows; r++)
            Add(sum, values.Slice(r * sum.Length, sum.Length));
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> values)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var addends = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += addends[i];
        for (var i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
            sum[i] += values[i];
    }

    private static void Multiply(Span<float> product, ReadOnlySpan<float> factors)
    {
        var products = MemoryMarshal.Cast<float, Vector<float>>(product);
        var others = MemoryMarshal.Cast<float, Vector<float>>(factors);
        for (var i = 0; i < products.Length; i++)
            products[i] *= others[i];
    }

    /// <summary>What each layer reads, writes, and gets back as delta, the derivative of the loss by its sums.</summary>
    private sealed record Views(MatrixView[] Inputs, MatrixView[] Outputs, MatrixView[] Deltas);
}
