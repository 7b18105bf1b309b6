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
        _layers = [.. architecture.Layers.Select((spec, l) => new Layer(spec, architecture.Members, l == architecture.Layers.Length - 1))];
        for (var l = 0; l < _layers.Length; l++)
            register_module($"layer{l}", _layers[l]);
        if (architecture.Members > 1)
            register_parameter("inputs", new TorchSharp.Modules.Parameter(ones(architecture.Members, 1, architecture.Columns.Count)));
    }

    /// <summary>
    /// What the inputs of each layer are multiplied by, [members or 1, rows, inputs]: the mask of dropout. Null where nothing is dropped.
    /// </summary>
    public Tensor?[] Masks { get; set; } = [];

    /// <summary>The weights of the rows, [rows, 1], for the statistics of normalized layers; null where all are 1.</summary>
    public Tensor? RowWeights { get; set; }

    /// <summary>Copies the parameters from the flat vector.</summary>
    public void Load(ReadOnlySpan<float> parameters, ParameterLayout layout)
    {
        using var noGrad = no_grad();
        foreach (var (place, start) in Places(layout))
        {
            using var values = tensor(parameters.Slice(start, (int)place.numel()).ToArray());
            using var shaped = values.view(place.shape);
            place.copy_(shaped);
        }
    }

    /// <summary>Copies the gradients into a vector laid out as the parameters.</summary>
    public void StoreGradients(Span<float> gradients, ParameterLayout layout)
    {
        using var scope = NewDisposeScope();
        gradients.Clear();
        foreach (var (place, start) in Places(layout, parameter => parameter.grad!))
            place.cpu().contiguous().data<float>().ToArray().CopyTo(gradients[start..]);
    }

    /// <summary>The means and variances of a normalized layer's units in the last rows.</summary>
    public (float[] Mean, float[] Variance) Statistics(int layer) => _layers[layer].Statistics;

    /// <summary>
    /// Inputs [rows, inputs], in the order in which the first layer has them, to outputs [members, rows, outputs], before any softmax.
    /// </summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input.unsqueeze(0);
        for (var l = 0; l < _layers.Length; l++)
        {
            if (l < Masks.Length && Masks[l] is { } mask)
                x = x * mask;
            if (l == 0 && _architecture.Members > 1)
                x = x * get_parameter("inputs")!;
            x = _layers[l].Forward(x, RowWeights);
        }

        return x.MoveToOuterDisposeScope();
    }

    /// <summary>What lies at which place of the flat vector: the parameters, or what is asked for of each.</summary>
    private IEnumerable<(Tensor Values, int Start)> Places(
        ParameterLayout layout, Func<TorchSharp.Modules.Parameter, Tensor>? of = null)
    {
        of ??= parameter => parameter;
        for (var l = 0; l < _layers.Length; l++)
        {
            var weights = of(_layers[l].Weight);
            if (l == _layers.Length - 1 && _architecture.Members > 1)
            {
                for (var member = 0; member < _architecture.Members; member++)
                    yield return (weights[member], layout.Weights(l, member));
            }
            else
            {
                yield return (l == 0 && layout.IsInputMajor ? weights[0].t() : weights[0], layout.Weights(l));
            }

            for (var member = 0; member < _architecture.Members; member++)
                yield return (of(_layers[l].Bias)[member, 0], layout.Bias(l, member));
            if (_layers[l].Scale is { } scale)
                yield return (of(scale), layout.Scale(l));
        }

        for (var member = 0; _architecture.Members > 1 && member < _architecture.Members; member++)
            yield return (of(get_parameter("inputs")!)[member, 0], layout.InputVector(member));
    }

    private sealed class Layer : nn.Module
    {
        private readonly LayerSpec _spec;

        public Layer(LayerSpec spec, int members, bool isOutput)
            : base(nameof(Layer))
        {
            _spec = spec;
            register_parameter("weight", new TorchSharp.Modules.Parameter(zeros(isOutput ? members : 1, spec.Units, spec.Inputs)));
            register_parameter("bias", new TorchSharp.Modules.Parameter(zeros(members, 1, spec.Units)));
            if (spec.IsNormalized)
                register_parameter("scale", new TorchSharp.Modules.Parameter(ones(spec.Units)));
        }

        // Asked for each time, for on another device or in another precision they are other objects.
        public TorchSharp.Modules.Parameter Weight => get_parameter("weight")!;

        public TorchSharp.Modules.Parameter Bias => get_parameter("bias")!;

        public TorchSharp.Modules.Parameter? Scale => _spec.IsNormalized ? get_parameter("scale") : null;

        public (float[] Mean, float[] Variance) Statistics { get; private set; }

        public Tensor Forward(Tensor input, Tensor? rowWeights)
        {
            var sums = matmul(input, Weight.transpose(1, 2));
            return Activate(_spec.IsNormalized ? Normalize(sums, rowWeights) : sums + Bias);
        }

        private Tensor Normalize(Tensor sums, Tensor? rowWeights)
        {
            var share = rowWeights is null ? full_like(sums, 1.0 / sums.shape[1]) : rowWeights / rowWeights.sum();
            var mean = (sums * share).sum([1L]);
            var variance = ((sums - mean).square() * share).sum([1L]);
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
