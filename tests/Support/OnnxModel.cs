using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MlNetDl.Tests.Support;

/// <summary>A transformer or a chain of them, exported as a whole, in ONNX Runtime.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;

    private OnnxModel(byte[] graph)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _session = new InferenceSession(graph, options);
    }

    /// <param name="mlContext">The context of the transformer.</param>
    /// <param name="transformer">What is exported.</param>
    /// <param name="data">Data the transformer takes: all its columns become inputs of the graph, none may be hidden.</param>
    /// <param name="opSet">The set of operators, from 9 to 12; null for ML.NET's choice.</param>
    public static OnnxModel Export(MLContext mlContext, ITransformer transformer, IDataView data, int? opSet = null)
    {
        // ML.NET follows the data back to where it is loaded, and would export the steps on the way; a cache is as good as loaded.
        data = mlContext.Data.Cache(data);
        using var stream = new MemoryStream();
        if (opSet is { } version)
            mlContext.Model.ConvertToOnnx(transformer, data, version, stream);
        else
            mlContext.Model.ConvertToOnnx(transformer, data, stream);

        return new OnnxModel(stream.ToArray());
    }

    /// <summary>Runs the graph on all rows as one batch; the columns the graph asks for are found by their names.</summary>
    public OnnxColumns Run(IDataView rows)
    {
        var inputs = _session.InputMetadata.Keys.Select(name => Input(rows, name)).ToArray();
        using var outputs = _session.Run(inputs);
        return new OnnxColumns(outputs.ToDictionary(output => output.Name, Values));
    }

    public void Dispose() => _session.Dispose();

    private static NamedOnnxValue Input(IDataView rows, string name)
    {
        var column = rows.Schema[name];
        var item = (column.Type as VectorDataViewType)?.ItemType ?? column.Type;
        return item.RawType switch
        {
            var type when type == typeof(ReadOnlyMemory<char>)
                => Input<ReadOnlyMemory<char>, string>(rows, column, text => text.ToString()),
            var type when type == typeof(float) => Input<float>(rows, column),
            var type when type == typeof(double) => Input<double>(rows, column),
            var type when type == typeof(bool) => Input<bool>(rows, column),
            var type when type == typeof(sbyte) => Input<sbyte>(rows, column),
            var type when type == typeof(byte) => Input<byte>(rows, column),
            var type when type == typeof(short) => Input<short>(rows, column),
            var type when type == typeof(ushort) => Input<ushort>(rows, column),
            var type when type == typeof(int) => Input<int>(rows, column),
            var type when type == typeof(uint) => Input<uint>(rows, column),
            var type when type == typeof(long) => Input<long>(rows, column),
            var type when type == typeof(ulong) => Input<ulong>(rows, column),
            var type => throw new NotSupportedException($"Column '{name}' of {type} is no input of a graph."),
        };
    }

    private static NamedOnnxValue Input<T>(IDataView rows, DataViewSchema.Column column) => Input<T, T>(rows, column, value => value);

    private static NamedOnnxValue Input<T, TTensor>(IDataView rows, DataViewSchema.Column column, Func<T, TTensor> convert)
    {
        int[] dimensions = column.Type is VectorDataViewType vector ? [.. vector.Dimensions] : [1];
        var values = OnnxColumns.Read<T>(rows, column).SelectMany(row => row.Select(convert)).ToArray();
        var count = values.Length / dimensions.Aggregate((product, size) => product * size);
        return NamedOnnxValue.CreateFromTensor(column.Name, new DenseTensor<TTensor>(values, [count, .. dimensions]));
    }

    private static Array[] Values(DisposableNamedOnnxValue output) => output.ElementType switch
    {
        TensorElementType.String => Rows<string>(output),
        TensorElementType.Float => Rows<float>(output),
        TensorElementType.Double => Rows<double>(output),
        TensorElementType.Bool => Rows<bool>(output),
        TensorElementType.Int8 => Rows<sbyte>(output),
        TensorElementType.UInt8 => Rows<byte>(output),
        TensorElementType.Int16 => Rows<short>(output),
        TensorElementType.UInt16 => Rows<ushort>(output),
        TensorElementType.Int32 => Rows<int>(output),
        TensorElementType.UInt32 => Rows<uint>(output),
        TensorElementType.Int64 => Rows<long>(output),
        TensorElementType.UInt64 => Rows<ulong>(output),
        var type => throw new NotSupportedException($"Output '{output.Name}' is of {type}."),
    };

    private static T[][] Rows<T>(DisposableNamedOnnxValue output)
    {
        var tensor = output.AsTensor<T>();
        return tensor.Length == 0 ? [] : [.. tensor.ToArray().Chunk((int)tensor.Length / tensor.Dimensions[0])];
    }
}
