using System.Globalization;
using MlNetDl.ModelSelection;

namespace MlNetDl.Tests.ModelSelection.Search;

/// <summary>
/// A program that searches with a study file, and prints each trial that it runs itself and then what the search came to.
/// </summary>
internal static class Searcher
{
    /// <summary>Two rounds: so many trials, and a third of them.</summary>
    public const int NumberOfTrials = 60;

    public static void Search(string path, int milliseconds)
    {
        FakeExecutor executor = new(
            request =>
            {
                Thread.Sleep(milliseconds);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trial {request.Trial} {request.Budget}"));
                return request.Trial % 10 == 3
                    ? new() { Error = "of no use" }
                    : FakeExecutor.Result(Math.Abs(request.Options.Get<double>("x") - (0.1 * request.Budget!.Amount)));
            }, parallelism: 2);
        var result = FakeExecutor.Study(new SearchSpace().Uniform("x", 0, 1)).RandomSearch(
            NumberOfTrials, new() { Path = path, Executor = executor, Seed = 5, Halving = new() { Maximum = 3, Minimum = 1 } });

        foreach (var one in result.Evaluations)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{one.Trial} {one.Options} {one.Budget} {one.Score:R} {one.Result.Error}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best {result.Best!.Trial}"));
    }
}
