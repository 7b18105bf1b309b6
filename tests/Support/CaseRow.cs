using Microsoft.ML;

namespace MlNetDl.Tests.Support;

/// <summary>A row of a small edge case: two features, and a label of each kind.</summary>
internal sealed class CaseRow
{
    public float X1 { get; set; }

    public float X2 { get; set; }

    /// <summary>The class.</summary>
    public string Label { get; set; } = "";

    /// <summary>The label of binary classification.</summary>
    public bool Flag { get; set; }

    /// <summary>The label of regression.</summary>
    public float Y { get; set; }

    public float Weight { get; set; } = 1;

    /// <summary>The rows with their <c>Features</c>, and with their <c>Key</c>: the class as a key, in order of occurrence.</summary>
    public static IDataView View(MLContext mlContext, IEnumerable<CaseRow> rows)
    {
        var data = mlContext.Data.LoadFromEnumerable(rows);
        return mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Label))
            .Append(mlContext.Transforms.Concatenate("Features", nameof(X1), nameof(X2)))
            .Fit(data).Transform(data);
    }

    /// <summary>Rows of two classes in turn, with a line between them.</summary>
    public static CaseRow[] Separable(int rows) =>
    [
        .. Enumerable.Range(0, rows).Select(i => new CaseRow
        {
            X1 = (i % 2) + (0.01f * i), X2 = MathF.Sin(i), Label = i % 2 == 0 ? "a" : "b", Flag = i % 2 == 0, Y = i,
        }),
    ];
}
