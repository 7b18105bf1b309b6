using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>Checks of the arguments that splits have in common.</summary>
internal static class SplitChecks
{
    public static void RequireFolds(string method, int numberOfFolds) =>
        Require(method, numberOfFolds >= 2, nameof(numberOfFolds), numberOfFolds, "at least 2");

    public static void RequireFraction(string method, double testFraction) =>
        Require(method, testFraction is > 0 and < 1, nameof(testFraction), testFraction, "above 0 and below 1");

    public static void Require(string method, bool holds, string parameter, object value, string requirement) =>
        new OptionChecks(method).Require(holds, parameter, value, requirement).ThrowIfViolated(parameter);

    /// <summary>A generator from the seed, or that of the context. Where there is neither, the seed is chance, and logged.</summary>
    public static Random Seeded(IHostEnvironment env, string method, int? seed)
    {
        if ((seed ?? ((IHostEnvironmentInternal)env).Seed) is { } given)
            return new Random(given);
        var drawn = Random.Shared.Next();
        using var channel = env.Start(method);
        channel.Info(FormattableString.Invariant($"The seed is {drawn}; given as seed it makes the same split again."));
        return new Random(drawn);
    }
}
