namespace MlNetDl.Transforms;

/// <summary>What a category of a one-hot encoding stands for.</summary>
public enum CategoryRole
{
    /// <summary>One value.</summary>
    Value = 0,

    /// <summary>All infrequent values together.</summary>
    Infrequent = 1,

    /// <summary>Missing values.</summary>
    Missing = 2,
}
