using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetDl.Benchmarks.Accuracy.Recipe;

/// <summary>
/// Networks with two hidden layers that share their weights, and have an input vector, hidden biases and an output head each (TabM-mini:
/// Gorishniy, Kotelnikov, Babenko 2024).
/// </summary>
internal sealed class PlainMembers : Module<Tensor, Tensor>
{
    private readonly Parameter _scales;
    private readonly Parameter _weights1;
    private readonly Parameter _biases1;
    private readonly Parameter _weights2;
    private readonly Parameter _biases2;
    private readonly Parameter _heads;
    private readonly Parameter _headBiases;
    private readonly double _dropout;

    public PlainMembers(int members, long inputs, (int First, int Second) hidden, int outputs, double dropout)
        : base(nameof(PlainMembers))
    {
        _dropout = dropout;
        _scales = new Parameter((randint(2, [members, 1, inputs]) * 2 - 1).to(ScalarType.Float32));
        _weights1 = new Parameter(randn(inputs, hidden.First) * Math.Sqrt(2.0 / inputs));
        _biases1 = Biases(members, inputs, hidden.First);
        _weights2 = new Parameter(randn(hidden.First, hidden.Second) * Math.Sqrt(2.0 / hidden.First));
        _biases2 = Biases(members, hidden.First, hidden.Second);
        _heads = new Parameter(zeros(members, hidden.Second, outputs));
        _headBiases = Biases(members, hidden.Second, outputs);
        RegisterComponents();
    }

    /// <summary>What is penalized.</summary>
    public IEnumerable<Parameter> Weights => [_weights1, _weights2, _heads];

    /// <summary>What is not.</summary>
    public IEnumerable<Parameter> Others => [_scales, _biases1, _biases2, _headBiases];

    /// <summary>The logits: members, rows, outputs.</summary>
    public override Tensor forward(Tensor input)
    {
        var hidden = Hidden((input * _scales).matmul(_weights1) + _biases1);
        hidden = Hidden(hidden.matmul(_weights2) + _biases2);
        return hidden.bmm(_heads) + _headBiases;
    }

    private static Parameter Biases(int members, long inputs, int outputs)
    {
        var bound = 1 / Math.Sqrt(inputs);
        return new Parameter((rand(members, 1, outputs) * 2 - 1) * bound);
    }

    private Tensor Hidden(Tensor sums) => functional.dropout(functional.relu(sums), _dropout, training);
}
