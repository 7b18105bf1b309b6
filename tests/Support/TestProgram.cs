using System.Globalization;
using MlNetDl.Tests.Cases;
using MlNetDl.Tests.Checkpoints;
using MlNetDl.Tests.ModelSelection.Search;

namespace MlNetDl.Tests.Support;

/// <summary>
/// What this assembly does as a program: it fits or searches, for tests that need a process of its own. It is the tests' own assembly, so that it
/// finds the libtorch that they have.
/// </summary>
internal static class TestProgram
{
    internal static void Main(string[] arguments)
    {
        if (arguments is ["runtime-1"])
            RuntimeCaseTests.PrintScores();
        else if (arguments is ["search", var study, var milliseconds])
            Searcher.Search(study, int.Parse(milliseconds, CultureInfo.InvariantCulture));
        else
            Trainee.Fit(checkpoint: arguments[0]);
    }
}
