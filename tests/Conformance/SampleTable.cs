using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Conformance;

/// <summary>The rows that every estimator is tried on.</summary>
internal static class SampleTable
{
    public const int TrainingRows = 60;

    private const uint Missing = uint.MaxValue;

    private static readonly string[] _texts = ["oslo", "Bonn", "rome", "it's, \"q\"", "İzmir"];

    /// <summary>The rows to learn from; the same each time.</summary>
    public static SampleRow[] Training() => Rows(TrainingRows, seed: 1);

    /// <summary>Rows that were not learned from, some with values never seen in training.</summary>
    public static SampleRow[] Others() =>
    [
        .. Rows(45, seed: 2).Select((row, i) => i % 9 != 0 ? row : row.With(row =>
            (row.Text, row.Int32, row.Int64, row.Single, row.Double, row.Texts) = ("Ulm", 77, long.MinValue, -8.5f, 1e300, ["Ulm", null]))),
    ];

    public static SampleRow[] Rows(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(i => new SampleRow
        {
            Number = i,
            Features = [(i % 3) + Noise(), 1000 * ((i % 2) + Noise()), Noise(), i % 4 == 0 ? 1 : 0],
            Class = (uint)(i % 3),
            Flag = i % 2 == 0,
            Value = 50 + (10 * (i % 3)) + Noise(),
            Weight = 1 + (i % 3),
            Text = i % 7 == 0 ? null : _texts[i % _texts.Length],
            Boolean = i % 3 == 0,
            Int32 = (i % 4) - 1,
            Int64 = i % 2 == 0 ? long.MaxValue : long.MaxValue - (i % 3),
            Single = i % 8 == 0 ? float.NaN : i % 5 / 2f,
            Double = i % 6 == 0 ? double.NaN : i % 3 * 0.1,
            Key = i % 10 == 0 ? Missing : (uint)(i % 3),
            Texts = [_texts[i % 3], i % 4 == 0 ? null : _texts[i % 2]],
            Singles = [i % 4 == 0 ? float.NaN : i % 3, Noise() < 0 ? -1 : 1],
            Date = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i),
            Open = [.. Enumerable.Repeat(1f, i % 3)],
        })];

        float Noise() => (float)((random.NextDouble() + random.NextDouble() - 1) * 0.8);
    }

    public static IDataView View(MLContext mlContext, IEnumerable<SampleRow> rows, int features = 4)
        => mlContext.Data.LoadFromEnumerable(rows, Schema(features));

    /// <summary>The rows, their vectors' slots as if they stood in the reverse order.</summary>
    public static IDataView Reversed(MLContext mlContext, IEnumerable<SampleRow> rows)
        => mlContext.Data.LoadFromEnumerable(rows, Schema(reversed: true));

    /// <summary>The columns with the names of their keys and slots.</summary>
    public static SchemaDefinition Schema(int features = 4, bool reversed = false)
    {
        string[] slots = [.. new[] { "length", "width", "noise", "is fourth" }.Take(features)];
        var schema = SchemaDefinition.Create(typeof(SampleRow));
        schema[nameof(SampleRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        Annotate(nameof(SampleRow.Features), "SlotNames", reversed ? [.. slots.Reverse()] : slots);
        foreach (var key in new[] { nameof(SampleRow.Class), nameof(SampleRow.Key) })
        {
            schema[key].ColumnType = new KeyDataViewType(typeof(uint), 3);
            Annotate(key, "KeyValues", ["ant", "bee", "cat"]);
        }

        Annotate(nameof(SampleRow.Singles), "SlotNames", reversed ? ["second", "first"] : ["first", "second"]);
        return schema;

        void Annotate(string column, string annotation, string[] names) => schema[column].AddAnnotation(
            annotation, new VBuffer<ReadOnlyMemory<char>>(names.Length, Array.ConvertAll(names, name => name.AsMemory())),
            new VectorDataViewType(TextDataViewType.Instance, names.Length));
    }

    /// <summary>The row without its key and with a number that is not one: without a label, where that is possible.</summary>
    public static SampleRow WithoutLabel(SampleRow row) => row.With(row => (row.Class, row.Value) = (Missing, float.NaN));

    /// <summary>The row with all but its number, its labels and its weight as those of another.</summary>
    public static SampleRow WithInputsOf(SampleRow row, SampleRow other) => other.With(copy =>
        (copy.Number, copy.Class, copy.Flag, copy.Value, copy.Weight) = (row.Number, row.Class, row.Flag, row.Value, row.Weight));
}
