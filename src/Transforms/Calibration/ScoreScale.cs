namespace MlNetDl.Transforms;

/// <summary>What the scores of a multiclass model are.</summary>
public enum ScoreScale
{
    /// <summary>Probabilities, if they are in the rows that a calibrator is fitted on: none negative, and of sum 1; else logits.</summary>
    Auto,

    /// <summary>Probabilities, as MlNetDl's networks and most of ML.NET's trainers give them; their logarithms are calibrated.</summary>
    Probabilities,

    /// <summary>Logits, or any scores whose softmax stands for the probabilities.</summary>
    Logits,
}
