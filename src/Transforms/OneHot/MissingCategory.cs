namespace MlNetDl.Transforms;

/// <summary>Whether a one-hot encoding has a slot for missing values, the last one.</summary>
public enum MissingCategory
{
    /// <summary>Always, even if nothing was missing in training, as pandas' <c>get_dummies(dummy_na=True)</c>.</summary>
    Always = 0,

    /// <summary>
    /// Only if a value was missing in training, or was unseen and is to be encoded as missing; otherwise missing values are encoded as all
    /// zeros.
    /// </summary>
    WhenPresent = 1,

    /// <summary>Never: missing values are encoded as all zeros.</summary>
    Never = 2,
}
