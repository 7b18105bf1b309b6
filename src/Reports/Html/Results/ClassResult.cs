using Microsoft.ML.Data;

namespace MlNetDl.Reports.Html.Results;

/// <summary>How well a class is told from the others.</summary>
/// <param name="Name">The class.</param>
/// <param name="Rows">How many rows are of it.</param>
/// <param name="Predicted">How many rows are predicted to be of it.</param>
/// <param name="Precision">The share of those predicted to be of it that are; NaN, where none are.</param>
/// <param name="Recall">The share of those of it that are predicted to be; NaN, where none are.</param>
internal sealed record ClassResult(string Name, long Rows, long Predicted, double Precision, double Recall)
{
    public static IReadOnlyList<ClassResult> Of(ConfusionMatrix matrix, IReadOnlyList<string> classes) =>
        [.. classes.Select((name, i) =>
        {
            var (right, rows, predicted) = (matrix.Counts[i][i], matrix.Counts[i].Sum(), matrix.Counts.Sum(row => row[i]));
            return new ClassResult(name, (long)rows, (long)predicted, right / predicted, right / rows);
        })];
}
