using Microsoft.ML.Model.OnnxConverter;
using MlNetDl.Trainers;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.Models;

/// <summary>Writes a fitted network into an ONNX graph.</summary>
/// <remarks>
/// Operators differ in what they make of NaN, and between versions of ONNX Runtime. So it is asked for at the start which rows have a
/// missing value, and at the end their results are made NaN.
/// </remarks>
internal sealed class NetworkOnnx
{
    /// <summary>The first version of the set of operators that has IsNaN, Where and Erf.</summary>
    public const int MinimumOpSet = 9;

    private readonly OnnxGraph _graph;
    private readonly string _isMissing;

    /// <param name="ctx">The graph that is being written.</param>
    /// <param name="network">The network.</param>
    /// <param name="features">The variable of the features.</param>
    /// <param name="column">The column that the nodes are named after.</param>
    public NetworkOnnx(OnnxContext ctx, FittedNetwork network, string features, string column)
    {
        _graph = new OnnxGraph(ctx, column);
        var missing = _graph.Add("Cast", [Add("IsNaN", features)], ("to", typeof(float)));
        var any = _graph.Add("ReduceMax", [missing], ("axes", new long[] { 1 }), ("keepdims", 1L));
        _isMissing = _graph.Add("Cast", [any], ("to", typeof(bool)));
        Outputs = Layers(network, Encode(network.Encoding, features));
    }

    /// <summary>The outputs of the last layer.</summary>
    public string Outputs { get; }

    /// <summary>Adds a node and gives the name of its output.</summary>
    public string Add(string operation, params string[] inputs) => _graph.Add(operation, inputs);

    /// <summary>Adds a number.</summary>
    public string Constant(float value) => _graph.Constant([value], 1);

    /// <summary>Adds the probabilities that the outputs stand for.</summary>
    public string Softmax() => _graph.Add("Softmax", [Outputs], ("axis", 1L));

    /// <summary>Writes what was computed to a variable of the graph; NaN, where a feature is missing.</summary>
    public void Finish(string values, string output) => _graph.Add("Where", [_isMissing, Constant(float.NaN), values], [output]);

    /// <summary>Writes the key of the likeliest class to a variable of the graph; 0, where a feature is missing.</summary>
    public void FinishKey(string probabilities, string output)
    {
        var index = _graph.Add("ArgMax", [probabilities], ("axis", 1L), ("keepdims", 1L));
        var key = Add("Where", _isMissing, _graph.Constant([0L], 1), Add("Add", index, _graph.Constant([1L], 1)));
        _graph.Add("Cast", [key], [output], ("to", typeof(uint)));
    }

    private string Encode(InputEncoding encoding, string features)
    {
        var centred = Clamp(Add("Sub", features, Row(encoding.Offset.ToArray())), float.MaxValue);
        var z = Clamp(Add("Mul", centred, Row(encoding.Scale.ToArray())), InputEncoding.Largest);
        var clipped = Enumerable.Range(0, encoding.Slots).Select(encoding.IsClipped);
        var bend = Add("Mul", z, Row([.. clipped.Select(isClipped => isClipped ? 1 / InputEncoding.ClipAt : 0)]));
        z = Add("Div", z, Add("Sqrt", Add("Add", Add("Mul", bend, bend), Constant(1))));
        return encoding.Columns == encoding.Slots
            ? z
            : _graph.Add("Concat", [z, Pieces(encoding, features)], ("axis", 1L));
    }

    private string Pieces(InputEncoding encoding, string features)
    {
        var pieces = Enumerable.Range(0, encoding.Slots)
            .Where(slot => encoding.Pieces(slot) is not null)
            .SelectMany(slot => encoding.Pieces(slot)!.Means.Select((mean, t) => (Slot: (long)slot, encoding.Pieces(slot)!.Edges, t, mean)))
            .ToArray();
        // A quarter of everything, so that no difference is too large for a number.
        var low = Array.ConvertAll(pieces, piece => piece.Edges[piece.t] / 4);
        var width = Array.ConvertAll(pieces, piece => (float)(((double)piece.Edges[piece.t + 1] - piece.Edges[piece.t]) / 4));
        var slots = _graph.Constant(Array.ConvertAll(pieces, piece => piece.Slot), pieces.Length);
        var x = _graph.Add("Gather", [Add("Mul", features, Constant(0.25f)), slots], ("axis", 1L));
        var share = Add("Max", Add("Min", Add("Div", Add("Sub", x, Row(low)), Row(width)), Constant(1)), Constant(0));
        return Add("Sub", share, Row(Array.ConvertAll(pieces, piece => piece.mean)));
    }

    private string Layers(FittedNetwork network, string columns)
    {
        var depth = network.Members[0].Count;
        var first = network.LayersAt(0);
        if (depth == 1)
            return Affine(columns, MemberLayers.Average(first, stride: 0));

        var stacked = Activate(Affine(columns, MemberLayers.Stack(first, first[0].Units)), first[0].Activation);
        var members = first.Length == 1 ? [stacked] : _graph.Split(stacked, first.Length);
        for (var l = 1; l < depth - 1; l++)
        {
            var layers = network.LayersAt(l);
            var shared = MemberLayers.ShareWeights(layers) ? Weights(layers[0]) : null;
            for (var m = 0; m < members.Length; m++)
                members[m] = Activate(Affine(members[m], shared ?? Weights(layers[m]), layers[m].Bias), layers[m].Activation);
        }

        var last = MemberLayers.Average(network.LayersAt(depth - 1), network.Members[0][depth - 2].Units);
        return Affine(members.Length == 1 ? members[0] : _graph.Add("Concat", members, ("axis", 1L)), last);
    }

    private string Affine(string x, DenseLayer layer) => Affine(x, Weights(layer), layer.Bias);

    private string Affine(string x, string weights, float[] bias) =>
        _graph.Add("Gemm", [x, weights, _graph.Constant(bias, bias.Length)], ("transB", 1L));

    private string Weights(DenseLayer layer) => _graph.Constant(layer.Weights, layer.Units, layer.Inputs);

    private string Activate(string z, Activation activation) => activation switch
    {
        Activation.Identity => z,
        Activation.ReLU => Add("Relu", z),
        Activation.Sigmoid => Add("Sigmoid", z),
        Activation.Tanh => Add("Tanh", z),
        Activation.LeakyReLU => Add("Max", z, Add("Mul", z, Constant(Numerics.ActivationFunctions.LeakySlope))),
        Activation.SiLU => Add("Mul", z, Add("Sigmoid", z)),
        // z (1 + erf(z / sqrt 2)) / 2
        Activation.GELU => Add("Mul", Add("Mul", z, Constant(0.5f)),
            Add("Add", Constant(1), Add("Erf", Add("Mul", z, Constant(0.70710678f))))),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
    };

    private string Clamp(string x, float bound) => Add("Max", Add("Min", x, Constant(bound)), Constant(-bound));

    private string Row(float[] values) => _graph.Constant(values, 1, values.Length);
}
