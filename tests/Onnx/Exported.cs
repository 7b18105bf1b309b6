using Microsoft.ML;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Onnx;

/// <summary>Compares what ONNX Runtime makes of rows with what the transformer itself makes of them.</summary>
internal static class Exported
{
    /// <summary>Holds a column of numbers or keys to be the same in both, value by value, and gives it.</summary>
    public static T[][] Equal<T>(MLContext mlContext, ITransformer transformer, IDataView rows, string column = "c", int? opSet = null)
    {
        using var model = OnnxModel.Export(mlContext, transformer, rows, opSet);
        var encoded = transformer.Transform(rows);

        var expected = OnnxColumns.Read<T>(encoded, encoded.Schema[column]);
        var actual = model.Run(rows).Get<T>(column);

        Assert.Equal(expected, actual);
        return actual;
    }
}
