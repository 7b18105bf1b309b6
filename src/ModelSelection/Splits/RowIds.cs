using Microsoft.ML.Data;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>
/// Which row an id belongs to. A cursor that goes through the rows in their order tells by its place; one that shuffles, or is one of
/// several side by side, by ids alone.
/// </summary>
internal sealed class RowIds
{
    // Most views number their rows; then nothing is kept.
    private List<DataViewRowId>? _ids;
    private Lazy<Dictionary<DataViewRowId, int>?>? _rows;

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no two rows have the same id.</summary>
    public bool AreDistinct => _rows is null || _rows.Value is not null;

    public void Add(DataViewRowId id)
    {
        if (_ids is null && !IsNumber(id, Count))
        {
            _ids = [.. Enumerable.Range(0, Count).Select(row => new DataViewRowId((ulong)row, 0))];
            _rows = new(ToRows);
        }

        _ids?.Add(id);
        Count++;
    }

    /// <summary>The row with an id; -1, where there is none. Ids must be distinct.</summary>
    public int Find(DataViewRowId id)
    {
        if (_rows is not null)
            return _rows.Value!.GetValueOrDefault(id, -1);
        return id.High == 0 && id.Low < (ulong)Count ? (int)id.Low : -1;
    }

    private static bool IsNumber(DataViewRowId id, int row) => id.High == 0 && id.Low == (ulong)row;

    private Dictionary<DataViewRowId, int>? ToRows()
    {
        var rows = new Dictionary<DataViewRowId, int>(Count);
        for (var row = 0; row < Count; row++)
        {
            if (!rows.TryAdd(_ids![row], row))
                return null;
        }

        return rows;
    }
}
