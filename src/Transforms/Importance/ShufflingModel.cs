using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Importance;

/// <summary>
/// A model as ML.NET's permutation importance wants it: one vector of features, a slot of which is shuffled at a time. The features are
/// the numbers of the rows that the columns' values are taken from, so that a shuffled slot shuffles a whole column.
/// </summary>
internal sealed class ShufflingModel : ISingleFeaturePredictionTransformer<object>
{
    /// <summary>A Single can count no further without a gap.</summary>
    private const int MostRows = 1 << 24;

    private readonly IHost _host;
    private readonly IReadOnlyList<ITransformer> _steps;
    private readonly (int Index, StoredColumn Values)[] _stored;

    /// <param name="host">Where refusals come from.</param>
    /// <param name="steps">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="columns">The columns that may be shuffled.</param>
    /// <exception cref="InvalidOperationException">There are too many rows, or none.</exception>
    public ShufflingModel(IHost host, IReadOnlyList<ITransformer> steps, IDataView data, IReadOnlyList<DataViewSchema.Column> columns)
    {
        (_host, _steps) = (host, steps);
        // All columns in one pass: read again, a source such as a query without an order may give its rows in another one.
        var cache = new CacheDataView(host, data, [.. Enumerable.Range(0, data.Schema.Count)]);
        _stored = Read(host, cache, [.. columns.Select(column => cache.Schema[column.Name])]);
        Rows = new NumberedRows(host, cache, columns.Count);
    }

    /// <summary>The rows, with the column of their numbers.</summary>
    public NumberedRows Rows { get; }

    public string FeatureColumnName => Rows.ColumnName;

    public DataViewType FeatureColumnType => Rows.Schema[FeatureColumnName].Type;

    object IPredictionTransformer<object>.Model => this;

    bool ITransformer.IsRowToRowMapper => false;

    public IDataView Transform(IDataView input) => _steps.Aggregate(
        (IDataView)new ShuffledColumns(_host, input, FeatureColumnName, _stored), (data, step) => step.Transform(data));

    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema) => Transform(new EmptyDataView(_host, inputSchema)).Schema;

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException();

    private static (int, StoredColumn)[] Read(IHost host, CacheDataView data, IReadOnlyList<DataViewSchema.Column> columns)
    {
        using var cursor = data.GetRowCursor(columns);
        var stored = columns.Select(column => (column.Index, Values: StoredColumn.Create(cursor, column))).ToArray();
        var rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            host.CheckAlive();
            if (rows == MostRows)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"{ColumnImportance.Component}: the data has more than {MostRows} rows, which a Single cannot number. ") +
                    "Take fewer, with mlContext.Data.TakeRows.");
            }

            foreach (var (_, values) in stored)
                values.Add();
        }

        return rows > 0 ? stored : throw new InvalidOperationException(
            $"{ColumnImportance.Component}: the data has no rows. Check the file that was loaded and the filters before it.");
    }
}
