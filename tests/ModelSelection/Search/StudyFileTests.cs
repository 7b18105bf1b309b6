using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using MlNetDl.ModelSelection;
using MlNetDl.ModelSelection.Search;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

public sealed class StudyFileTests : IDisposable
{
    private static readonly SearchSpace _space = new SearchSpace().Uniform("x", 0, 1);

    private readonly TempFolder _folder = new();

    private string Path => _folder.File("trials.study");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_run_is_not_run_again_and_more_trials_can_be_added()
    {
        var first = FakeExecutor.Of(Score);
        var five = Search(5, first);
        var second = FakeExecutor.Of(Score);
        var eight = Search(8, second);

        Assert.Equal([5, 6, 7], second.Requests.Select(request => request.Trial));
        Assert.Equal(Lines(Search(8, FakeExecutor.Of(Score), path: null)), Lines(eight));
        Assert.Equal(Lines(five), Lines(eight).Take(5));
        Assert.Equal(["trials.study"], Directory.GetFiles(_folder.FullPath).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Two_studies_may_share_a_file()
    {
        _ = Search(3, FakeExecutor.Of(Score));
        var other = FakeExecutor.Of(request => 2 * Score(request));
        _ = Search(3, other, name: "other");

        Assert.Equal(3, other.Requests.Count);
    }

    [Fact]
    public void Results_come_back_as_they_were_kept()
    {
        TrialResult kept = new()
        {
            Metrics = new Dictionary<string, double> { [FakeExecutor.Score] = 0.1 + 0.2, ["Other"] = double.NaN },
            FoldMetrics = [new Dictionary<string, double> { ["Other"] = double.NegativeInfinity }],
            OutOfFoldScores = [new(2, [1, float.NaN, -0f, float.Epsilon])],
            Seconds = 1.5,
        };
        _ = Search(1, new(_ => kept));
        var back = Search(1, new(_ => throw new InvalidOperationException("It is there already."))).Trials[0].Result;

        Assert.Equal(kept.Metrics, back.Metrics);
        Assert.Equal(kept.FoldMetrics, back.FoldMetrics);
        Assert.Equal(kept.OutOfFoldScores[0].Values, back.OutOfFoldScores![0].Values);
        Assert.Equal((1.5, null), (back.Seconds, back.Error));
    }

    [Fact]
    public void Failed_trials_are_kept_and_run_again_when_asked_to()
    {
        Assert.Equal([false, true, false], Search(3, new(Failing)).Trials.Select(trial => trial.HasFailed));

        var resumed = FakeExecutor.Of(Score);
        Assert.Equal("no such kernel", Search(3, resumed).Trials[1].Result.Error);
        Assert.Empty(resumed.Requests);

        var again = FakeExecutor.Of(Score);
        Assert.False(Search(3, again, retry: true).Trials[1].HasFailed);
        Assert.Equal([1], again.Requests.Select(request => request.Trial));

        static TrialResult Failing(TrialRequest request) =>
            request.Trial == 1 ? new() { Error = "no such kernel" } : FakeExecutor.Result(Score(request));
    }

    [Fact]
    public void An_evaluation_has_one_claimant_as_long_as_that_lives()
    {
        var options = new RandomSampler(_space, 1)[0];
        using var other = StudyFile.Open(Path);
        using (var one = StudyFile.Open(Path))
        {
            Assert.Equal(ClaimState.Claimed, one.Claim("s", 0, null, options).State);
            Assert.Equal(ClaimState.Busy, other.Claim("s", 0, null, options).State);
            Assert.Equal(ClaimState.Claimed, other.Claim("s", 0, new(HalvingResource.Epochs, 3), options).State);
        }

        Assert.Equal(ClaimState.Claimed, other.Claim("s", 0, null, options).State);
        using (var third = StudyFile.Open(Path))
        {
            Assert.Equal(ClaimState.Busy, third.Claim("s", 0, null, options).State);
            other.Release("s", 0, null);
            Assert.Equal(ClaimState.Claimed, third.Claim("s", 0, null, options).State);
            // Of two results the first stands.
            Assert.Equal(1, third.Complete("s", 0, null, FakeExecutor.Result(1)).Metrics[FakeExecutor.Score]);
            Assert.Equal(1, other.Complete("s", 0, null, FakeExecutor.Result(2)).Metrics[FakeExecutor.Score]);
        }

        Assert.Equal(ClaimState.Done, other.Claim("s", 0, null, options).State);
    }

    [Fact]
    public void Several_that_make_a_file_at_once_make_one()
    {
        for (var file = 0; file < 20; file++)
        {
            var path = _folder.File($"{file}.study");
            using var begin = new Barrier(4);
            var failures = new ConcurrentBag<Exception>();
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                begin.SignalAndWait();
                if (Record.Exception(() => StudyFile.Open(path).Dispose()) is { } failure)
                    failures.Add(failure);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.Empty(failures);
        }
    }

    [Fact]
    public void A_file_of_another_search_is_refused_with_both_searches()
    {
        _ = Search(1, FakeExecutor.Of(Score));
        Assert.Equal(
            $"Path is '{Path}', which has a study 'fake' that is searched otherwise, there as (random, seed 1; x: uniform from 0 to 1), "
            + "now as (random, seed 2; x: uniform from 0 to 1). "
            + "Search as before, or give the study another name, or name another file.",
            Assert.Throws<InvalidOperationException>(() => Search(1, FakeExecutor.Of(Score), seed: 2)).Message);
    }

    [Fact]
    public void A_trial_that_is_there_with_other_options_is_refused_with_both()
    {
        _ = Search(1, FakeExecutor.Of(Score));
        Sql("""UPDATE evaluation SET options = '{"x":2}'""");

        Assert.Equal(
            $"Path is '{Path}', which has trial 0 of study 'fake' with the options {{\"x\":2}}, where they are "
            + $"{PlainJson.Write(new RandomSampler(_space, 1)[0])} now. Give the study another name, or name another file.",
            Assert.Throws<InvalidOperationException>(() => Search(1, FakeExecutor.Of(Score))).Message);
    }

    [Fact]
    public void What_is_no_study_file_is_refused_and_left_as_it_is()
    {
        var text = _folder.Write("notes.txt", new string('x', 5000));
        Assert.StartsWith(
            $"Path is '{text}', which cannot be used as a study file (SQLite Error 26:", Refusal(text), StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), File.ReadAllText(text));

        var foreign = _folder.File("foreign.db");
        using (SqliteConnection connection = new($"Data Source={foreign};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE study (name TEXT)";
            command.ExecuteNonQuery();
        }

        var before = File.ReadAllBytes(foreign);
        Assert.Equal(
            $"Path is '{foreign}', which is a SQLite database, but none of studies. Name a new file, or one that a search made.",
            Refusal(foreign));
        Assert.Equal(before, File.ReadAllBytes(foreign));

        var nowhere = _folder.File(System.IO.Path.Combine("none", "trials.study"));
        Assert.StartsWith($"Path is '{nowhere}', which cannot be used as a study file (", Refusal(nowhere), StringComparison.Ordinal);

        static string Refusal(string path) =>
            Assert.Throws<InvalidOperationException>(() => Search(path, 1, FakeExecutor.Of(Score))).Message;
    }

    [Fact]
    public void A_file_of_a_later_version_is_refused()
    {
        _ = Search(1, FakeExecutor.Of(Score));
        Sql("PRAGMA user_version = 2");

        Assert.Equal(
            $"Path is '{Path}', which is a study file of format version 2, where 1 is wanted. "
            + "Name a new file, or use the version of MlNetDl that made this one.",
            Assert.Throws<InvalidOperationException>(() => Search(1, FakeExecutor.Of(Score))).Message);
    }

    [Fact]
    public void A_file_that_fails_during_a_search_is_named_with_what_to_do_and_keeps_what_has_ended()
    {
        _ = Search(2, FakeExecutor.Of(Score));
        Sql("CREATE TRIGGER full BEFORE INSERT ON evaluation BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        Assert.Equal(
            $"Path is '{Path}', which cannot be read or written any more (SQLite Error 19: 'database or disk is full'). See that its disk "
            + "has room, and that the file is whole and yours to write. What it holds of trials that have ended is kept: search again to "
            + "resume, or, if the file is damaged, with a new file.",
            Assert.Throws<InvalidOperationException>(() => Search(3, FakeExecutor.Of(Score))).Message);

        Sql("DROP TRIGGER full");
        var rest = FakeExecutor.Of(Score);
        Assert.Equal(3, Search(3, rest).Trials.Count);
        Assert.Equal([2], rest.Requests.Select(request => request.Trial));
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        _ = Search(50, FakeExecutor.Of(Score));
        // All but the header, which says that it is a study file, and the list of tables.
        var bytes = File.ReadAllBytes(Path);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        File.WriteAllBytes(Path, bytes);

        Assert.StartsWith(
            $"Path is '{Path}', which cannot be read or written any more (SQLite Error 11: 'database disk image is malformed').",
            Assert.Throws<InvalidOperationException>(() => Search(50, FakeExecutor.Of(Score))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_is_not_one_is_refused()
    {
        _ = Search(1, FakeExecutor.Of(Score));
        Sql("UPDATE evaluation SET result = '{'");

        Assert.StartsWith(
            $"Path is '{Path}', which cannot be read or written any more (",
            Assert.Throws<InvalidOperationException>(() => Search(1, FakeExecutor.Of(Score))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_that_are_there_without_the_scores_asked_for_are_run_again_and_are_not_lost_meanwhile()
    {
        _ = Search(3, new(request => request.Trial == 1 ? new() { Error = "no" } : FakeExecutor.Result(Score(request))));
        using (var file = StudyFile.Open(Path))
        {
            var options = new RandomSampler(_space, 1)[0];
            Assert.Equal(ClaimState.Claimed, file.Claim("fake", 0, null, options, withScores: true).State);
            Assert.Equal(ClaimState.Done, file.Claim("fake", 0, null, options).State);
            file.Release("fake", 0, null);
            Assert.Equal(ClaimState.Done, file.Claim("fake", 0, null, options).State);
        }

        FakeExecutor scoring = new(request => FakeExecutor.Result(Score(request)) with { OutOfFoldScores = [new(1, [2])] });
        var study = FakeExecutor.Study(_space);
        SearchOptions asking = new() { Executor = scoring, Path = Path, Seed = 1, KeepOutOfFoldScores = true };
        var scored = study.RandomSearch(3, asking);

        Assert.Equal([0, 2], scoring.Requests.Select(request => request.Trial));
        Assert.Equal("no", scored.Trials[1].Result.Error);
        Assert.Equal([2], scored.Trials[2].Result.OutOfFoldScores![0].Values);
        _ = study.RandomSearch(3, asking);
        Assert.Equal(2, scoring.Requests.Count);
    }

    private void Sql(string text)
    {
        using SqliteConnection connection = new($"Data Source={Path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Each text is one of this class.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static double Score(TrialRequest request) => request.Options.Get<double>("x");

    private static SearchResult Search(
        string? path, int trials, FakeExecutor executor, int seed = 1, string name = "fake", bool retry = false) =>
        FakeExecutor.Study(_space, name: name)
            .RandomSearch(trials, new() { Executor = executor, Path = path, Seed = seed, RetryFailedTrials = retry });

    private SearchResult Search(int trials, FakeExecutor executor, int seed = 1, string name = "fake", bool retry = false) =>
        Search(Path, trials, executor, seed, name, retry);

    private static SearchResult Search(int trials, FakeExecutor executor, string? path) => Search(path, trials, executor);

    private static IEnumerable<string> Lines(SearchResult result) =>
        result.Trials.Select(trial => FormattableString.Invariant($"{trial.Trial} {trial.Options} {trial.Score:R}"));
}
