using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Course;

/// <summary>Tables of generated rows, with the columns Features and Label.</summary>
internal static class CourseTable
{
    /// <summary>Makes a table; the features of all rows are equally many.</summary>
    public static IDataView Of<TLabel>(MLContext mlContext, IReadOnlyList<(float[] Features, TLabel Label)> rows)
    {
        var schema = SchemaDefinition.Create(typeof(Row<TLabel>));
        schema[nameof(Row<>.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        return mlContext.Data.LoadFromEnumerable(
            rows.Select(row => new Row<TLabel> { Features = row.Features, Label = row.Label }), schema);
    }

    /// <summary>A number of the standard normal distribution, by Box and Muller.</summary>
    public static double NextNormal(this Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class Row<TLabel>
    {
        public float[] Features { get; set; } = [];

        public TLabel Label { get; set; } = default!;
    }
}
