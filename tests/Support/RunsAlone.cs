using Xunit;

namespace MlNetDl.Tests.Support;

/// <summary>Tests that watch what all of the process shares: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class RunsAlone
{
    public const string Name = "alone";
}
