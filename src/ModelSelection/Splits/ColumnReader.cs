using Microsoft.ML;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>Reads a column's values, row by row.</summary>
internal abstract class ColumnReader(DataViewSchema.Column column)
{
    public DataViewSchema.Column Column => column;

    /// <summary>Prepares to read the rows a cursor goes through.</summary>
    public abstract void Open(DataViewRow row);

    /// <summary>Reads the value of the row the cursor is at.</summary>
    public abstract void Read();
}
