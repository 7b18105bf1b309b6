using System.Reflection;
using Microsoft.ML;

namespace MlNetDl.ModelSelection.Search;

/// <summary>The properties of ML.NET's metrics, by name.</summary>
internal static class NamedMetrics
{
    private const string Probability = "Probability";

    public static Dictionary<string, double> OfBinary(MLContext mlContext, IDataView scored, string label)
    {
        var evaluators = mlContext.BinaryClassification;
        var directions = StudyMetrics.OfBinaryClassification(label).Directions;
        return scored.Schema.GetColumnOrNull(Probability) is null
            ? Of(evaluators.EvaluateNonCalibrated(scored, label), directions.Keys)
            : Of(evaluators.Evaluate(scored, label), directions.Keys);
    }

    /// <summary>Those of the named properties that the metrics have.</summary>
    public static Dictionary<string, double> Of(object metrics, IEnumerable<string> names) => names
        .Select(metrics.GetType().GetProperty)
        .OfType<PropertyInfo>()
        .ToDictionary(property => property.Name, property => (double)property.GetValue(metrics)!);
}
