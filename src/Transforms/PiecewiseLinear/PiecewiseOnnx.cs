using Microsoft.ML.Model.OnnxConverter;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>Writes an encoded column into an ONNX graph.</summary>
internal static class PiecewiseOnnx
{
    /// <summary>Of each column: the variable it is made of, what is subtracted, what it is then divided by, and its upper bound.</summary>
    private readonly record struct Piece(long Source, double Low, double Range, double Most);

    public static void Save(OnnxContext ctx, PiecewiseColumn column, string source)
    {
        ctx.CheckOpSetVersion(9, NumericColumn.Encoding);
        var graph = new OnnxGraph(ctx, column.Description.Name);
        var output = ctx.AddIntermediateVariable(column.Description.Type, column.Description.Name);
        // A vector may have several dimensions.
        var numbers = column.Input.ElementNames is null ? source : graph.Add("Flatten", [source], ("axis", 1L));
        var singles = graph.Add("Cast", [numbers], ("to", typeof(float)));
        var isMissing = graph.Add("IsNaN", [singles]);

        float[] standIns = [.. column.Slots.Select(slot => slot.HasMissing ? slot.Edges[0] : slot.Median)];
        var known = graph.Add("Where", [isMissing, graph.Constant(standIns, 1, standIns.Length), singles]);
        // In double, as the transformer itself reckons: differences of Singles could overflow.
        var sources = graph.Add("Concat",
            [graph.Add("Cast", [known], ("to", typeof(double))), graph.Add("Cast", [isMissing], ("to", typeof(double)))], ("axis", 1L));

        Piece[] pieces = [.. column.Slots.SelectMany((slot, i) => Pieces(slot, i, column.Slots.Length))];
        var values = graph.Add("Gather", [sources, graph.Constant([.. pieces.Select(piece => piece.Source)], pieces.Length)], ("axis", 1L));
        var above = graph.Add("Sub", [values, Row(graph, pieces, piece => piece.Low)]);
        var shares = graph.Add("Div", [above, Row(graph, pieces, piece => piece.Range)]);
        var positive = graph.Add("Max", [shares, graph.Constant([0.0], 1, 1)]);
        var clipped = graph.Add("Min", [positive, Row(graph, pieces, piece => piece.Most)]);
        graph.Add("Cast", [clipped], [output], ("to", typeof(float)));
    }

    private static IEnumerable<Piece> Pieces(PiecewiseSlot slot, int index, int slots)
    {
        if (slot.Edges.Length == 1)
            yield return new Piece(index, slot.Edges[0], 1, 0);

        for (var i = 1; i < slot.Edges.Length; i++)
            yield return new Piece(index, slot.Edges[i - 1], (double)slot.Edges[i] - slot.Edges[i - 1], 1);

        if (slot.HasMissing)
            yield return new Piece(slots + index, 0, 1, 1);
    }

    private static string Row(OnnxGraph graph, Piece[] pieces, Func<Piece, double> value)
        => graph.Constant(Array.ConvertAll(pieces, piece => value(piece)), 1, pieces.Length);
}
