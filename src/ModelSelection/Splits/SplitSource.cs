using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>Data to split: the columns the split goes by are read once, and the rows numbered.</summary>
internal sealed class SplitSource
{
    private SplitSource(IHostEnvironment env, string method, IDataView data)
    {
        Env = env;
        Method = method;
        Data = data;
    }

    public IHostEnvironment Env { get; }

    /// <summary>The name of the method that splits, with which messages begin.</summary>
    public string Method { get; }

    public IDataView Data { get; }

    public RowIds Ids { get; } = new();

    /// <summary>The number of rows.</summary>
    public int Rows => Ids.Count;

    /// <summary>The classes that the split is stratified by; null where it is not by classes.</summary>
    public ValueCodes? Classes { get; private set; }

    /// <summary>The rows of each stratum; null where the split is not stratified.</summary>
    public int[][]? Strata { get; private set; }

    /// <summary>Reads all rows once.</summary>
    public static SplitSource Read(IHostEnvironment env, string method, IDataView data, params ReadOnlySpan<ColumnReader> readers)
    {
        var source = new SplitSource(env, method, data);
        var columns = new List<DataViewSchema.Column>();
        foreach (var reader in readers)
            columns.Add(reader.Column);
        using var cursor = data.GetRowCursor(columns);
        foreach (var reader in readers)
            reader.Open(cursor);
        var getId = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getId(ref id);
            source.Ids.Add(id);
            foreach (var reader in readers)
                reader.Read();
        }

        return source;
    }

    /// <summary>Stratifies by classes.</summary>
    public int[][] Stratify(ValueCodes classes)
    {
        Classes = classes;
        return Strata = Splits.Strata.Of(classes);
    }

    /// <summary>Stratifies by quantile bins.</summary>
    public int[][] Stratify(SortedValues values, int bins) => Strata = Splits.Strata.Of(values, bins);

    public DataOperationsCatalog.TrainTestData Split(Func<int, bool> isTrained, Func<int, bool> isTested) =>
        new(View(isTrained), View(isTested));

    /// <summary>Splits once a fold; a fold's rows are tested, and the others trained on.</summary>
    public IReadOnlyList<DataOperationsCatalog.TrainTestData> Split(int[] folds, int numberOfFolds) =>
        [.. Enumerable.Range(0, numberOfFolds).Select(fold => Split(row => folds[row] != fold, row => folds[row] == fold))];

    /// <exception cref="InvalidOperationException">There are too few rows.</exception>
    public void RequireRows(int numberOfFolds)
    {
        if (Rows < numberOfFolds)
        {
            throw Refuse(FormattableString.Invariant(
                $"the data have {Rows} rows, and numberOfFolds is {numberOfFolds}. Give at least a row a fold, or take fewer folds."));
        }
    }

    /// <exception cref="InvalidOperationException">No row has a value in the column.</exception>
    public void RequireValues(DataViewSchema.Column column, int missing)
    {
        if (missing == Rows)
            throw Refuse(FormattableString.Invariant($"none of {Rows} rows has a value in column '{column.Name}'. Give labelled rows."));
    }

    public Exception Refuse(string reason) => Env.Except($"{Method}: {reason}");

    public void Warn(string warning)
    {
        using var channel = Env.Start(Method);
        channel.Warning(warning);
    }

    /// <summary>Warns of the first few classes one by one, and of all others at once: a column of names may have thousands.</summary>
    public void WarnOfEach(IReadOnlyCollection<int> classes, Func<int, string> warning)
    {
        const int Most = 10;
        foreach (var label in classes.Take(Most))
            Warn(warning(label));
        if (classes.Count > Most)
            Warn(FormattableString.Invariant($"The same holds for {classes.Count - Most} more classes."));
    }

    private RowSubsetView View(Func<int, bool> isMember) => new(this, RowSet.Where(Rows, isMember));
}
