namespace MlNetDl.Trainers;

/// <summary>How numeric features, those of more than two values, go into the network.</summary>
public enum NumericEncoding
{
    /// <summary>Piecewise linear on large tables, and else standardized: docs/accuracy.md.</summary>
    Auto = 0,

    /// <summary>One input a feature: standardized, and clipped smoothly.</summary>
    Standardize = 1,

    /// <summary>
    /// That, and 48 inputs more at most, which cut the range of the feature into pieces: each is 0 below its piece, 1 above it, and rises in
    /// a straight line within it (Gorishniy, Rubachev, Babenko 2022, "On Embeddings for Numerical Features in Tabular Deep Learning").
    /// </summary>
    PiecewiseLinear = 2,
}
