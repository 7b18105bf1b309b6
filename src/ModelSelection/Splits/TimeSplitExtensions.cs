using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Transforms.MlNet;

namespace Microsoft.ML;

/// <summary>Splits in which what is trained on comes before what is tested.</summary>
public static class TimeSplitExtensions
{
    /// <summary>Splits rows by time: the last are tested, those before them trained on.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">The share of the rows to test on.</param>
    /// <param name="timeColumnName">
    /// The column of the time: a date and time, a time span or a number. Null takes the order of the rows.
    /// </param>
    /// <param name="gap">
    /// How many rows right before the test set are left out, at least 0: as many as labels, or features made of the past, reach across.
    /// </param>
    /// <remarks>Rows of the very time at which the test set begins are not trained on. The rows of both sets keep the order of the
    /// data.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The fraction, the column or the gap is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">Nothing would be left to train or to test on, or rows have no time.</exception>
    public static DataOperationsCatalog.TrainTestData TimeOrderedTrainTestSplit(
        this DataOperationsCatalog catalog, IDataView data, double testFraction = 0.1, string? timeColumnName = null, int gap = 0)
    {
        const string Method = nameof(TimeOrderedTrainTestSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFraction(Method, testFraction);
        SplitChecks.Require(Method, gap >= 0, nameof(gap), gap, "at least 0");
        var (source, time) = ReadTimes(env, Method, data, timeColumnName);
        var tested = Math.Max((int)Math.Round(source.Rows * testFraction, MidpointRounding.AwayFromZero), 1);
        return Split(source, time, source.Rows - tested, source.Rows, gap);
    }

    /// <summary>Splits rows by time into folds: each tests the rows that follow those of the fold before, and trains on the past.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    /// <param name="timeColumnName">
    /// The column of the time: a date and time, a time span or a number. Null takes the order of the rows.
    /// </param>
    /// <param name="gap">
    /// How many rows right before each test set are left out, at least 0: as many as labels, or features made of the past, reach across.
    /// </param>
    /// <remarks>
    /// <para>
    /// The folds are those of scikit-learn's <c>TimeSeriesSplit</c>: of n rows and k folds each tests n / (k + 1), rounded down, the last
    /// fold the last rows. The first rows are never tested. Rows of the very time at which a test set begins are not trained on.
    /// </para>
    /// <para>The rows of each set keep the order of the data.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds, the column or the gap is not one to split by.</exception>
    /// <exception cref="InvalidOperationException">A fold would have nothing to train or to test on, or rows have no time.</exception>
    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> TimeOrderedCrossValidationSplit(
        this DataOperationsCatalog catalog, IDataView data, int numberOfFolds = 5, string? timeColumnName = null, int gap = 0)
    {
        const string Method = nameof(TimeOrderedCrossValidationSplit);
        var env = CatalogEnvironment.Of(catalog);
        SplitChecks.RequireFolds(Method, numberOfFolds);
        SplitChecks.Require(Method, gap >= 0, nameof(gap), gap, "at least 0");
        var (source, time) = ReadTimes(env, Method, data, timeColumnName);
        var size = (int)(source.Rows / (numberOfFolds + 1L));
        if (size == 0)
        {
            throw source.Refuse(FormattableString.Invariant(
                $"the data have {source.Rows} rows, and numberOfFolds is {numberOfFolds}. ") +
                "Give a row more than folds at least, or take fewer folds.");
        }

        return [.. Enumerable.Range(0, numberOfFolds).Select(fold => source.Rows - ((numberOfFolds - fold) * size))
            .Select(start => Split(source, time, start, start + size, gap))];
    }

    private static DataOperationsCatalog.TrainTestData Split(SplitSource source, TimeOrder time, int start, int end, int gap)
    {
        if (source.Rows == 0)
            throw source.Refuse("the data have no rows. Give at least two.");
        var trainingEnd = start > 0 ? time.TrainingEnd(start, gap) : 0;
        if (trainingEnd <= 0)
        {
            throw source.Refuse(FormattableString.Invariant(
                $"testing begins at row {start} by time; with a gap of {gap}, and without rows of that very time, ") +
                "nothing is left to train on. Give more rows, or take a smaller gap, fewer folds or a smaller testFraction.");
        }

        return source.Split(
            row => time.Place(row) < trainingEnd,
            row => time.Place(row) >= start && time.Place(row) < end);
    }

    private static (SplitSource Source, TimeOrder Time) ReadTimes(
        IHostEnvironment env, string method, IDataView data, string? timeColumnName)
    {
        if (timeColumnName is null)
        {
            env.CheckValue(data, nameof(data));
            var unordered = SplitSource.Read(env, method, data);
            return (unordered, TimeOrder.OfRows(unordered.Rows));
        }

        var column = SplitColumn.Find(env, method, data, timeColumnName, nameof(timeColumnName));
        var times = SortedValues.Of(column) ?? throw SplitColumn.WrongType(
            env, method, column, "a date and time, a time span or a number", "Convert it, or give null and rows in the order of time.",
            nameof(timeColumnName));
        var source = SplitSource.Read(env, method, data, times);
        if (times.Missing.Count > 0)
        {
            throw source.Refuse(FormattableString.Invariant(
                $"{times.Missing.Count} of {source.Rows} rows have no value in the time column '{timeColumnName}'. ") +
                "Give each row a time, or leave them out.");
        }

        times.Sort();
        return (source, new TimeOrder(times.Order, times.FirstEqual));
    }
}
