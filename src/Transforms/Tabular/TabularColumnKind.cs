namespace MlNetDl.Transforms;

/// <summary>What <see cref="TabularFeaturesEstimator"/> makes of a column.</summary>
public enum TabularColumnKind
{
    /// <summary>Numbers: a slot a number, the median in place of missing ones.</summary>
    Numeric = 0,

    /// <summary>Categories: a slot a category.</summary>
    Categorical = 1,
}
