using MlNetDl.ModelSelection.Search;

namespace MlNetDl.ModelSelection;

/// <content>The searches.</content>
public sealed partial class Study
{
    /// <summary>Runs trials with options at random.</summary>
    /// <param name="numberOfTrials">
    /// How many; at least 1. Where all options are choices and integers, and have fewer combinations (up to 10,000 are counted), there are
    /// no more trials than combinations. A search with a file may be resumed with more.
    /// </param>
    /// <param name="options">How the search goes.</param>
    /// <param name="progress">Told each trial as it ends, in the order they end in; the search waits until it returns.</param>
    /// <param name="cancellationToken">Ends the search early: what has been done until then is returned.</param>
    /// <returns>What came of it, the best trial first of all.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The study file cannot be used, or is of another search.</exception>
    public SearchResult RandomSearch(
        int numberOfTrials, SearchOptions? options = null, IProgress<SearchProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        RandomSearchAsync(numberOfTrials, options, progress, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Runs trials with options at random, as <see cref="RandomSearch"/>.</summary>
    /// <param name="numberOfTrials">How many; at least 1.</param>
    /// <param name="options">How the search goes.</param>
    /// <param name="progress">Told each trial as it ends.</param>
    /// <param name="cancellationToken">Ends the search early: what has been done until then is returned.</param>
    public Task<SearchResult> RandomSearchAsync(
        int numberOfTrials, SearchOptions? options = null, IProgress<SearchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (numberOfTrials < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(numberOfTrials), $"RandomSearch: numberOfTrials is {numberOfTrials}; it must be at least 1.");
        }

        options ??= new();
        RandomSampler sampler = new(Space, options.Seed ?? Seed);
        return StudySearch.RunAsync(this, sampler, numberOfTrials, options, progress, cancellationToken);
    }

    /// <summary>Runs a trial for each combination of values.</summary>
    /// <param name="pointsPerRange">
    /// How many values a range is represented by, evenly spread (in the logarithm where the option is logarithmic) with both its ends; at
    /// least 1, which is the middle. An integer of no more values has all of them, and so has a choice.
    /// </param>
    /// <param name="options">How the search goes; the seed is of no account.</param>
    /// <param name="progress">Told each trial as it ends, in the order they end in; the search waits until it returns.</param>
    /// <param name="cancellationToken">Ends the search early: what has been done until then is returned.</param>
    /// <exception cref="ArgumentException">An option is out of range, or there are more than 100,000 combinations.</exception>
    /// <exception cref="InvalidOperationException">The study file cannot be used, or is of another search.</exception>
    public SearchResult GridSearch(
        int pointsPerRange = 5, SearchOptions? options = null, IProgress<SearchProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        GridSearchAsync(pointsPerRange, options, progress, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Runs a trial for each combination of values, as <see cref="GridSearch"/>.</summary>
    /// <param name="pointsPerRange">How many values a range is represented by.</param>
    /// <param name="options">How the search goes; the seed is of no account.</param>
    /// <param name="progress">Told each trial as it ends.</param>
    /// <param name="cancellationToken">Ends the search early: what has been done until then is returned.</param>
    public Task<SearchResult> GridSearchAsync(
        int pointsPerRange = 5, SearchOptions? options = null, IProgress<SearchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        GridSampler sampler = new(Space, pointsPerRange);
        return StudySearch.RunAsync(this, sampler, sampler.Limit, options ?? new(), progress, cancellationToken);
    }
}
