namespace MlNetDl.Transforms;

/// <summary>Whether an encoding of numbers has a column that is 1 where the value is missing.</summary>
/// <remarks>Where there is none, a missing value is encoded as the median of the training values is.</remarks>
public enum MissingIndicator
{
    /// <summary>Only for slots of which a value was missing in training.</summary>
    WhenPresent = 0,

    /// <summary>For every slot.</summary>
    Always = 1,

    /// <summary>For none.</summary>
    Never = 2,
}
