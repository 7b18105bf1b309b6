namespace MlNetDl.ModelSelection.Splits;

/// <summary>Classes that are too small for the number of folds.</summary>
internal static class ClassSizes
{
    /// <exception cref="InvalidOperationException">Every class has fewer rows than there are folds, or there is no class.</exception>
    public static void Check(SplitSource source, ValueCodes labels, int numberOfFolds)
    {
        source.RequireValues(labels.Column, labels.Missing());
        var largest = labels.Sizes().Max();
        if (largest < numberOfFolds)
        {
            throw source.Refuse(FormattableString.Invariant(
                $"every class in column '{labels.Column.Name}' has fewer rows than numberOfFolds, which is {numberOfFolds}; the largest ") +
                FormattableString.Invariant($"has {largest}. ") +
                (largest < 2 ? "Give more rows." : FormattableString.Invariant($"Take at most {largest} folds, or give more rows.")));
        }
    }

    /// <summary>Warns of each class that is not in every fold.</summary>
    /// <param name="source">The data.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="sizes">The size of each class, in what is dealt to folds: rows, or groups.</param>
    /// <param name="unit">What that is.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    public static void Warn(SplitSource source, ValueCodes labels, int[] sizes, string unit, int numberOfFolds) => source.WarnOfEach(
        [.. Enumerable.Range(0, labels.Count).Where(label => sizes[label] < numberOfFolds)],
        label =>
            FormattableString.Invariant($"Class {labels.Name(label)} in column '{labels.Column.Name}' has fewer {unit} ({sizes[label]}) ") +
            FormattableString.Invariant($"than there are folds ({numberOfFolds}): in some folds it is only trained on."));
}
