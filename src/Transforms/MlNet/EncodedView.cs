using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.MlNet;

/// <summary>
/// Encoded data as ML.NET would give them, except that a single cursor encodes its rows itself. ML.NET's would hand them to other
/// threads and take them back, which takes longer than the encoding. Whoever has more to do for a row still asks for a set of cursors.
/// </summary>
internal sealed class EncodedView(IHost host, RowToRowMapperTransform rows) : ITransformCanSaveOnnx
{
    public DataViewSchema Schema => rows.OutputSchema;

    public bool CanShuffle => rows.CanShuffle;

    public IDataView Source => rows.Source;

    public long? GetRowCount() => rows.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = columnsNeeded.ToArray();
        var mapper = (IRowToRowMapper)rows;
        var source = Source.GetRowCursor(mapper.GetDependencies(columns), CanShuffle ? rand : null);
        return new Cursor(host, source, mapper.GetRow(source, columns), columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => rows.GetRowCursorSet(columnsNeeded, n, rand);

    public void Save(ModelSaveContext ctx) => ((ICanSaveModel)rows).Save(ctx);

    public bool CanSaveOnnx(OnnxContext ctx) => ((ICanSaveOnnx)rows).CanSaveOnnx(ctx);

    public void SaveAsOnnx(OnnxContext ctx) => ((ISaveAsOnnx)rows).SaveAsOnnx(ctx);

    /// <param name="provider">What ML.NET's cursors report to.</param>
    /// <param name="source">The cursor that moves.</param>
    /// <param name="row">Its row, encoded.</param>
    /// <param name="columns">The columns that may be read.</param>
    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor source, DataViewRow row, DataViewSchema.Column[] columns)
        : SynchronizedCursorBase(provider, source)
    {
        public override DataViewSchema Schema => row.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.CheckParam(column.Index < Schema.Count, nameof(column));
            return Array.Exists(columns, needed => needed.Index == column.Index);
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            return row.GetGetter<TValue>(column);
        }
    }
}
