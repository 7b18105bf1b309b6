using MlNetDl.Transforms.MlNet;

namespace MlNetDl.ModelSelection.Search;

/// <summary>A round of a search: how many trials, with how much each.</summary>
internal sealed record SearchRound(int Trials, TrialBudget? Budget)
{
    /// <summary>What one of its trials takes, in units of which only ratios count.</summary>
    public double Work => Budget?.Amount ?? 1;

    /// <summary>The rounds of a search.</summary>
    /// <param name="trials">How many trials there are.</param>
    /// <param name="halving">How hopeless ones are stopped; null if they are not.</param>
    /// <param name="mostRows">The rows of the largest training set.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options do not fit.</exception>
    public static IReadOnlyList<SearchRound> Plan(int trials, SuccessiveHalving? halving, Func<int> mostRows)
    {
        if (halving is null)
            return [new(trials, null)];

        var maximum = halving.Maximum ?? (halving.Resource == HalvingResource.Rows ? mostRows() : 0);
        Check(halving, maximum);
        var minimum = halving.Minimum ?? Math.Max(1, maximum / halving.Factor / halving.Factor);

        List<SearchRound> rounds = [];
        // From the last round back to the first, until one gets less than the minimum, or there are no more trials to choose from.
        for (long shrunk = 1; maximum / shrunk >= minimum; shrunk *= halving.Factor)
        {
            rounds.Add(new(0, new(halving.Resource, (int)(maximum / shrunk))));
            if (shrunk >= trials)
                break;
        }

        rounds.Reverse();
        long share = 1;
        for (var round = 0; round < rounds.Count; round++, share *= halving.Factor)
            rounds[round] = rounds[round] with { Trials = (int)((trials + share - 1) / share) };
        return rounds;
    }

    private static void Check(SuccessiveHalving halving, int maximum) => new OptionChecks(nameof(SuccessiveHalving))
        .RequireDefined(halving.Resource, nameof(halving.Resource))
        .Require(
            halving.Maximum is not null || halving.Resource != HalvingResource.Epochs, nameof(halving.Maximum), null,
            "the epochs of a trial in full, since the resource is epochs")
        .Require(maximum >= 1, nameof(halving.Maximum), halving.Maximum, "at least 1")
        .Require(
            halving.Minimum is null || (halving.Minimum >= 1 && halving.Minimum <= maximum), nameof(halving.Minimum), halving.Minimum,
            FormattableString.Invariant($"from 1 to {maximum}, the maximum"))
        .Require(halving.Factor >= 2, nameof(halving.Factor), halving.Factor, "at least 2")
        .ThrowIfViolated(nameof(SearchOptions.Halving));
}
