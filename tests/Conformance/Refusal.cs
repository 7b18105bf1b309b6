using Xunit.Sdk;

namespace MlNetDl.Tests.Conformance;

/// <summary>What a refusal must be like.</summary>
internal static class Refusal
{
    /// <summary>Fails unless the action throws an exception of the kinds that ML.NET's own throw, with the words in its message.</summary>
    public static void Assert(string what, IEnumerable<string> words, Action action)
    {
        var error = Xunit.Record.Exception(action) ?? throw new XunitException($"{what} is not refused.");
        if (error is not (ArgumentOutOfRangeException or InvalidOperationException))
            throw new XunitException($"{what} is refused by {error}");
        foreach (var word in words)
            Xunit.Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }
}
