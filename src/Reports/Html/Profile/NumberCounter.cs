using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Html.Profile;

/// <summary>Counts numbers, of a vector those of each element. NaN is missing.</summary>
/// <param name="column">The column.</param>
/// <param name="size">The number of a vector's elements; null if the column is a scalar.</param>
internal sealed class NumberCounter(DataViewSchema.Column column, int? size) : ColumnCounter(column)
{
    private const int MostListed = 3;
    private const int Bins = 16;

    // Mostly different: a list of them takes a fraction of the memory that counts of each do.
    private readonly List<double>[] _values = [.. Enumerable.Range(0, size ?? 1).Select(_ => new List<double>())];
    private readonly long[] _missing = new long[size ?? 1];
    private NumberReader<double> _reader = null!;

    public override int Width => _values.Length;

    public override void Open(DataViewRow row) => _reader = new(NumberDataViewType.Double, row, ReportBuilder.Component, Column.Name, size);

    public override void Read()
    {
        var values = _reader.Read();
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                _missing[i]++;
            else
                _values[i].Add(values[i]);
        }
    }

    public override IEnumerable<ColumnProfile> Profiles(long rows)
    {
        var names = VectorElements.NamesOf(Column)?.Select(element => $"{Column.Name}[{element}]") ?? [Column.Name];
        return names.Select((name, i) => Profile(name, _values[i], _missing[i], rows));
    }

    private ColumnProfile Profile(string name, List<double> values, long missing, long rows)
    {
        var sorted = Sorted(values);
        return new ColumnProfile
        {
            Name = name,
            Type = (((Column.Type as VectorDataViewType)?.ItemType ?? Column.Type).RawType).Name,
            Values = rows,
            Missing = missing,
            Distinct = sorted.Length,
            Minimum = sorted.Length > 0 ? Figures.Value(sorted[0].Key) : null,
            Median = sorted.Length > 0 ? Figures.Value(Median(sorted, values.Count)) : null,
            Maximum = sorted.Length > 0 ? Figures.Value(sorted[^1].Key) : null,
            MostFrequent = ValueCounts<double>.MostFrequent(sorted, values.Count, MostListed, Figures.Value),
            Histogram = Histogram(sorted),
        };
    }

    /// <summary>The different values in their order, with their numbers.</summary>
    private static KeyValuePair<double, int>[] Sorted(List<double> values)
    {
        values.Sort();
        var (runs, first) = (new List<KeyValuePair<double, int>>(), 0);
        for (var next = 1; next <= values.Count; next++)
        {
            if (next < values.Count && values[next] == values[first])
                continue;
            runs.Add(new(values[first], next - first));
            first = next;
        }

        return [.. runs];
    }

    /// <summary>Of an even number of values, the mean of the two in the middle.</summary>
    private static double Median(KeyValuePair<double, int>[] sorted, long count)
    {
        var (lower, upper) = (ValueCounts<double>.At(sorted, (count - 1) / 2), ValueCounts<double>.At(sorted, count / 2));
        // Equal ones may be infinite, and large ones may have no finite sum.
        return lower == upper ? lower : (lower / 2) + (upper / 2);
    }

    private static long[] Histogram(KeyValuePair<double, int>[] sorted)
    {
        if (sorted.Length < 2 || !double.IsFinite(sorted[^1].Key - sorted[0].Key))
            return [];

        var bins = new long[Bins];
        var (least, range) = (sorted[0].Key, sorted[^1].Key - sorted[0].Key);
        foreach (var (value, count) in sorted)
            bins[Math.Min((int)((value - least) / range * Bins), Bins - 1)] += count;
        return bins;
    }
}
