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

    public double Compute(TrainingSet data, ReadOnlyMemory<int> rows, ILoss loss, ReadOnlyMemory<uint> dropoutKeys)
    {
        using var scope = NewDisposeScope();
        var (inputs, targets, weights) = Gather(data, rows.Span);
        _weight = weights.Sum();
        _module.Load(_parameters, Layout);
        _module.zero_grad();
        _module.Masks = [.. Architecture.Layers.Select((layer, l) => Mask(l, layer.Inputs, rows.Length, dropoutKeys.Span[l]))];
        _module.RowWeights = data.IsWeighted ? tensor(weights, [rows.Length, 1]).to(_device) : null;

        var outputs = _module.call(tensor(inputs, [rows.Length, data.Slots]).to(_device));
        var values = new float[Alignment.RoundUp(rows.Length * Architecture.Outputs)];
        outputs.detach().cpu().data<float>().ToArray().CopyTo(values, 0);
        var total = loss.Differentiate(values, targets, data.IsWeighted ? weights : [], 1f / rows.Length);
        var derivatives = tensor(values[..(rows.Length * Architecture.Outputs)], [rows.Length, Architecture.Outputs]).to(_device);
        outputs.backward([derivatives]);
        _module.StoreGradients(_gradient, Layout);
        return total;
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

    private static (float[] Inputs, float[] Targets, float[] Weights) Gather(TrainingSet data, ReadOnlySpan<int> rows)
    {
        var inputs = new float[rows.Length * data.Slots];
        var (targets, weights) = (new float[rows.Length], new float[rows.Length]);
        for (var r = 0; r < rows.Length; r++)
        {
            data.Features(rows[r]).CopyTo(inputs.AsSpan(r * data.Slots));
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
        var mask = new float[Alignment.RoundUp(rows * units)];
        Array.Fill(mask, 1);
        Dropout.Apply(mask, [], probability, key, first: 0);
        return tensor(mask[..(rows * units)], [rows, units]).to(_device);
    }
}
