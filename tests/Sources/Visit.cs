using Microsoft.ML.Data;

namespace MlNetDl.Tests.Sources;

/// <summary>A row as it is declared first, without a thought of missing values.</summary>
internal sealed class Visit
{
    [LoadColumn(0)]
    public string Town { get; set; } = "";

    [LoadColumn(1)]
    public float Cost { get; set; }

    [LoadColumn(2)]
    public double Distance { get; set; }

    [LoadColumn(3)]
    public int Guests { get; set; }

    [LoadColumn(4)]
    public long Phone { get; set; }

    [LoadColumn(5)]
    public bool Member { get; set; }
}
