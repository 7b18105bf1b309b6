using static TorchSharp.torch;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The network as a TorchSharp module, trained by autograd. It is what the CPU training plan is held to, and the way to
/// devices that the plan does not know.
/// </summary>
internal sealed class NetworkModule : nn.Module<Tensor, Tensor>
{
    private readonly NetworkArchitecture _architecture;
    private readonly Layer[] _layers;

    public NetworkModule(NetworkArchitecture architecture)
        : base(nameof(NetworkModule))
    {
        _architecture = architecture;
        _layers = [.. architecture.Layers.Select(spec => new Layer(spec))];
        for (var l = 0; l < _layers.Length; l++)
            register_module($"layer{l}", _layers[l]);
    }

    /// <summary>
    /// What the inputs of each layer are multiplied by, [rows, inputs]: the mask of dropout. Null where nothing is dropped.
    /// </summary>
    public Tensor?[] Masks { get; set; } = [];

    /// <summary>The weights of the rows, [rows, 1], for the statistics of normalized layers; null where all are 1.</summary>
    public Tensor? RowWeights { get; set; }

    /// <summary>Copies the parameters from the flat vector.</summary>
    public void Load(ReadOnlySpan<float> parameters, ParameterLayout layout)
    {
        using var noGrad = no_grad();
        for (var l = 0; l < _layers.Length; l++)
        {
            foreach (var (parameter, start) in Places(l, layout))
            {
                using var values = tensor(parameters.Slice(start, (int)parameter.numel()).ToArray());
                using var shaped = values.view(parameter.shape);
                parameter.copy_(shaped);
            }
        }
    }

    /// <summary>Copies the gradients into a vector laid out as the parameters.</summary>
    public void StoreGradients(Span<float> gradients, ParameterLayout layout)
    {
        gradients.Clear();
        for (var l = 0; l < _layers.Length; l++)
        {
            foreach (var (parameter, start) in Places(l, layout))
            {
                using var values = parameter.grad!.cpu();
                values.data<float>().ToArray().CopyTo(gradients[start..]);
            }
        }
    }

    /// <summary>The means and variances of a normalized layer's units in the last rows.</summary>
    public (float[] Mean, float[] Variance) Statistics(int layer) => _layers[layer].Statistics;

    /// <summary>Inputs [rows, inputs] to outputs [rows, outputs], before any softmax.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        for (var l = 0; l < _layers.Length; l++)
        {
            if (l < Masks.Length && Masks[l] is { } mask)
                x = x * mask;
            x = _layers[l].Forward(x, RowWeights);
        }

        return x.MoveToOuterDisposeScope();
    }

    private IEnumerable<(TorchSharp.Modules.Parameter Parameter, int Start)> Places(int layer, ParameterLayout layout)
    {
        yield return (_layers[layer].Weight, layout.Weights(layer));
        yield return (_layers[layer].Bias, layout.Bias(layer));
        if (_layers[layer].Scale is { } scale)
            yield return (scale, layout.Scale(layer));
    }

    private sealed class Layer : nn.Module
    {
        private readonly LayerSpec _spec;

        public Layer(LayerSpec spec)
            : base(nameof(Layer))
        {
            _spec = spec;
            register_parameter("weight", new TorchSharp.Modules.Parameter(zeros(spec.Units, spec.Inputs)));
            register_parameter("bias", new TorchSharp.Modules.Parameter(zeros(spec.Units)));
            if (spec.IsNormalized)
                register_parameter("scale", new TorchSharp.Modules.Parameter(ones(spec.Units)));
        }

        // Asked for each time, for on another device or in another precision they are other objects.
        public TorchSharp.Modules.Parameter Weight => get_parameter("weight")!;

        public TorchSharp.Modules.Parameter Bias => get_parameter("bias")!;

        public TorchSharp.Modules.Parameter? Scale => _spec.IsNormalized ? get_parameter("scale") : null;

        public (float[] Mean, float[] Variance) Statistics { get; private set; }

        public Tensor Forward(Tensor input, Tensor? rowWeights) => Activate(
            _spec.IsNormalized
                ? Normalize(nn.functional.linear(input, Weight), rowWeights)
                : nn.functional.linear(input, Weight, Bias));

        private Tensor Normalize(Tensor sums, Tensor? rowWeights)
        {
            var share = rowWeights is null ? full_like(sums, 1.0 / sums.shape[0]) : rowWeights / rowWeights.sum();
            var mean = (sums * share).sum([0L]);
            var variance = ((sums - mean).square() * share).sum([0L]);
            Statistics = (Values(mean), Values(variance));
            return ((sums - mean) / (variance + BatchNormalization.Epsilon).sqrt() * Scale!) + Bias;
        }

        private static float[] Values(Tensor tensor) => tensor.detach().cpu().to(ScalarType.Float32).data<float>().ToArray();

        private Tensor Activate(Tensor z) => _spec.Activation switch
        {
            Activation.Identity => z,
            Activation.ReLU => nn.functional.relu(z),
            Activation.Sigmoid => sigmoid(z),
            Activation.Tanh => tanh(z),
            Activation.LeakyReLU => nn.functional.leaky_relu(z, Transforms.Numerics.ActivationFunctions.LeakySlope),
            Activation.GELU => nn.functional.gelu(z),
            Activation.SiLU => nn.functional.silu(z),
            _ => throw new InvalidOperationException($"Activation {_spec.Activation} is unknown."),
        };
    }
}
