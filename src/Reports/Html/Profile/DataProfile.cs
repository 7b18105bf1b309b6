using Microsoft.ML;

namespace MlNetDl.Reports.Html.Profile;

/// <summary>What the columns of a data set are like.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="ProfiledRows">The number of the rows, from the first on, that the profiles of the columns are of.</param>
/// <param name="Columns">The columns; those of a short vector each on their own.</param>
internal sealed record DataProfile(long Rows, long ProfiledRows, IReadOnlyList<ColumnProfile> Columns)
{
    /// <summary>How many values are kept in memory, of all columns together.</summary>
    private const long MostValues = 5_000_000;

    /// <summary>Reads a set once.</summary>
    /// <param name="data">The set.</param>
    /// <param name="mostRows">How many rows are looked into; the others are only counted.</param>
    /// <param name="mostValues">How many values are kept: where there are very many columns, fewer rows are looked into.</param>
    public static DataProfile Of(IDataView data, long mostRows, long mostValues = MostValues)
    {
        var columns = data.Schema.Where(column => !column.IsHidden).ToArray();
        var counters = Array.ConvertAll(columns, ColumnCounter.Of);
        mostRows = Math.Min(mostRows, Math.Max(1, mostValues / Math.Max(1, counters.Sum(counter => (long)counter.Width))));
        using var cursor = data.GetRowCursor(columns);
        foreach (var counter in counters)
            counter.Open(cursor);

        var rows = 0L;
        for (; cursor.MoveNext(); rows++)
        {
            if (rows >= mostRows)
                continue;
            foreach (var counter in counters)
                counter.Read();
        }

        var profiled = Math.Min(rows, mostRows);
        return new DataProfile(rows, profiled, [.. counters.SelectMany(counter => counter.Profiles(profiled))]);
    }
}
