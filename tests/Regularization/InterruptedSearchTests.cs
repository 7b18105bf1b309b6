using Microsoft.ML;
using MlNetDl.Tests.Checkpoints;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Checkpoints;
using MlNetDl.Trainers.Regularization;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Regularization;

/// <summary>Searches that are stopped, cancelled, or killed and started again.</summary>
public sealed class InterruptedSearchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MLContext _mlContext = new();
    private readonly string _path;

    public InterruptedSearchTests() => _path = _folder.File("search.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stopped_in_a_level_it_gives_the_best_until_then()
    {
        var stopped = Searches.Run(Task(new Watcher { OnEpoch = progress => StopAfter(progress, level: 2, epoch: 3) }));

        // The first level as it is, and of the second what three epochs gave.
        var whole = Searches.Run(Task());
        Assert.Equal((2, TrainingEnd.Stopped), (stopped.Levels.Count, stopped.Result.End));
        Assert.Equal(whole.Levels[0].OutOfFoldLoss, stopped.Levels[0].OutOfFoldLoss);
        Assert.InRange(stopped.Levels[1].Epoch, 1, 3);
        var chosen = stopped.Levels.MinBy(level => level.OutOfFoldLoss)!;
        Assert.True(chosen.IsChosen);
        Assert.Equal(chosen.Epoch, stopped.Result.ModelEpoch);
        Assert.Equal(
            Searches.Lines(BruteForce.Networks(Task(), stopped.Chosen, chosen.Epoch)), Searches.Lines(stopped.Result.Members));
    }

    [Fact]
    public void Cancelled_within_a_round_it_gives_what_it_gives_stopped_after_the_one_before()
    {
        // 45 rows in batches of 8 less a fold: five steps an epoch of each of eight networks, 40 a round.
        var cancelled = Searches.Run(Kept(Task(new Watcher { CancelBeforeStep = (9 * 40) + 17 })));
        var stopped = Searches.Run(Task(new Watcher { OnEpoch = progress => StopAfter(progress, level: 2, epoch: 3) }));

        Assert.Equal(TrainingEnd.Cancelled, cancelled.Result.End);
        Assert.Equal(
            Searches.Lines(stopped with { Result = stopped.Result with { End = TrainingEnd.Cancelled } }), Searches.Lines(cancelled));
    }

    [Fact]
    public void Cancelled_in_the_first_round_of_a_level_it_gives_the_levels_before()
    {
        var result = Searches.Run(Kept(Task(new Watcher { CancelBeforeStep = (6 * 40) + 2 })));

        Assert.True(Assert.Single(result.Levels).IsChosen);
    }

    [Theory]
    [InlineData(true, 17)]
    [InlineData(false, 17)]
    [InlineData(false, (9 * 40) + 17)]
    public void Cancelled_before_there_is_a_model_or_without_leave_to_keep_it_it_throws(bool keep, int step)
    {
        var task = Task(new Watcher { CancelBeforeStep = step });

        Assert.Throws<OperationCanceledException>(() => Searches.Run(keep ? Kept(task) : task));
    }

    [Fact]
    public void What_progress_throws_ends_it_even_a_cancellation_of_its_own()
    {
        var task = Kept(Task(new Watcher { OnEpoch = _ => throw new OperationCanceledException("mine") }));

        Assert.Equal("mine", Assert.Throws<OperationCanceledException>(() => Searches.Run(task)).Message);
    }

    [Fact]
    public void Killed_at_any_moment_and_started_again_it_ends_the_same()
    {
        var task = Task(epochs: 2);
        var undisturbed = Searches.Lines(Searches.Run(task));
        var moments = KillAt.Moments(pass => Assert.Equal(undisturbed, Resume(task, pass)));
        // After each round of each level.
        Assert.Equal(8, moments.Count(moment => moment == "before rename"));
        Assert.Equal("after deletion of checkpoint", moments[^1]);

        for (var moment = 0; moment < moments.Count; moment += 3)
        {
            Assert.Throws<KilledException>(() => Resume(task, new KillAt(moment).Pass));
            Assert.Equal(undisturbed, Resume(task));
            Assert.Empty(Directory.GetFiles(_folder.FullPath));
        }
    }

    [Fact]
    public void Killed_again_and_again_it_ends_the_same_and_no_round_is_run_twice()
    {
        var task = Task(epochs: 4);
        var undisturbed = Searches.Lines(Searches.Run(task));
        List<(int Level, int Epoch)> epochs = [];
        string[]? outcome = null;
        while (outcome is null)
        {
            var left = 3;
            var watcher = new Watcher
            {
                OnEpoch = progress =>
                {
                    epochs.Add((progress.Level, progress.Latest.Epoch));
                    if (--left == 0)
                        throw new KilledException("after three rounds");
                },
            };
            try
            {
                outcome = Resume(task with { Monitor = watcher });
            }
            catch (KilledException)
            {
                Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));
            }
        }

        Assert.Equal(undisturbed, outcome);
        Assert.Equal(from level in Enumerable.Range(1, 4) from epoch in Enumerable.Range(1, 4) select (level, epoch), epochs);
    }

    [Fact]
    public void Cancelled_and_kept_it_can_be_taken_up_again()
    {
        Resume(Kept(Task(new Watcher { CancelBeforeStep = (9 * 40) + 17 })));
        Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));

        var watcher = new Watcher();
        Assert.Equal(Searches.Lines(Searches.Run(Task())), Resume(Kept(Task(watcher))));
        Assert.Equal("Resumed 3", watcher.Messages[0]);
    }

    [Fact]
    public void The_checkpoint_of_a_search_among_other_levels_is_refused()
    {
        Resume(Kept(Task(new Watcher { CancelBeforeStep = 100 })));

        var task = Task();
        var error = Assert.Throws<InvalidOperationException>(() => Resume(task with { Levels = [task.Levels[0], task.Levels[2]] }));

        Assert.Contains("holds the checkpoint of a run on other data, or with other options", error.Message, StringComparison.Ordinal);
    }

    private static SearchTask Task(Watcher? watcher = null, int epochs = 6) =>
        Searches.Classification(Searches.NoisyClasses(), watcher, epochs);

    private static SearchTask Kept(SearchTask task) => task with { Settings = task.Settings with { KeepModelOnCancel = true } };

    private static void StopAfter(TrainingProgress progress, int level, int epoch)
    {
        if ((progress.Level, progress.Latest.Epoch) == (level, epoch))
            progress.Stop();
    }

    private string[] Resume(SearchTask task, Action<string>? pass = null)
    {
        var checkpoint = new TrainingCheckpoint(_path, new CheckpointFile(_path, pass), _mlContext);
        checkpoint.Identify(task.Settings, task.Levels[0].Architecture, task.Loss, initial: null, task.Rows);
        return Searches.Lines(Searches.Run(task, checkpoint));
    }
}
