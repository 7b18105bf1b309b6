namespace MlNetDl.Tests.Conformance;

/// <summary>Rows at the edge of what can be learned from.</summary>
public enum EdgeRows
{
    /// <summary>No row at all.</summary>
    None,

    /// <summary>A single row.</summary>
    One,

    /// <summary>Two rows that differ in nothing but the label.</summary>
    TwoAlike,

    /// <summary>Rows that differ in the label only.</summary>
    ConstantInputs,

    /// <summary>Rows of one label.</summary>
    OneLabel,

    /// <summary>Rows without a label, where a label can be missing.</summary>
    NoLabels,
}
