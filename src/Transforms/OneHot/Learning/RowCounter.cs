namespace MlNetDl.Transforms.OneHot;

/// <summary>Counts the values of columns of one type together: one virtual call a row, not one a column.</summary>
internal abstract class RowCounter
{
    /// <summary>Takes in the values of the row the cursor is at.</summary>
    public abstract void AddCurrentRow();

    public static RowCounter[] Of(IEnumerable<ColumnCounter> counters)
        => [.. counters.GroupBy(counter => counter.GetType()).Select(alike => alike.First().Join(alike))];
}

internal sealed class RowCounter<T>(ColumnCounter<T>[] counters) : RowCounter where T : notnull
{
    public override void AddCurrentRow()
    {
        foreach (var counter in counters)
            counter.AddCurrentRow();
    }
}
