namespace MlNetDl.Transforms;

/// <summary>What a threshold is chosen for.</summary>
public enum ThresholdMetric
{
    /// <summary>The harmonic mean of precision and recall of the positive class: for rare positives, where negatives are no news.</summary>
    F1Score,

    /// <summary>The mean of the shares of positives and of negatives that are found: where both classes matter the same, however
    /// rare.</summary>
    BalancedAccuracy,

    /// <summary>The share of rows that are predicted right.</summary>
    Accuracy,
}
