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

    public Exception Refuse(string reason) => Env.Except($"{Method}: {reason}");

    public void Warn(string warning)
    {
        using var channel = Env.Start(Method);
        channel.Warning(warning);
    }

    private RowSubsetView View(Func<int, bool> isMember) => new(this, RowSet.Where(Rows, isMember));
}
