using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>Splits that keep the rows of a group together.</summary>
public static class GroupedSplitExtensions
{
    /// <summary>Splits rows into a training and a test set so that no group is in both.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="groupColumnName">The column of the group: text, a key, a number or another single value.</param>
    /// <param name="testFraction">The share of the rows to test on; whole groups come as near to it as chance lets them.</param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction or the column is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two groups, or rows without one.</exception>
    public static DataOperationsCatalog.TrainTestData GroupedTrainTestSplit(
        this DataOperationsCatalog catalog, IDataView data, string groupColumnName, double testFraction = 0.1, int? seed = null)
    {
        const string Method = nameof(GroupedTrainTestSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFraction(Method, testFraction);
        var groups = FindGroups(env, Method, data, groupColumnName);
        var source = SplitSource.Read(env, Method, data, groups);
        RequireGroups(source, groups, 2, "a training and a test set need 2 at least. Give more groups.");
        var isTaken = GroupDeal.Share(groups.Sizes(), testFraction, SplitChecks.Seeded(env, Method, seed));
        return source.Split(row => !isTaken[groups.Codes[row]], row => isTaken[groups.Codes[row]]);
    }

    /// <summary>Splits rows into folds of about as many rows, so that no group is in two folds.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="groupColumnName">The column of the group: text, a key, a number or another single value.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <remarks>Each row is tested in one fold, and no fold is empty.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds or the column is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">There are fewer groups than folds, or rows without a group.</exception>
    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> GroupedCrossValidationSplit(
        this DataOperationsCatalog catalog, IDataView data, string groupColumnName, int numberOfFolds = 5, int? seed = null)
    {
        const string Method = nameof(GroupedCrossValidationSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFolds(Method, numberOfFolds);
        var groups = FindGroups(env, Method, data, groupColumnName);
        var source = SplitSource.Read(env, Method, data, groups);
        RequireGroups(source, groups, numberOfFolds);
        var folds = GroupDeal.ToFolds(groups.Sizes(), numberOfFolds, SplitChecks.Seeded(env, Method, seed));
        return source.Split([.. groups.Codes.Select(group => folds[group])], numberOfFolds);
    }

    /// <summary>Splits rows into folds with shares of the classes as equal as can be while no group is in two folds.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="groupColumnName">The column of the group: text, a key, a number or another single value.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    /// <param name="labelColumnName">The column of the class: a key, a Boolean, text or a whole number.</param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <remarks>
    /// Each row is tested in one fold, and no fold is empty. A class that is in fewer groups than there are folds is named by a warning:
    /// some folds do not test it. Rows without a label are split as if they were a class.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds or a column is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are fewer groups than folds, rows without a group, or every class has fewer rows than there are folds.
    /// </exception>
    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> StratifiedGroupedCrossValidationSplit(
        this DataOperationsCatalog catalog, IDataView data, string groupColumnName, int numberOfFolds = 5,
        string labelColumnName = "Label", int? seed = null)
    {
        const string Method = nameof(StratifiedGroupedCrossValidationSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFolds(Method, numberOfFolds);
        var groups = FindGroups(env, Method, data, groupColumnName);
        var labels = StratifiedSplitExtensions.ReadLabels(env, Method, data, labelColumnName);
        var source = SplitSource.Read(env, Method, data, groups, labels);
        RequireGroups(source, groups, numberOfFolds);
        ClassSizes.Check(source, labels, numberOfFolds);
        var counts = ClassCounts(groups, labels);
        int[] groupsOfClass = [.. Enumerable.Range(0, labels.Count).Select(label => counts.Count(group => group[label] > 0))];
        ClassSizes.Warn(source, labels, groupsOfClass, "groups", numberOfFolds);
        source.Stratify(labels);
        var folds = GroupDeal.ToStratifiedFolds(counts, numberOfFolds, SplitChecks.Seeded(env, Method, seed));
        return source.Split([.. groups.Codes.Select(group => folds[group])], numberOfFolds);
    }

    private static ValueCodes FindGroups(IHostEnvironment env, string method, IDataView data, string groupColumnName)
    {
        var column = SplitColumn.Find(env, method, data, groupColumnName, nameof(groupColumnName));
        return ValueCodes.Of(column) ?? throw SplitColumn.WrongType(
            env, method, column, "a single value", "Give a column of text, keys or numbers.", nameof(groupColumnName));
    }

    private static void RequireGroups(SplitSource source, ValueCodes groups, int atLeast, string? why = null)
    {
        var column = groups.Column.Name;
        if (groups.Missing() is > 0 and var missing)
        {
            throw source.Refuse(FormattableString.Invariant(
                $"{missing} of {source.Rows} rows have no value in the group column '{column}'. ") +
                "Give each row a group, or leave them out.");
        }

        if (groups.Count < atLeast)
        {
            throw source.Refuse(FormattableString.Invariant(
                $"column '{column}' has {groups.Count} groups, and ") +
                (why ?? FormattableString.Invariant($"numberOfFolds is {atLeast}. Give more groups, or take fewer folds.")));
        }
    }

    /// <summary>The rows of each class, a group; the last class is that of missing labels, where there are any.</summary>
    private static int[][] ClassCounts(ValueCodes groups, ValueCodes labels)
    {
        var classes = labels.Count + (labels.Missing() > 0 ? 1 : 0);
        int[][] counts = [.. Enumerable.Range(0, groups.Count).Select(_ => new int[classes])];
        for (var row = 0; row < groups.Codes.Count; row++)
            counts[groups.Codes[row]][labels.Codes[row] < 0 ? labels.Count : labels.Codes[row]]++;
        return counts;
    }
}
