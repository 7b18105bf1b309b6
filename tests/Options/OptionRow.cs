using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Options;

/// <summary>A row with a label for each task, and a second candidate for each column that an option names.</summary>
internal sealed class OptionRow
{
    private static readonly string[] _classes = ["ant", "bee", "cat"];

    public string Class { get; set; } = "";

    public string OtherClass { get; set; } = "";

    public bool Flag { get; set; }

    public bool OtherFlag { get; set; }

    public float Number { get; set; }

    public float OtherNumber { get; set; }

    public float Weight { get; set; }

    [VectorType(3)]
    public float[] Features { get; set; } = [];

    [VectorType(3)]
    public float[] OtherFeatures { get; set; } = [];

    /// <summary>Rows to train on. Half of them are of the first class; the flag is up in a third.</summary>
    public static OptionRow[] Training { get; } = Make(seed: 1);

    /// <summary>More rows of the same kind.</summary>
    public static OptionRow[] Alike { get; } = Make(seed: 2);

    /// <summary>Rows whose labels say the opposite: the more is learned, the worse they are predicted.</summary>
    public static OptionRow[] Contrary { get; } = [.. Alike.Select(row => row.With(Next(row.Class), !row.Flag, -row.Number))];

    /// <summary>
    /// One row ten times and once more with a far and opposite number. While the prediction for it goes from 0 to its number, the squared
    /// error rises, for it is the last that counts, and the absolute error falls, for then it is the ten.
    /// </summary>
    public static OptionRow[] Outlying { get; } = [.. Enumerable.Repeat(Alike[0], 10), Alike[0].With("ant", false, -100 * Alike[0].Number)];

    /// <summary>The rows with keys for the classes.</summary>
    public static IDataView Load(MLContext mlContext, OptionRow[] rows)
    {
        var keys = mlContext.Data.LoadFromEnumerable(_classes.Select(name => new OptionRow { Class = name, OtherClass = name }));
        var conversion = mlContext.Transforms.Conversion;
        var toKeys = conversion.MapValueToKey(nameof(Class)).Append(conversion.MapValueToKey(nameof(OtherClass)));
        return toKeys.Fit(keys).Transform(mlContext.Data.LoadFromEnumerable(rows));
    }

    private static OptionRow[] Make(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 48).Select(row =>
        {
            var kind = row % 6 < 3 ? 0 : row % 6 < 5 ? 1 : 2;
            float[] features = [Near(kind == 0 ? 4 : 0), Near(kind == 1 ? 4 : 0), Near(kind == 2 ? 4 : 0)];
            return new OptionRow
            {
                Class = _classes[kind],
                OtherClass = _classes[row % 3],
                Flag = kind == 1,
                OtherFlag = row % 3 == 0,
                Number = features[0] - (2 * features[1]),
                OtherNumber = features[2],
                Weight = 1 + (row % 4),
                Features = features,
                OtherFeatures = [Near(0), Near(1), features[0]],
            };
        })];

        float Near(float centre) => centre + (float)(random.NextDouble() + random.NextDouble() - 1);
    }

    private static string Next(string name) => _classes[(Array.IndexOf(_classes, name) + 1) % _classes.Length];

    private OptionRow With(string name, bool flag, float number) => new()
    {
        Class = name,
        OtherClass = OtherClass,
        Flag = flag,
        OtherFlag = OtherFlag,
        Number = number,
        OtherNumber = OtherNumber,
        Weight = Weight,
        Features = Features,
        OtherFeatures = OtherFeatures,
    };
}
