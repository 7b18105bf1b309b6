using System.Globalization;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>The part of an ONNX graph that looks a column's values up.</summary>
internal abstract class OneHotOnnxCodes
{
    /// <summary>The first version of ONNX's operators that has all of those used.</summary>
    public abstract int OpSet { get; }

    /// <summary>Adds what turns a matrix of values, one column an element, into one of their codes, as 64-bit integers.</summary>
    public abstract string Write(OnnxGraph graph, string values);
}

/// <param name="tables">The table of each element, or that of all of them together.</param>
internal sealed class OneHotOnnxCodes<T>(OneHotOnnxTable<T>[] tables) : OneHotOnnxCodes where T : notnull
{
    public override int OpSet => typeof(T) == typeof(double) ? 11 : 9;

    public override string Write(OnnxGraph graph, string values) => tables switch
    {
        OneHotOnnxTable<ReadOnlyMemory<char>>[] texts
            => LookUp(graph, values, "keys_strings", i => Array.ConvertAll(texts[i].Keys, text => text.ToString())),
        OneHotOnnxTable<float>[] numbers
            => NaNApart(graph, values, LookUp(graph, values, "keys_floats", i => numbers[i].Keys)),
        OneHotOnnxTable<double>[] numbers
            => NaNApart(graph, values, Search(graph, values, numbers)),
        _ => LookUp(graph, graph.Add("Cast", [values], ("to", typeof(long))), "keys_int64s",
            i => Array.ConvertAll(tables[i].Keys, ToInt64)),
    };

    private string LookUp(OnnxGraph graph, string values, string keysName, Func<int, object> keys)
        => PerTable(graph, values, (i, part) => graph.Add("LabelEncoder", [part],
            (keysName, keys(i)), ("values_int64s", tables[i].Codes), ("default_int64", tables[i].Unseen)));

    /// <summary>No operator looks doubles up, so each is compared with all keys.</summary>
    private string Search(OnnxGraph graph, string values, OneHotOnnxTable<double>[] numbers)
    {
        // If all but the key that is equal count as -1, the largest is its code.
        var none = graph.Constant([-1], 1);
        var cells = graph.Add("Unsqueeze", [values], ("axes", new long[] { 2 }));
        var largest = PerTable(graph, cells, (i, part) =>
        {
            var (keys, codes) = (numbers[i].Keys, Array.ConvertAll(numbers[i].Codes, code => (int)code));
            var equal = graph.Add("Equal", [part, graph.Constant(keys, keys.Length)]);
            var candidates = graph.Add("Where", [equal, graph.Constant(codes, codes.Length), none]);
            return graph.Add("ReduceMax", [candidates], ("axes", new long[] { 2 }), ("keepdims", 0L));
        });

        var found = graph.Add("Cast", [largest], ("to", typeof(long)));
        var isUnseen = graph.Add("Less", [found, graph.Constant([0L], 1)]);
        return graph.Add("Where", [isUnseen, Row(graph, table => table.Unseen), found]);
    }

    private string NaNApart(OnnxGraph graph, string values, string codes)
        => graph.Add("Where", [graph.Add("IsNaN", [values]), Row(graph, table => table.Missing), codes]);

    /// <summary>Writes for each element what is its own. All that is not is written once: many nodes take long to load.</summary>
    private string PerTable(OnnxGraph graph, string values, Func<int, string, string> write)
    {
        if (tables.Length == 1)
            return write(0, values);

        var parts = graph.Split(values, tables.Length);
        return graph.Add("Concat", [.. parts.Select((part, i) => write(i, part))], ("axis", 1L));
    }

    private string Row(OnnxGraph graph, Func<OneHotOnnxTable<T>, long> value)
        => graph.Constant([.. tables.Select(value)], 1, tables.Length);

    // Unsigned 64-bit integers as the signed ones that have their bits, which is what casting gives in ONNX Runtime.
    private static long ToInt64(T value)
        => value is ulong bits ? unchecked((long)bits) : ((IConvertible)value).ToInt64(CultureInfo.InvariantCulture);
}
