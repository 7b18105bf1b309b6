namespace MlNetDl.Transforms.Models;

/// <summary>Scoring of many rows at once.</summary>
internal interface INetworkModel
{
    /// <summary>The floats that one row takes in a buffer, its features and its outputs.</summary>
    int RowFloats { get; }

    /// <summary>Room for so many rows; one for each thread.</summary>
    ScoringBuffer CreateBuffer(int capacity);

    /// <summary>Scores the first so many rows of a buffer, to the very bits that they get one by one.</summary>
    void Score(ScoringBuffer buffer, int rows);
}
