using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetDl.Trainers.Training;

/// <summary>
/// Gradients by the TorchSharp module, on any device. Parameters go to the device before each batch and the gradient comes back, so
/// that all else of a training run is the same as on the processor.
/// </summary>
internal sealed class ModuleGradientSource : IGradientSource
{
    private readonly Device _device;
    private readonly NetworkModule _module;
    private readonly float[] _parameters;
    private readonly float[] _gradient;
    private double _weight;

    public ModuleGradientSource(NetworkArchitecture architecture, Device device)
    {
        Architecture = architecture;
        Layout = new ParameterLayout(architecture);
        _device = device;
        _module = new NetworkModule(architecture);
        _module.to(device);
        _parameters = new float[Layout.StateLength];
        _gradient = new float[Layout.Length];
    }

    public NetworkArchitecture Architecture { get; }

    public ParameterLayout Layout { get; }

    public Span<float> Parameters => _parameters;

    public int Parts => 1;

    public WorkCrew Crew { get; } = new(mostItems: 1);

    public Span<float> Gradient(int part) => _gradient;

    public double Compute(EncodedRows data, ReadOnlyMemory<int> rows, ILoss loss, ReadOnlyMemory<uint> dropoutKeys)
    {
        using var scope = NewDisposeScope();
        var (inputs, targets, weights) = Gather(data, rows.Span);
        _weight = weights.Sum();
        _module.Load(_parameters, Layout);
        _module.zero_grad();
        _module.Masks = [.. Architecture.Layers.Select((layer, l) => Mask(l, layer.Inputs, rows.Length, dropoutKeys.Span[l]))];
        _module.RowWeights = data.IsWeighted ? tensor(weights, [rows.Length, 1]).to(_device) : null;

        var outputs = _module.call(tensor(inputs, [rows.Length, Architecture.Columns.Count]).to(_device));
        var length = rows.Length * Architecture.Outputs;
        var derivatives = outputs.detach().cpu().data<float>().ToArray();
        var values = new float[Alignment.RoundUp(length)];
        var total = 0.0;
        for (var member = 0; member < Architecture.Members; member++)
        {
            var ofMember = derivatives.AsSpan(member * length, length);
            ofMember.CopyTo(values);
            total += loss.Differentiate(
                values, targets, data.IsWeighted ? weights : [], 1f / rows.Length / Architecture.Members);
            values.AsSpan(0, length).CopyTo(ofMember);
        }

        outputs.backward([tensor(derivatives, outputs.shape).to(_device)]);
        _module.StoreGradients(_gradient, Layout);
        return total / Architecture.Members;
    }

    public IReadOnlyList<(double Weight, float[] Mean, float[] Variance)> Statistics(int layer)
    {
        var (mean, variance) = _module.Statistics(layer);
        return [(_weight, mean, variance)];
    }

    public void Dispose()
    {
        Crew.Dispose();
        _module.Dispose();
    }

    private static (float[] Inputs, float[] Targets, float[] Weights) Gather(EncodedRows data, ReadOnlySpan<int> rows)
    {
        int[] columns = [.. data.Columns.InOrder()];
        var encoded = new float[columns.Length];
        var inputs = new float[rows.Length * columns.Length];
        var (targets, weights) = (new float[rows.Length], new float[rows.Length]);
        for (var r = 0; r < rows.Length; r++)
        {
            data.CopyRow(rows[r], encoded);
            for (var place = 0; place < columns.Length; place++)
                inputs[(r * columns.Length) + place] = encoded[columns[place]];
            (targets[r], weights[r]) = (data.Targets[rows[r]], data.Weights[rows[r]]);
        }

        return (inputs, targets, weights);
    }

    /// <summary>What the plan's dropout makes of ones.</summary>
    private Tensor? Mask(int layer, int units, int rows, uint key)
    {
        var probability = Architecture.DropoutBefore(layer);
        if (probability == 0)
            return null;
        // Members are dropped as so many more rows, and share their inputs; of a feature, all columns are dropped together.
        var (members, width) = layer == 0 ? (1, Architecture.Columns.Slots) : (Architecture.Members, units);
        var mask = new float[Alignment.RoundUp(members * rows * width)];
        Array.Fill(mask, 1);
        Dropout.Apply(mask, [], probability, key, first: 0);
        var result = tensor(mask[..(members * rows * width)], [members, rows, width]);
        return (layer == 0 ? result.index_select(2, tensor(Architecture.Columns.SlotsInOrder().ToArray())) : result).to(_device);
    }
}
