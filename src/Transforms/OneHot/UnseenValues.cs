namespace MlNetDl.Transforms;

/// <summary>How a one-hot encoding encodes values that are none of its categories. A missing value is never one of them.</summary>
public enum UnseenValues
{
    /// <summary>As all zeros.</summary>
    Zeros = 0,

    /// <summary>As missing values are; where these have no slot, as all zeros.</summary>
    Missing = 1,

    /// <summary>As infrequent values are; where there are none, as all zeros.</summary>
    Infrequent = 2,

    /// <summary>
    /// Not at all: reading the row is an <see cref="InvalidOperationException"/> that names the value and the column. Where ML.NET reads
    /// the row for another step, on a thread of its own, it is the inner exception of the one that ML.NET raises.
    /// </summary>
    Error = 3,
}
