using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// Writes encoded columns into an ONNX graph: values are looked up, and the codes they have become what the output kind asks for.
/// </summary>
internal static class OneHotOnnx
{
    /// <exception cref="InvalidOperationException">A graph cannot encode the column as it is to be.</exception>
    public static void Save(OnnxContext ctx, EncodedColumn column, string source)
    {
        var graph = new OnnxGraph(ctx, column.Output);
        var output = ctx.AddIntermediateVariable(column.Type, column.Output);
        graph.Add("Identity", [Encode(ctx, graph, column, source)], [output]);
    }

    /// <summary>Adds the nodes that encode a column, and gives the variable it is in.</summary>
    /// <exception cref="InvalidOperationException">A graph cannot encode the column as it is to be.</exception>
    public static string Encode(OnnxContext ctx, OnnxGraph graph, EncodedColumn column, string source)
    {
        var table = column.Input.Kind.MakeOnnxCodes(column.Sets);
        // Mod is of version 10.
        ctx.CheckOpSetVersion(
            Math.Max(table.OpSet, column.Kind == OneHotEncodingEstimator.OutputKind.Binary ? 10 : 9), InputColumns.Encoding);

        // A vector may have several dimensions.
        var values = column.Input.Size is null ? source : graph.Add("Flatten", [source], ("axis", 1L));
        var codes = table.Write(graph, values);
        var widths = Array.ConvertAll(column.Sets, set => set.Layout.Width);
        return column.Kind switch
        {
            OneHotEncodingEstimator.OutputKind.Key => graph.Add("Cast", [codes], ("to", typeof(uint))),
            OneHotEncodingEstimator.OutputKind.Binary => Bits(graph, codes, widths),
            OneHotEncodingEstimator.OutputKind.Bag => Counts(graph, codes, widths[0]),
            _ => Hot(graph, codes, widths),
        };
    }

    // Four times as fast in ONNX Runtime as its operator OneHot.
    private static string Hot(OnnxGraph graph, string codes, params int[] widths)
    {
        long[] ofSlots = [.. widths.SelectMany(width => Enumerable.Range(1, width)).Select(code => (long)code)];
        return graph.Add("Cast", [PerSlot(graph, "Equal", codes, widths, ofSlots)], ("to", typeof(float)));
    }

    private static string Counts(OnnxGraph graph, string codes, int width)
    {
        var hot = Hot(graph, graph.Add("Unsqueeze", [codes], ("axes", new long[] { 2 })), width);
        return graph.Add("ReduceSum", [hot], ("axes", new long[] { 1 }), ("keepdims", 0L));
    }

    private static string Bits(OnnxGraph graph, string codes, int[] widths)
    {
        var counts = Array.ConvertAll(widths, BinaryEncoding.BitsFor);
        long[] powers = [.. counts.SelectMany(count => Enumerable.Range(1, count).Select(bit => 1L << (count - bit)))];
        var shifted = PerSlot(graph, "Div", codes, counts, powers);
        return graph.Add("Cast", [graph.Add("Mod", [shifted, graph.Constant([2L], 1)])], ("to", typeof(float)));
    }

    /// <summary>Applies an operator to each slot's number and to the code of the element in whose block the slot is.</summary>
    private static string PerSlot(OnnxGraph graph, string operation, string codes, int[] widths, long[] numbers)
    {
        if (widths.Length == 1)
            return graph.Add(operation, [codes, graph.Constant(numbers, numbers.Length)]);

        // Whole rows are repeated several times as fast as the columns of every row.
        long[] elements = [.. widths.SelectMany((width, element) => Enumerable.Repeat((long)element, width))];
        var rows = graph.Add("Transpose", [codes], ("perm", new long[] { 1, 0 }));
        var repeated = graph.Add("Gather", [rows, graph.Constant(elements, elements.Length)], ("axis", 0L));
        var results = graph.Add(operation, [repeated, graph.Constant(numbers, numbers.Length, 1)]);
        return graph.Add("Transpose", [results], ("perm", new long[] { 1, 0 }));
    }
}
