using Microsoft.ML;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Curves;

/// <summary>The rows of a binary model, from the highest score to the lowest; rows of equal scores are in the order of the data.</summary>
internal sealed class BinaryRows
{
    /// <param name="scores">The scores, all finite.</param>
    /// <param name="labels">Whether a row is of the positive class.</param>
    /// <param name="component">Who asks, as messages begin.</param>
    /// <exception cref="InvalidOperationException">There are no rows, or all are of one class.</exception>
    public BinaryRows(float[] scores, bool[] labels, string component)
    {
        Positives = labels.Count(label => label);
        Negatives = labels.Length - Positives;
        if (labels.Length == 0)
            throw NoRows(component);
        if (Positives == 0 || Negatives == 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{component}: all {labels.Length} rows are {(Negatives == 0 ? "positive" : "negative")}; the curve needs rows of both ") +
                "classes. Take a test set that has them, such as by mlContext.Data.StratifiedTrainTestSplit.");
        }

        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row])];
        Scores = Array.ConvertAll(order, row => scores[row]);
        Labels = Array.ConvertAll(order, row => labels[row]);
    }

    /// <summary>What is said of data without rows.</summary>
    public static InvalidOperationException NoRows(string component) =>
        new($"{component}: the data has no rows. Check the file that was loaded and the filters before it.");

    public float[] Scores { get; }

    public bool[] Labels { get; }

    public int Positives { get; }

    public int Negatives { get; }

    public static BinaryRows Read(IDataView scored, string label, string score, string component)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var labels = ScoredColumns.Find<bool>(scored, label, "label", "a Boolean", component);
        var scores = ScoredColumns.Find<float>(scored, score, "score", "a Single, as binary models give it", component);
        var rows = ScoredColumns.Read(scored, labels, scores, component);
        return new BinaryRows(rows.Scores, rows.Labels, component);
    }

    /// <summary>After each group of rows with equal scores: the score, and how many positive and negative rows there have been.</summary>
    public IEnumerable<(float Score, int TruePositives, int FalsePositives)> Thresholds()
    {
        var (positives, negatives) = (0, 0);
        for (var row = 0; row < Labels.Length; row++)
        {
            if (Labels[row])
                positives++;
            else
                negatives++;
            if (row + 1 == Labels.Length || Scores[row + 1] != Scores[row])
                yield return (Scores[row], positives, negatives);
        }
    }
}
