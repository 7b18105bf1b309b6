using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>Splits that keep the shares of the classes.</summary>
public static class StratifiedSplitExtensions
{
    private const string LabelRemedy =
        "Map it to a key, or for a label of real numbers use the split by quantiles.";

    /// <summary>Splits rows into a training and a test set with the same shares of the classes.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">The share of the rows to test on.</param>
    /// <param name="labelColumnName">The column of the class: a key, a Boolean, text or a whole number.</param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <remarks>
    /// The test set has of each class its share, within one row, and at least one row of each class stays in the training set. A class that
    /// is too small to be tested is named by a warning. Rows without a label are split as if they were a class.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The fraction or the column is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">There are too few rows.</exception>
    public static DataOperationsCatalog.TrainTestData StratifiedTrainTestSplit(
        this DataOperationsCatalog catalog, IDataView data, double testFraction = 0.1,
        string labelColumnName = "Label", int? seed = null)
    {
        const string Method = nameof(StratifiedTrainTestSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFraction(Method, testFraction);
        var labels = ReadLabels(env, Method, data, labelColumnName);
        var source = SplitSource.Read(env, Method, data, labels);
        source.RequireValues(labels.Column, labels.Missing());
        var (isTested, counts) = StratifiedDeal.Share(
            source.Stratify(labels), source.Rows, testFraction, SplitChecks.Seeded(env, Method, seed));
        RequireTested(source, counts.Sum(), testFraction);
        var sizes = labels.Sizes();
        source.WarnOfEach([.. Enumerable.Range(0, labels.Count).Where(label => counts[label] == 0)], label => FormattableString.Invariant(
            $"Of class {labels.Name(label)} in column '{labelColumnName}' no row is tested: it has {sizes[label]}."));
        return source.Split(row => !isTested[row], row => isTested[row]);
    }

    /// <summary>Splits rows into folds with the same shares of the classes.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    /// <param name="labelColumnName">The column of the class: a key, a Boolean, text or a whole number.</param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <remarks>
    /// Each row is tested in one fold. Folds have as many rows as each other of each class and of all, give or take one. A class with fewer
    /// rows than there are folds is named by a warning: some folds do not test it. Rows without a label are split as if they were a class.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds or the column is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">Every class has fewer rows than there are folds.</exception>
    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> StratifiedCrossValidationSplit(
        this DataOperationsCatalog catalog, IDataView data, int numberOfFolds = 5,
        string labelColumnName = "Label", int? seed = null)
    {
        const string Method = nameof(StratifiedCrossValidationSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFolds(Method, numberOfFolds);
        var labels = ReadLabels(env, Method, data, labelColumnName);
        var source = SplitSource.Read(env, Method, data, labels);
        source.RequireRows(numberOfFolds);
        ClassSizes.Check(source, labels, numberOfFolds);
        ClassSizes.Warn(source, labels, labels.Sizes(), "rows", numberOfFolds);
        var folds = StratifiedDeal.ToFolds(
            source.Stratify(labels), source.Rows, numberOfFolds, SplitChecks.Seeded(env, Method, seed));
        return source.Split(folds, numberOfFolds);
    }

    /// <summary>Splits rows into a training and a test set with the same distribution of a number.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">The share of the rows to test on.</param>
    /// <param name="labelColumnName">The column of the number.</param>
    /// <param name="numberOfBins">
    /// The number of bins, at least 2: the rows are cut by the size of the number into bins of as many rows each, and each bin is split.
    /// Equal numbers are in one bin.
    /// </param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <remarks>The test set has of each bin its share, within one row. Rows without a label are split as if they were a bin.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The fraction, the column or the number of bins is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">There are too few rows.</exception>
    public static DataOperationsCatalog.TrainTestData QuantileTrainTestSplit(
        this DataOperationsCatalog catalog, IDataView data, double testFraction = 0.1,
        string labelColumnName = "Label", int numberOfBins = 10, int? seed = null)
    {
        const string Method = nameof(QuantileTrainTestSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFraction(Method, testFraction);
        SplitChecks.Require(Method, numberOfBins >= 2, nameof(numberOfBins), numberOfBins, "at least 2");
        var (source, labels) = ReadNumbers(env, Method, data, labelColumnName);

        // A bin of one row would have none to test.
        var bins = Math.Min(numberOfBins, Math.Max(1, labels.Order.Length / 2));
        var (isTested, counts) = StratifiedDeal.Share(
            source.Stratify(labels, bins), source.Rows, testFraction, SplitChecks.Seeded(env, Method, seed));
        RequireTested(source, counts.Sum(), testFraction);
        return source.Split(row => !isTested[row], row => isTested[row]);
    }

    /// <summary>Splits rows into folds with the same distribution of a number.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    /// <param name="labelColumnName">The column of the number.</param>
    /// <param name="numberOfBins">
    /// The number of bins, at least 2: the rows are cut by the size of the number into bins of as many rows each, and each bin is dealt to
    /// the folds. Equal numbers are in one bin. There are at most so many that each bin has a row a fold.
    /// </param>
    /// <param name="seed">The seed; without one that of the context, and without that a random one.</param>
    /// <remarks>
    /// Each row is tested in one fold. Folds have as many rows as each other of each bin and of all, give or take one. Rows without a label
    /// are split as if they were a bin.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds, the column or the number of bins is not one to split
    /// by.</exception>
    /// <exception cref="InvalidOperationException">There are too few rows.</exception>
    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> QuantileCrossValidationSplit(
        this DataOperationsCatalog catalog, IDataView data, int numberOfFolds = 5,
        string labelColumnName = "Label", int numberOfBins = 10, int? seed = null)
    {
        const string Method = nameof(QuantileCrossValidationSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFolds(Method, numberOfFolds);
        SplitChecks.Require(Method, numberOfBins >= 2, nameof(numberOfBins), numberOfBins, "at least 2");
        var (source, labels) = ReadNumbers(env, Method, data, labelColumnName);
        source.RequireRows(numberOfFolds);
        var bins = Math.Min(numberOfBins, Math.Max(1, labels.Order.Length / numberOfFolds));
        var folds = StratifiedDeal.ToFolds(
            source.Stratify(labels, bins), source.Rows, numberOfFolds, SplitChecks.Seeded(env, Method, seed));
        return source.Split(folds, numberOfFolds);
    }

    internal static ValueCodes ReadLabels(IHostEnvironment env, string method, IDataView data, string labelColumnName)
    {
        var column = SplitColumn.Find(env, method, data, labelColumnName, nameof(labelColumnName));
        var isReal = column.Type is NumberDataViewType { RawType: var raw } && (raw == typeof(float) || raw == typeof(double));
        return (isReal ? null : ValueCodes.Of(column)) ?? throw SplitColumn.WrongType(
            env, method, column, "a key, a Boolean, text or a whole number", LabelRemedy, nameof(labelColumnName));
    }

    private static (SplitSource Source, SortedValues Labels) ReadNumbers(
        IHostEnvironment env, string method, IDataView data, string labelColumnName)
    {
        var column = SplitColumn.Find(env, method, data, labelColumnName, nameof(labelColumnName));
        var labels = SortedValues.OfNumber(column) ?? throw SplitColumn.WrongType(
            env, method, column, "a number", "For a label of classes use the stratified split.", nameof(labelColumnName));
        var source = SplitSource.Read(env, method, data, labels);
        source.RequireValues(column, labels.Missing.Count);
        labels.Sort();
        return (source, labels);
    }

    private static void RequireTested(SplitSource source, int tested, double testFraction)
    {
        if (tested == 0)
        {
            throw source.Refuse(FormattableString.Invariant(
                $"of {source.Rows} rows a testFraction of {testFraction} leaves none to test on, ") +
                "for each class, or bin of the label, keeps a row to train on. Give more rows.");
        }
    }
}
