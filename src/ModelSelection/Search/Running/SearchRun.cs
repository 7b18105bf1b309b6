namespace MlNetDl.ModelSelection.Search;

/// <summary>One run of a search, from the beginning or from where an earlier one was.</summary>
/// <remarks>
/// What is run, and what wins, is a function of the results of trials, and these do not depend on when and where they are run. The study
/// file only spares a run what has been done: that is why one resumed, or shared with other processes, ends as an undisturbed one.
/// </remarks>
internal sealed class SearchRun(
    SearchPlan plan, StudyFile file, ITrialExecutor executor, IProgress<SearchProgress>? progress, TimeProvider time,
    CancellationToken cancellationToken)
{
    private static readonly TimeSpan _untilOthersAreAskedAgain = TimeSpan.FromMilliseconds(100);

    private readonly int _parallelism = Math.Max(1, executor.Parallelism);
    private readonly SearchTally _tally = new(plan.Rounds, plan.Direction, time);

    public async Task<IReadOnlyList<TrialEvaluation>> RunAsync()
    {
        IReadOnlyList<int> trials = [.. Enumerable.Range(0, plan.Rounds[0].Trials)];
        for (var round = 0; round < plan.Rounds.Count; round++)
        {
            var evaluations = await RunAsync(plan.Rounds[round], trials).ConfigureAwait(false);
            if (evaluations.Count < trials.Count || round + 1 == plan.Rounds.Count)
                break;
            trials = [.. Ranking.Rank(evaluations, plan.Direction).Take(plan.Rounds[round + 1].Trials).Select(best => best.Trial).Order()];
            _tally.Begin(round + 1, trials.Count);
        }

        return _tally.Evaluations;
    }

    /// <summary>Runs a round; if the search is cancelled, as much of it as has ended.</summary>
    private async Task<IReadOnlyList<TrialEvaluation>> RunAsync(SearchRound round, IReadOnlyList<int> trials)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<TrialEvaluation> ended = [];
        LinkedList<int> waiting = new(trials);
        Dictionary<Task<TrialResult>, int> running = [];
        HashSet<int> busyElsewhere = [];
        try
        {
            while (!ending.IsCancellationRequested)
            {
                Start();
                if (waiting.Count + running.Count == 0)
                    break;
                Task others = waiting.Count > 0 && running.Count < _parallelism
                    ? Task.Delay(_untilOthersAreAskedAgain, ending.Token)
                    : Task.Delay(Timeout.Infinite, ending.Token);
                var first = await Task.WhenAny([.. running.Keys, others]).ConfigureAwait(false);
                if (first is Task<TrialResult> trial)
                    End(trial);
            }
        }
        catch
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            // However the search ends, nothing goes on behind it. What came to an end all the same is kept, the rest is left to others.
            await ((Task)Task.WhenAll(running.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (task, trial) in running.ToArray())
            {
                if (task.IsCompletedSuccessfully)
                    End(task);
                else
                    file.Release(plan.Study, trial, round.Budget);
            }
        }

        return ended;

        void Start()
        {
            for (var node = waiting.First; node is not null && running.Count < _parallelism && !ending.IsCancellationRequested;)
            {
                var (trial, next) = (node.Value, node.Next);
                var options = plan.Sampler[trial];
                var (state, result) = file.Claim(plan.Study, trial, round.Budget, options, plan.WantsOutOfFoldScores);
                if (state == ClaimState.Claimed)
                {
                    running.Add(executor.ExecuteAsync(
                        new(plan.Study, trial, options, round.Budget, plan.WantsOutOfFoldScores), ending.Token), trial);
                }
                else if (state == ClaimState.Done)
                {
                    Note(trial, result!, before: !busyElsewhere.Contains(trial));
                }
                else
                {
                    busyElsewhere.Add(trial);
                }

                if (state != ClaimState.Busy)
                    waiting.Remove(node);
                node = next;
            }
        }

        void End(Task<TrialResult> task)
        {
            running.Remove(task, out var trial);
            if (task.IsCompletedSuccessfully)
            {
                Note(trial, file.Complete(plan.Study, trial, round.Budget, task.Result), before: false);
                return;
            }

            file.Release(plan.Study, trial, round.Budget);
            if (!(task.IsCanceled && ending.IsCancellationRequested))
                task.GetAwaiter().GetResult();
        }

        void Note(int trial, TrialResult result, bool before)
        {
            var score = result.Metrics.GetValueOrDefault(plan.Metric, double.NaN);
            TrialEvaluation evaluation = new(trial, plan.Sampler[trial], round.Budget, score, result);
            ended.Add(evaluation);
            var told = _tally.Add(evaluation, round.Work, before);
            progress?.Report(told);
        }
    }
}
