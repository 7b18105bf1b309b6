using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Benchmarks.Tables;

namespace MlNetDl.Benchmarks.Accuracy.Switch;

/// <summary>The columns of a table in memory, to make other tables of.</summary>
/// <param name="Set">Says what the columns are.</param>
/// <param name="Columns">Their names and values.</param>
internal sealed record TableColumns(TableSet Set, IReadOnlyList<(string Name, Array Values)> Columns)
{
    public int Count => Columns[0].Values.Length;

    public IDataView View => new RepeatedRows(Columns, Count);

    /// <summary>Reads the training rows.</summary>
    public static TableColumns Read(MLContext mlContext, TableSet set, string dataFolder)
    {
        var rows = set.Read(mlContext, dataFolder, "train.csv");
        return new TableColumns(set, [.. rows.Schema.Select(column => (column.Name, ValuesOf(rows, column)))]);
    }

    /// <summary>Rows from one on.</summary>
    public TableColumns Take(int start, int count) => Map((_, values) => Pick(values, Enumerable.Range(start, count)));

    /// <summary>
    /// The rows several times. In the copies each number is moved by a normal number of this share of its column's standard deviation;
    /// text and labels are those of the row.
    /// </summary>
    public TableColumns Repeat(int times, double noise, Random random) =>
        Map((name, values) =>
        {
            var repeated = Pick(values, Enumerable.Range(0, times * Count).Select(row => row % Count));
            if (name != Set.Label && repeated is float[] numbers)
            {
                var scale = noise * Deviation((float[])values);
                for (var row = Count; row < numbers.Length; row++)
                    numbers[row] += (float)(scale * Normal(random));
            }

            return repeated;
        });

    /// <summary>The same rows with other labels.</summary>
    public TableColumns WithLabels(Array labels) => Map((name, values) => name == Set.Label ? labels : values);

    /// <summary>A normal number, by the method of Box and Muller (1958).</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A further column of text: as many categories as wanted, which combinations of other columns are hashed to.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="of">The columns, and the steps to which numbers among them are rounded.</param>
    /// <param name="categories">How many categories.</param>
    public TableColumns Cross(string name, IReadOnlyList<(string Name, float Step)> of, int categories)
    {
        var sources = of.Select(source => (Columns.First(column => column.Name == source.Name).Values, source.Step)).ToArray();
        var crossed = new ReadOnlyMemory<char>[Count];
        for (var row = 0; row < crossed.Length; row++)
        {
            var hash = 2166136261u; // Fowler, Noll and Vo's, of 32 bits.
            foreach (var (values, step) in sources)
            {
                var text = values is float[] numbers
                    ? FormattableString.Invariant($"{Math.Floor(numbers[row] / step)}")
                    : $"{((ReadOnlyMemory<char>[])values)[row]}";
                foreach (var character in text + '\n')
                    hash = (hash ^ character) * 16777619;
            }

            // Its lowest bits are the weakest.
            crossed[row] = $"{(hash ^ (hash >> 16)) % (uint)categories}".AsMemory();
        }

        return new TableColumns(Set with { Texts = [.. Set.Texts, name] }, [.. Columns, (name, crossed)]);
    }

    private static Array ValuesOf(IDataView rows, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => rows.GetColumn<string>(column).Select(value => value.AsMemory()).ToArray(),
        BooleanDataViewType => rows.GetColumn<bool>(column).ToArray(),
        _ => rows.GetColumn<float>(column).ToArray(),
    };

    private static Array Pick(Array values, IEnumerable<int> rows) => values switch
    {
        ReadOnlyMemory<char>[] texts => rows.Select(row => texts[row]).ToArray(),
        bool[] flags => rows.Select(row => flags[row]).ToArray(),
        _ => rows.Select(row => ((float[])values)[row]).ToArray(),
    };

    private static double Deviation(float[] values) => new Sample(values.Where(float.IsFinite).Select(value => (double)value)).Deviation;

    private TableColumns Map(Func<string, Array, Array> change) =>
        this with { Columns = [.. Columns.Select(column => (column.Name, change(column.Name, column.Values)))] };
}
