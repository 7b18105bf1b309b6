using Microsoft.ML;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Curves;

/// <summary>The labels and the predictions of a regression.</summary>
internal sealed class RegressionRows
{
    private RegressionRows(float[] actual, float[] predicted)
    {
        (Actual, Predicted) = (actual, predicted);
        var mean = actual.Average(value => (double)value);
        var (squares, total, distance) = (0.0, 0.0, 0.0);
        for (var row = 0; row < actual.Length; row++)
        {
            distance += Math.Abs((double)actual[row] - predicted[row]);
            squares += Square((double)actual[row] - predicted[row]);
            total += Square(actual[row] - mean);
        }

        MeanAbsoluteError = distance / actual.Length;
        RootMeanSquaredError = Math.Sqrt(squares / actual.Length);
        RSquared = 1 - (squares / total);
    }

    public float[] Actual { get; }

    public float[] Predicted { get; }

    public double MeanAbsoluteError { get; }

    public double RootMeanSquaredError { get; }

    /// <summary>The share of the labels' variance that is explained; not finite where all labels are equal.</summary>
    public double RSquared { get; }

    public static RegressionRows Read(IDataView scored, string label, string score, string component)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var labels = ScoredColumns.Find<float>(scored, label, "label", "a Single", component);
        var scores = ScoredColumns.Find<float>(scored, score, "score", "a Single, as regressions give it", component);
        using var cursor = scored.GetRowCursor([labels, scores]);
        var (getLabel, getScore) = (cursor.GetGetter<float>(labels), cursor.GetGetter<float>(scores));
        var (actual, predicted) = (new List<float>(), new List<float>());
        var (value, prediction) = (0f, 0f);
        while (cursor.MoveNext())
        {
            getLabel(ref value);
            getScore(ref prediction);
            if (!float.IsFinite(prediction))
                throw new InvalidOperationException(ScoredColumns.NotFinite(component, score, prediction, cursor.Position));
            if (!float.IsFinite(value))
                throw NotFinite(component, label, value, cursor.Position);

            actual.Add(value);
            predicted.Add(prediction);
        }

        return actual.Count > 0 ? new RegressionRows([.. actual], [.. predicted]) : throw BinaryRows.NoRows(component);
    }

    /// <summary>What is thrown for a label that is not finite.</summary>
    public static InvalidOperationException NotFinite(string component, string label, float value, long position) => new(
        FormattableString.Invariant($"{component}: label column '{label}' holds {value} in row {position + 1}; it must be finite. ") +
        "Filter the row out.");

    private static double Square(double value) => value * value;
}
