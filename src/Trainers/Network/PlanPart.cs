using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// Forward and backward pass of some members over a share of a batch's rows. Parts share the parameters and have gradients of their own;
/// whoever computes one lends it a <see cref="Workspace"/>. So they run on any threads in any order.
/// </summary>
internal sealed class PlanPart
{
    private readonly NetworkArchitecture _architecture;
    private readonly ParameterLayout _layout;
    private readonly Memory<float> _parameters;
    private readonly Memory<float> _gradient;
    private readonly (int First, int Count) _members;
    private readonly MatrixView[][] _weightViews;
    private readonly MatrixView[][] _weightGradientViews;
    private readonly MatrixView? _denseGradientView;
    private readonly BatchNormalization?[] _normalizations;

    /// <param name="architecture">The network.</param>
    /// <param name="layout">Where its parameters lie.</param>
    /// <param name="arena">Where its gradient comes from, as many floats as there are parameters.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="members">The members that this part computes.</param>
    public PlanPart(
        NetworkArchitecture architecture, ParameterLayout layout, TensorArena arena, Memory<float> parameters, (int First, int Count) members)
    {
        (_architecture, _layout, _parameters, _members) = (architecture, layout, parameters, members);
        _gradient = arena.Take(layout.Length);
        _normalizations = [.. architecture.Layers.Select(layer => layer.IsNormalized ? new BatchNormalization(layer.Units) : null)];
        _weightViews = WeightViews(arena, parameters);
        _weightGradientViews = WeightViews(arena, _gradient);
        if (architecture.Members == 1 && architecture.Columns.Dense.Length > 0)
            _denseGradientView = InputLayer.DenseWeights(architecture, layout, arena, _gradient[layout.Weights(0)..]);
    }

    /// <summary>The gradient of this part's loss, laid out as the parameters.</summary>
    public Span<float> Gradient => _gradient.Span[.._layout.Length];

    /// <summary>What a normalized layer found in this part's last rows.</summary>
    public BatchNormalization? Normalization(int layer) => _normalizations[layer];

    /// <summary>Runs forward and backward.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="work">The buffers, which nobody else uses meanwhile.</param>
    /// <returns>The sum over the members of the rows' losses, divided by the number of all members.</returns>
    public double Run(in PartBatch batch, ILoss loss, Workspace work)
    {
        // What other members have for themselves gets no gradient here.
        Gradient[_layout.SharedLength..].Clear();
        var rows = batch.Targets.Length;
        if (rows == 0)
        {
            Gradient.Clear();
            return 0;
        }

        var views = work.Views(rows);
        work.Inputs.Read(batch.Data, batch.Rows, batch.FirstRow, batch.DropoutKeys[0]);
        var total = 0.0;
        for (var member = _members.First; member < _members.First + _members.Count; member++)
        {
            Forward(member, work, views, batch);
            total += loss.Differentiate(
                Used(work.Activations[^1], rows, _architecture.Outputs), batch.Targets, batch.Weights,
                1f / batch.BatchRows / _architecture.Members);
            Backward(member, work, views, batch);
        }

        return total / _architecture.Members;
    }

    private void Forward(int member, Workspace work, Workspace.RowViews views, in PartBatch batch)
    {
        var rows = batch.Targets.Length;
        var last = _architecture.Layers.Length - 1;
        for (var l = 0; l <= last; l++)
        {
            var layer = _architecture.Layers[l];
            if (l == 0)
                work.Inputs.Forward(member, views.Dense, views.Outputs[0], work.Activations[0].Span, rows);
            else if (l == last && IsNarrow(layer))
                NarrowLayer.Forward(work.Activations[l - 1].Span, Weights(_parameters, l, member), work.Activations[l].Span, rows, layer.Units);
            else
                views.Outputs[l].SetToProduct(views.Outputs[l - 1].Matrix, _weightViews[l][member].Transposed);
            var bias = _parameters.Span.Slice(_layout.Bias(l, member), layer.Units);
            if (_normalizations[l] is { } normalization)
                normalization.Forward(work.Activations[l].Span, batch.Weights, rows, Scale(l), bias, work.Normalized[l].Span);
            else
                AddBias(work.Activations[l].Span, bias, rows);
            if (l == last)
                return;

            var values = Used(work.Activations[l], rows, layer.Units);
            var derivatives = Used(work.Derivatives[l], rows, layer.Units);
            ActivationFunctions.ApplyWithDerivative(layer.Activation, values, derivatives);
            if (layer.Dropout > 0)
            {
                var first = ((member * batch.BatchRows) + batch.FirstRow) * layer.Units;
                Dropout.Apply(values, derivatives, layer.Dropout, batch.DropoutKeys[l + 1], (uint)first);
            }
        }
    }

    private void Backward(int member, Workspace work, Workspace.RowViews views, in PartBatch batch)
    {
        var rows = batch.Targets.Length;
        var isFirst = member == _members.First;
        var last = _architecture.Layers.Length - 1;
        for (var l = last; l >= 0; l--)
        {
            var layer = _architecture.Layers[l];
            var biasGradient = Gradient.Slice(_layout.Bias(l, member), layer.Units);
            if (_normalizations[l] is { } normalization)
            {
                normalization.Backward(
                    work.Deltas[l].Span, batch.Weights, rows, Scale(l), work.Normalized[l].Span, Gradient.Slice(_layout.Scale(l), layer.Units),
                    biasGradient);
            }
            else
            {
                SumRows(work.Deltas[l].Span, biasGradient, rows);
            }

            if (l == 0)
            {
                work.Inputs.Backward(
                    member, views.Dense, views.Deltas[0], work.Deltas[0].Span, rows, Gradient, _denseGradientView, add: !isFirst);
                return;
            }

            if (l == last && IsNarrow(layer))
            {
                NarrowLayer.WeightGradient(
                    work.Activations[l - 1].Span, work.Deltas[l].Span, Weights(_gradient, l, member), rows, layer.Units);
                NarrowLayer.Backward(work.Deltas[l].Span, Weights(_parameters, l, member), work.Deltas[l - 1].Span, rows, layer.Units);
            }
            else
            {
                // Members have output layers of their own and share all others.
                _weightGradientViews[l][member].SetToProduct(
                    views.Deltas[l].Transposed, views.Outputs[l - 1].Matrix, add: !isFirst && l < last);
                views.Deltas[l - 1].SetToProduct(views.Deltas[l].Matrix, _weightViews[l][member].Matrix);
            }

            Multiply(Used(work.Deltas[l - 1], rows, layer.Inputs), Used(work.Derivatives[l - 1], rows, layer.Inputs));
        }
    }

    /// <summary>The weights of each layer but the first, member by member.</summary>
    private MatrixView[][] WeightViews(TensorArena arena, Memory<float> memory) =>
    [
        [],
        .. _architecture.Layers.Select((layer, l) => (layer, l)).Skip(1).Select(pair =>
            Enumerable.Range(0, _architecture.Members)
                .Select(member => arena.View(memory[_layout.Weights(pair.l, member)..], pair.layer.Units, pair.layer.Inputs))
                .ToArray()),
    ];

    private static bool IsNarrow(LayerSpec layer) => layer.Units <= NarrowLayer.MostUnits;

    private Span<float> Weights(Memory<float> memory, int layer, int member) => memory.Span.Slice(
        _layout.Weights(layer, member), _architecture.Layers[layer].Units * _architecture.Layers[layer].Inputs);

    private ReadOnlySpan<float> Scale(int layer) =>
        _parameters.Span.Slice(_layout.Scale(layer), _architecture.Layers[layer].Units);

    /// <summary>The part of a buffer that so many rows use, in whole vectors.</summary>
    private static Span<float> Used(Memory<float> buffer, int rows, int columns) => buffer.Span[..Alignment.RoundUp(rows * columns)];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBias(Span<float> values, ReadOnlySpan<float> bias, int rows)
    {
        for (var r = 0; r < rows; r++)
            VectorSum.Add(values.Slice(r * bias.Length, bias.Length), bias);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumRows(ReadOnlySpan<float> values, Span<float> sum, int rows)
    {
        sum.Clear();
        for (var r = 0; r < rows; r++)
            VectorSum.Add(sum, values.Slice(r * sum.Length, sum.Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(Span<float> product, ReadOnlySpan<float> factors)
    {
        var products = MemoryMarshal.Cast<float, Vector<float>>(product);
        var others = MemoryMarshal.Cast<float, Vector<float>>(factors);
        for (var i = 0; i < products.Length; i++)
            products[i] *= others[i];
    }
}

/// <summary>The rows of a step that a part computes.</summary>
internal readonly ref struct PartBatch
{
    /// <summary>The training rows.</summary>
    public required IInputRows Data { get; init; }

    /// <summary>Which of them.</summary>
    public required ReadOnlySpan<int> Rows { get; init; }

    /// <summary>Their targets.</summary>
    public required ReadOnlySpan<float> Targets { get; init; }

    /// <summary>Their weights; empty, where all are 1.</summary>
    public required ReadOnlySpan<float> Weights { get; init; }

    /// <summary>The rows of the whole batch.</summary>
    public required int BatchRows { get; init; }

    /// <summary>The place of the first row in the batch.</summary>
    public required int FirstRow { get; init; }

    /// <summary>A key a layer, for what it reads.</summary>
    public required ReadOnlySpan<uint> DropoutKeys { get; init; }
}
