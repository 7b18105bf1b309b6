using Microsoft.ML.Data;

namespace MlNetDl.Tests.Conformance;

/// <summary>A row with something for every estimator: features, labels of each kind, a weight, and a column of each type.</summary>
internal sealed class SampleRow
{
    /// <summary>Tells rows apart, in whatever order they come.</summary>
    public int Number { get; set; }

    public float[] Features { get; set; } = [];

    /// <summary>The label of multiclass classification, a key that begins at 0; what is past the last one is missing.</summary>
    public uint Class { get; set; }

    /// <summary>The label of binary classification.</summary>
    public bool Flag { get; set; }

    /// <summary>The label of regression.</summary>
    public float Value { get; set; }

    public float Weight { get; set; } = 1;

    public string? Text { get; set; }

    public bool Boolean { get; set; }

    public int Int32 { get; set; }

    public long Int64 { get; set; }

    public float Single { get; set; }

    public double Double { get; set; }

    /// <summary>As <see cref="Class"/>, a key.</summary>
    public uint Key { get; set; }

    [VectorType(2)]
    public string?[] Texts { get; set; } = [];

    [VectorType(2)]
    public float[] Singles { get; set; } = [];

    /// <summary>A type that no estimator reads.</summary>
    public DateTime Date { get; set; }

    /// <summary>A vector of unknown size.</summary>
    public float[] Open { get; set; } = [];

    public SampleRow With(Action<SampleRow> change)
    {
        var copy = (SampleRow)MemberwiseClone();
        (copy.Features, copy.Texts, copy.Singles, copy.Open) = ([.. Features], [.. Texts], [.. Singles], [.. Open]);
        change(copy);
        return copy;
    }
}
