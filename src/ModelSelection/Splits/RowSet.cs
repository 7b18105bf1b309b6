using System.Collections;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>Some of the rows of a table, a bit a row.</summary>
internal sealed class RowSet
{
    private readonly BitArray _rows;

    private RowSet(BitArray rows, int count)
    {
        _rows = rows;
        Count = count;
    }

    /// <summary>The number of rows in the set.</summary>
    public int Count { get; }

    public static RowSet Where(int rows, Func<int, bool> holds)
    {
        var bits = new BitArray(rows);
        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            if (holds(row))
            {
                bits[row] = true;
                count++;
            }
        }

        return new RowSet(bits, count);
    }

    public bool Contains(int row) => _rows[row];
}
