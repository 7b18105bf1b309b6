using static TorchSharp.torch;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The network as a TorchSharp module, trained by autograd. It is what the CPU training plan is held to, and the way to
/// devices that the plan does not know.
/// </summary>
internal sealed class NetworkModule : nn.Module<Tensor, Tensor>
{
    private readonly NetworkArchitecture _architecture;
    private readonly TorchSharp.Modules.Linear[] _linear;

    public NetworkModule(NetworkArchitecture architecture)
        : base(nameof(NetworkModule))
    {
        _architecture = architecture;
        _linear = [.. architecture.Layers.Select(layer => nn.Linear(layer.Inputs, layer.Units))];
        for (var l = 0; l < _linear.Length; l++)
            register_module($"layer{l}", _linear[l]);
    }

    /// <summary>Copies the parameters from the flat vector.</summary>
    public void Load(ReadOnlySpan<float> parameters, ParameterLayout layout)
    {
        using var noGrad = no_grad();
        for (var l = 0; l < _linear.Length; l++)
        {
            var layer = _architecture.Layers[l];
            using var weights = tensor(parameters.Slice(layout.Weights(l), layer.Units * layer.Inputs).ToArray(), [layer.Units, layer.Inputs]);
            using var bias = tensor(parameters.Slice(layout.Bias(l), layer.Units).ToArray());
            _linear[l].weight.copy_(weights);
            _linear[l].bias!.copy_(bias);
        }
    }

    /// <summary>Copies the gradients into a vector laid out as the parameters.</summary>
    public void StoreGradients(Span<float> gradients, ParameterLayout layout)
    {
        gradients.Clear();
        for (var l = 0; l < _linear.Length; l++)
        {
            _linear[l].weight.grad!.data<float>().ToArray().CopyTo(gradients[layout.Weights(l)..]);
            _linear[l].bias!.grad!.data<float>().ToArray().CopyTo(gradients[layout.Bias(l)..]);
        }
    }

    /// <summary>Inputs [rows, inputs] to outputs [rows, outputs], before any softmax.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        for (var l = 0; l < _linear.Length; l++)
        {
            var layer = _architecture.Layers[l];
            x = Activate(layer.Activation, _linear[l].call(x));
            if (layer.Dropout > 0)
                x = nn.functional.dropout(x, layer.Dropout, training);
        }

        return x.MoveToOuterDisposeScope();
    }

    private static Tensor Activate(Activation activation, Tensor z) => activation switch
    {
        Activation.Identity => z,
        Activation.ReLU => nn.functional.relu(z),
        Activation.Sigmoid => sigmoid(z),
        Activation.Tanh => tanh(z),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
    };
}
