using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.Splits;

namespace MlNetDl.ModelSelection.Search;

/// <summary>Some rows of the training set of a fold, drawn at random: of a smaller number those are drawn that are among more.</summary>
internal sealed class RowSample
{
    private readonly Lazy<(SplitSource Source, int[] Order)> _rows;
    private readonly IDataView _data;

    public RowSample(IHostEnvironment env, IDataView data)
    {
        _data = data;
        _rows = new(() => Read(env, data));
    }

    public int Count => _rows.Value.Source.Rows;

    public IDataView Take(int rows)
    {
        if (rows >= Count)
            return _data;
        var (source, order) = _rows.Value;
        return new RowSubsetView(source, RowSet.Where(source.Rows, order[..rows].ToHashSet().Contains));
    }

    private static (SplitSource Source, int[] Order) Read(IHostEnvironment env, IDataView data)
    {
        var source = SplitSource.Read(env, nameof(SuccessiveHalving), data);
        int[] order = [.. Enumerable.Range(0, source.Rows)];
        Array.Sort(Array.ConvertAll(order, row => Mix((ulong)row)), order);
        return (source, order);
    }

    /// <summary>
    /// SplitMix64 (Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators"), a bijection: no two keys are equal.
    /// </summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
