namespace MlNetDl.ModelSelection.Search;

/// <summary>Says what the options of each trial are: a function of the trial's number alone.</summary>
internal interface ITrialSampler
{
    /// <summary>How many trials there are at most.</summary>
    int Limit { get; }

    /// <summary>The options of a trial, counted from 0.</summary>
    OptionValues this[int trial] { get; }

    /// <summary>What distinguishes it from others.</summary>
    string Describe();
}
