using static TorchSharp.torch;

namespace MlNetDl.Benchmarks.Accuracy.Recipe;

/// <summary>
/// The inputs of the recipe, in tensor operations: two-valued columns as they are, others standardized and smoothly clipped, and
/// their piecewise-linear encoding (Gorishniy, Rubachev, Babenko 2022).
/// </summary>
internal sealed class PlainEncoding
{
    private const int Pieces = 48;
    private const float ClipAt = 3;

    private readonly Func<Tensor, Tensor>[] _columns;

    private PlainEncoding(Func<Tensor, Tensor>[] columns) => _columns = columns;

    public static PlainEncoding Learn(TableRows rows) =>
        new([.. Enumerable.Range(0, rows.Columns).Select(column => LearnColumn(rows.Column(column)))]);

    /// <summary>The encoded rows, a matrix.</summary>
    public Tensor Encode(TableRows rows)
    {
        using var scope = NewDisposeScope();
        var raw = tensor(rows.Features, [rows.Count, rows.Columns]);
        return cat([.. _columns.Select((encode, column) => encode(raw.narrow(1, column, 1)))], 1).MoveToOuterDisposeScope();
    }

    /// <summary>What encodes a column: given as one, it becomes one or more.</summary>
    private static Func<Tensor, Tensor> LearnColumn(float[] values)
    {
        (float Value, int Count)[] distinct = [.. values.Order().GroupBy(value => value).Select(group => (group.Key, group.Count()))];
        if (distinct.Length <= 2)
            return column => column;

        var mean = (float)values.Average(value => (double)value);
        var deviation = (float)Math.Sqrt(values.Average(value => Math.Pow(value - (double)mean, 2)));
        float[] edges = Edges(distinct);
        float[] means = PiecesOf(tensor(values, [values.Length, 1]), edges).mean([0L]).data<float>().ToArray();
        return column =>
        {
            var z = (column - mean) / deviation;
            return cat([z / (1 + (z / ClipAt).square()).sqrt(), PiecesOf(column, edges) - tensor(means)], 1);
        };
    }

    /// <summary>The distinct values, or as many as wanted, dense where the square roots of the counts are.</summary>
    private static float[] Edges((float Value, int Count)[] distinct)
    {
        if (distinct.Length <= Pieces + 1)
            return [.. distinct.Select(entry => entry.Value)];

        var (positions, sum) = (new double[distinct.Length], 0.0);
        for (var i = 0; i < positions.Length; i++)
        {
            var weight = Math.Sqrt(distinct[i].Count);
            sum += weight;
            positions[i] = sum - (weight / 2);
        }

        var (first, range) = (positions[0], positions[^1] - positions[0]);
        return [.. Enumerable.Range(0, Pieces + 1).Select(i => At(first + (range * i / Pieces))).Distinct()];

        float At(double position)
        {
            var next = Math.Clamp(Array.FindIndex(positions, p => p >= position), 1, positions.Length - 1);
            var share = (position - positions[next - 1]) / (positions[next] - positions[next - 1]);
            var (low, high) = ((double)distinct[next - 1].Value, (double)distinct[next].Value);
            return (float)(low + ((high - low) * Math.Min(share, 1)));
        }
    }

    private static Tensor PiecesOf(Tensor column, float[] edges)
    {
        var (low, high) = (tensor(edges[..^1]), tensor(edges[1..]));
        return ((column - low) / (high - low)).clamp(0, 1);
    }
}
