using Microsoft.ML.Runtime;

namespace MlNetDl.Trainers.Data;

/// <summary>Splits rows off for validation.</summary>
internal static class ValidationSplit
{
    /// <summary>
    /// Takes the share out of each stratum, rounded, at random. A stratum keeps at least one row, so that no class is missing in
    /// training.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="fraction">The share.</param>
    /// <param name="strata">A row's stratum by its target; null, where all rows are one.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="context">Where refusals come from.</param>
    /// <exception cref="InvalidOperationException">Nothing would be taken, or next to nothing left.</exception>
    public static (TrainingSet Training, TrainingSet Validation) Take(
        TrainingSet data, double fraction, Func<float, int>? strata, int seed, IExceptionContext context)
    {
        var random = new Random(seed);
        var taken = new List<int>();
        var groups = Enumerable.Range(0, data.Rows).GroupBy(row => strata?.Invoke(data.Targets[row]) ?? 0);
        foreach (var stratum in groups.OrderBy(group => group.Key))
        {
            int[] rows = [.. stratum];
            random.Shuffle(rows);
            taken.AddRange(rows.Take(Math.Min(rows.Length - 1, (int)Math.Round(rows.Length * fraction, MidpointRounding.AwayFromZero))));
        }

        if (taken.Count == 0 || data.Rows - taken.Count < 2)
        {
            throw context.Except(FormattableString.Invariant(
                $"ValidationFraction is {fraction}: of {data.Rows} training rows that takes {taken.Count} to validate on and leaves ") +
                $"{data.Rows - taken.Count} to train on. Give more rows, another fraction, or validation data of their own to Fit.");
        }

        return data.Split(taken);
    }
}
