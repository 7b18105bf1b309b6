using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Onnx;

/// <summary>Compares what a graph predicts of rows with what the model itself does.</summary>
internal static class ExportedScores
{
    /// <summary>
    /// Holds scores and probabilities to be equal to a hundred-thousandth of their size, or of the median's or of 1 where they are smaller,
    /// and predicted labels to be the same; gives the scores.
    /// </summary>
    public static float[][] Equal(MLContext mlContext, ITransformer model, IDataView rows, int? opSet = null)
    {
        using var exported = OnnxModel.Export(mlContext, model, rows, opSet);
        var predicted = model.Transform(rows);
        var columns = exported.Run(rows);

        foreach (var name in new[] { "Score", "Probability" }.Where(name => predicted.Schema.GetColumnOrNull(name) is not null))
            Close(OnnxColumns.Read<float>(predicted, predicted.Schema[name]), columns.Get<float>(name));
        if (predicted.Schema.GetColumnOrNull("PredictedLabel") is { } label)
        {
            if (label.Type is BooleanDataViewType)
                Assert.Equal(OnnxColumns.Read<bool>(predicted, label), columns.Get<bool>("PredictedLabel"));
            else if (label.Type is KeyDataViewType)
                Assert.Equal(OnnxColumns.Read<uint>(predicted, label), columns.Get<uint>("PredictedLabel"));
            else
                Assert.Equal(predicted.GetColumn<string>(label).Select(text => new[] { text }), columns.Get<string>("PredictedLabel"));
        }

        return columns.Get<float>("Score");
    }

    /// <summary>Holds a graph to give each of the rows behind the first, alone, the score that it got among all rows.</summary>
    public static void EqualRowByRow(MLContext mlContext, ITransformer model, IDataView rows, float[][] scores)
    {
        using var exported = OnnxModel.Export(mlContext, model, rows);
        var cache = mlContext.Data.Cache(rows);
        var alone = Enumerable.Range(1, scores.Length - 1).Select(row => mlContext.Data.TakeRows(mlContext.Data.SkipRows(cache, row), 1))
            .Select(row => Assert.Single(exported.Run(row).Get<float>("Score")));

        Close(scores[1..], [.. alone]);
    }

    /// <summary>Holds ML.NET's own way to run a graph, which takes a row at a time, to give these scores.</summary>
    public static void EqualApplied(MLContext mlContext, ITransformer model, IDataView rows, float[][] scores)
    {
        using var graph = new MemoryStream();
        mlContext.Model.ConvertToOnnx(model, mlContext.Data.Cache(rows), graph);
        graph.Position = 0;
        var applied = new MLContext().Transforms.ApplyOnnxModel(graph).Fit(rows).Transform(rows);

        Close(scores, OnnxColumns.Read<float>(applied, applied.Schema["Score"]));
    }

    private static void Close(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Select(row => row.Length), actual.Select(row => row.Length));
        var sizes = expected.SelectMany(row => row).Where(float.IsFinite).Select(Math.Abs).Order().ToArray();
        var least = Math.Max(1, sizes.Length == 0 ? 0 : sizes[sizes.Length / 2]);
        foreach (var (one, other) in expected.SelectMany(row => row).Zip(actual.SelectMany(row => row)))
        {
            if (float.IsNaN(one))
                Assert.Equal(one, other);
            else
                Assert.Equal(one, other, 1e-5f * Math.Max(least, Math.Abs(one)));
        }
    }
}
