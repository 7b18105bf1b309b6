namespace MlNetDl.ModelSelection.Search;

/// <summary>How an evaluation stands for a run that wants it.</summary>
internal enum ClaimState
{
    /// <summary>It is this run's to do.</summary>
    Claimed,

    /// <summary>Another run works at it.</summary>
    Busy,

    /// <summary>It has a result.</summary>
    Done,
}
