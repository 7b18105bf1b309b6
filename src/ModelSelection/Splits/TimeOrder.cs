namespace MlNetDl.ModelSelection.Splits;

/// <summary>Rows by time: what is trained on comes before what is tested.</summary>
/// <param name="order">The rows by time.</param>
/// <param name="firstEqual">For each place in that order, the first place of the same time.</param>
internal sealed class TimeOrder(int[] order, int[] firstEqual)
{
    private readonly int[] _places = Places(order);

    /// <summary>The order of the rows themselves.</summary>
    public static TimeOrder OfRows(int rows) => new([.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows)]);

    public int Place(int row) => _places[row];

    /// <summary>
    /// Where training ends, if testing starts at a place: the gap before it, and before all rows of the time at which testing starts, for
    /// they are not the past.
    /// </summary>
    public int TrainingEnd(int testStart, int gap) => Math.Min(testStart - gap, firstEqual[testStart]);

    private static int[] Places(int[] order)
    {
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
            places[order[place]] = place;
        return places;
    }
}
