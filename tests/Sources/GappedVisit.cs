using Microsoft.ML.Data;

namespace MlNetDl.Tests.Sources;

/// <summary>A <see cref="Visit"/> whose every column can be missing: an integer is a number or text, a Boolean text.</summary>
internal sealed class GappedVisit
{
    [LoadColumn(0)]
    public string? Town { get; set; } = "";

    [LoadColumn(1)]
    public float Cost { get; set; }

    [LoadColumn(2)]
    public double Distance { get; set; }

    [LoadColumn(3)]
    public float Guests { get; set; }

    [LoadColumn(4)]
    public string? Phone { get; set; } = "";

    [LoadColumn(5)]
    public string? Member { get; set; } = "";
}
