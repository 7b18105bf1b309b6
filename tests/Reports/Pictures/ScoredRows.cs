using Microsoft.ML;

namespace MlNetDl.Tests.Reports;

/// <summary>Rows that models have scored.</summary>
internal static class ScoredRows
{
    public static readonly MLContext MlContext = new(seed: 1);

    /// <summary>Twelve rows, five of which have a score that another has too.</summary>
    public static IDataView WithTies { get; } = Binary(
        [true, false, true, true, false, true, false, false, true, false, false, true],
        [0.95f, 0.9f, 0.8f, 0.8f, 0.8f, 0.7f, 0.55f, 0.5f, 0.4f, 0.3f, 0.3f, 0.05f]);

    public static IDataView Binary(bool[] labels, float[] scores) => MlContext.Data.LoadFromEnumerable(
        labels.Zip(scores, (label, score) => new BinaryRow { Label = label, Score = score, Probability = score, PredictedLabel = score >= 0.5f }).ToArray());

    /// <summary>As many rows as one likes, a third of them positive, with scores that overlap.</summary>
    public static IDataView Binary(int rows)
    {
        var random = new Random(4);
        bool[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 3 == 0)];
        return Binary(labels, [.. labels.Select(label => (float)Math.Pow(random.NextDouble(), label ? 0.6 : 1.4))]);
    }

    public static IDataView Regression(float[] labels, float[] scores) => MlContext.Data.LoadFromEnumerable(
        labels.Zip(scores, (label, score) => new RegressionRow { Label = label, Score = score }).ToArray());

    public static IDataView Regression(int rows)
    {
        var random = new Random(5);
        float[] labels = [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextDouble() * 100)];
        return Regression(labels, [.. labels.Select(label => label + (10 * (float)random.NextDouble()) - 4)]);
    }

    public sealed class BinaryRow
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    public sealed class RegressionRow
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }
}
