using MlNetDl.Tests.Cases;
using MlNetDl.Tests.Checkpoints;

namespace MlNetDl.Tests.Support;

/// <summary>
/// What this assembly does as a program: it fits, for tests that need a process of its own. It is the tests' own assembly, so that it
/// finds the libtorch that they have.
/// </summary>
internal static class TestProgram
{
    internal static void Main(string[] arguments)
    {
        if (arguments is ["runtime-1"])
            RuntimeCaseTests.PrintScores();
        else
            Trainee.Fit(checkpoint: arguments[0]);
    }
}
