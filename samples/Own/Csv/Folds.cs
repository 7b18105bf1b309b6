namespace MlNetDl.Samples.Own.Csv;

/// <summary>Parts rows into folds of equal size, and each class equally among them.</summary>
internal static class Folds
{
    /// <param name="classes">The class of each row.</param>
    /// <param name="count">The number of folds.</param>
    /// <param name="seed">Decides which row comes into which fold.</param>
    /// <returns>The rows of each fold, in ascending order.</returns>
    public static int[][] Stratified<T>(IReadOnlyList<T> classes, int count, int seed)
    {
        var rows = Enumerable.Range(0, classes.Count).ToArray();
        new Random(seed).Shuffle(rows);
        return [.. rows.GroupBy(row => classes[row]).SelectMany(group => group)
            .Select((row, position) => (row, Fold: position % count))
            .GroupBy(dealt => dealt.Fold, (_, fold) => fold.Select(dealt => dealt.row).Order().ToArray())];
    }
}
