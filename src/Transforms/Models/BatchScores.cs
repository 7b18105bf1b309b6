namespace MlNetDl.Transforms.Models;

/// <summary>The scores of the rows that a cursor has read ahead, and which of them is current.</summary>
internal sealed class BatchScores(ScoringBuffer buffer)
{
    public ScoringBuffer Buffer { get; } = buffer;

    /// <summary>The current row's place in the batch, -1 before the first.</summary>
    public int Row { get; set; } = -1;

    /// <summary>The current row's place, for whoever reads its values.</summary>
    /// <exception cref="InvalidOperationException">There is none: the cursor stands before the first row or after the last.</exception>
    public int Current => Row >= 0
        ? Row
        : throw new InvalidOperationException("The cursor stands before the first row or after the last: call MoveNext first.");
}
