namespace MlNetDl.Transforms.Models;

/// <summary>The scores of the rows that a cursor has read ahead, and which of them is current.</summary>
internal sealed class BatchScores(ScoringBuffer buffer)
{
    public ScoringBuffer Buffer { get; } = buffer;

    public int Row { get; set; } = -1;
}
