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
    private readonly BatchNormalization?[] _normalizations;
    private readonly Memory<float>[] _normalized;
    private readonly Dictionary<int, Views> _viewsByRows = [];
    private readonly TensorArena _arena;

    public PlanPart(NetworkArchitecture architecture, ParameterLayout layout, TensorArena arena, Memory<float> parameters,
        MatrixView[] weightViews, int capacity)
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
        _normalizations = [.. architecture.Layers.Select(layer => layer.IsNormalized ? new BatchNormalization(layer.Units) : null)];
        _normalized = [.. architecture.Layers.Select(layer => layer.IsNormalized ? arena.Take(capacity * layer.Units) : default)];
        _weightGradientViews =
        [
            .. architecture.Layers.Select((layer, l) => arena.View(_gradient[layout.Weights(l)..], layer.Units, layer.Inputs)),
        ];
    }

    /// <summary>Where the rows' inputs go before <see cref="Run"/>, [rows, inputs].</summary>
    public Span<float> Inputs => _inputs.Span;

    /// <summary>The gradient of this part's loss, laid out as the parameters.</summary>
    public Span<float> Gradient => _gradient.Span[.._layout.Length];

    /// <summary>What a normalized layer found in this part's last rows.</summary>
    public BatchNormalization? Normalization(int layer) => _normalizations[layer];

    /// <summary>The floats a part takes from the arena.</summary>
    public static long Size(NetworkArchitecture architecture, ParameterLayout layout, int capacity)
    {
        long Piece(int columns) => Alignment.RoundUp(checked(capacity * columns));

        // Each hidden layer has activations, derivatives and deltas, and normalized sums where it has them; the output layer
        // the first only.
        return layout.Length + Piece(architecture.Inputs) +
            architecture.Layers.Sum(layer => (layer.IsNormalized ? 4 : 3) * Piece(layer.Units)) - (2 * Piece(architecture.Outputs));
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
    /// <param name="weights">The weights of the rows; empty, where all are 1.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="batchRows">The rows of the whole batch.</param>
    /// <param name="firstRow">The place of this part's first row in the batch.</param>
    /// <param name="dropoutKeys">A key a layer, for what it reads.</param>
    /// <returns>The sum of the rows' losses.</returns>
    public double Run(
        ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, ILoss loss, int batchRows, int firstRow, ReadOnlySpan<uint> dropoutKeys)
    {
        var rows = targets.Length;
        if (rows == 0)
        {
            Gradient.Clear();
            return 0;
        }

        var views = _viewsByRows[rows];
        Forward(views, weights, rows, firstRow, dropoutKeys);
        var total = loss.Differentiate(Used(_activations[^1], rows, _architecture.Outputs), targets, weights, 1f / batchRows);
        Backward(views, weights, rows);
        return total;
    }

    private void Forward(Views views, ReadOnlySpan<float> weights, int rows, int firstRow, ReadOnlySpan<uint> dropoutKeys)
    {
        if (_architecture.InputDropout > 0)
        {
            Dropout.Apply(
                Used(_inputs, rows, _architecture.Inputs), [], _architecture.InputDropout, dropoutKeys[0],
                (uint)(firstRow * _architecture.Inputs));
        }

        var last = _architecture.Layers.Length - 1;
        for (var l = 0; l <= last; l++)
        {
            var layer = _architecture.Layers[l];
            views.Outputs[l].SetToProduct(views.Inputs[l].Matrix, _weightViews[l].Transposed);
            var bias = _parameters.Span.Slice(_layout.Bias(l), layer.Units);
            if (_normalizations[l] is { } normalization)
                normalization.Forward(_activations[l].Span, weights, rows, Scale(l), bias, _normalized[l].Span);
            else
                AddBias(_activations[l].Span, bias, rows);
            if (l == last)
                return;

            var values = Used(_activations[l], rows, layer.Units);
            var derivatives = Used(_derivatives[l], rows, layer.Units);
            ActivationFunctions.ApplyWithDerivative(layer.Activation, values, derivatives);
            if (layer.Dropout > 0)
                Dropout.Apply(values, derivatives, layer.Dropout, dropoutKeys[l + 1], (uint)(firstRow * layer.Units));
        }
    }

    private void Backward(Views views, ReadOnlySpan<float> weights, int rows)
    {
        for (var l = _architecture.Layers.Length - 1; l >= 0; l--)
        {
            var layer = _architecture.Layers[l];
            var biasGradient = Gradient.Slice(_layout.Bias(l), layer.Units);
            if (_normalizations[l] is { } normalization)
            {
                normalization.Backward(
                    _deltas[l].Span, weights, rows, Scale(l), _normalized[l].Span, Gradient.Slice(_layout.Scale(l), layer.Units),
                    biasGradient);
            }
            else
            {
                SumRows(_deltas[l].Span, biasGradient, rows);
            }

            _weightGradientViews[l].SetToProduct(views.Deltas[l].Transposed, views.Inputs[l].Matrix);
            if (l == 0)
                return;

            views.Deltas[l - 1].SetToProduct(views.Deltas[l].Matrix, _weightViews[l].Matrix);
            Multiply(Used(_deltas[l - 1], rows, layer.Inputs), Used(_derivatives[l - 1], rows, layer.Inputs));
        }
    }

    private ReadOnlySpan<float> Scale(int layer) =>
        _parameters.Span.Slice(_layout.Scale(layer), _architecture.Layers[layer].Units);

    /// <summary>The part of a buffer that so many rows use, in whole vectors.</summary>
    private static Span<float> Used(Memory<float> buffer, int rows, int columns) => buffer.Span[..Alignment.RoundUp(rows * columns)];

    private static void AddBias(Span<float> values, ReadOnlySpan<float> bias, int rows)
    {
        for (var r = 0; r < rows; r++)
            VectorSum.Add(values.Slice(r * bias.Length, bias.Length), bias);
    }

    private static void SumRows(ReadOnlySpan<float> values, Span<float> sum, int rows)
    {
        sum.Clear();
        for (var r = 0; r < rows; r++)
            VectorSum.Add(sum, values.Slice(r * sum.Length, sum.Length));
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
