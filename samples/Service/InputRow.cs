using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Service;

/// <summary>The row of <see cref="InputFields"/>, as a model reads it.</summary>
internal sealed class InputRow(DataViewSchema schema, InputFields fields) : DataViewRow
{
    public override DataViewSchema Schema => schema;

    public override long Position => fields.Position;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => fields[column] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        fields[column]?.Getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"The column '{column.Name}' is not among those read as {typeof(TValue)}.");

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = new DataViewRowId((ulong)fields.Position, 0);
}
