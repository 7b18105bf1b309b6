using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.CrossValidation;
using MlNetDl.ModelSelection.Search;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.ModelSelection;

/// <summary>
/// What is searched, as code: a space of options, the pipeline they make, the data, and the metrics. It goes by a name, under which its
/// trials are kept, and by which a <see cref="ITrialExecutor"/> knows it.
/// </summary>
/// <remarks>
/// <see cref="StudyCatalog"/> makes one from ML.NET's catalogs. The constructor is for tasks that ML.NET has no metrics for, and for
/// metrics of your own.
/// </remarks>
public sealed partial class Study
{
    private readonly Func<MLContext, Trial, IEstimator<ITransformer>> _pipeline;
    private readonly Lazy<IReadOnlyList<DataOperationsCatalog.TrainTestData>> _folds;
    private readonly Lazy<TrainingSample[]> _samples;
    private readonly IHostEnvironment _env;

    /// <summary>Makes a study.</summary>
    /// <param name="env">
    /// The <see cref="MLContext"/>. Each fit has one of its own with the same seed, 0 where this one has none, and the same device.
    /// </param>
    /// <param name="name">Its name.</param>
    /// <param name="space">The options to vary, as they are now.</param>
    /// <param name="pipeline">
    /// Makes the pipeline of a trial, in the context it is given. Called from several threads at once. A trainer that spreads its work over
    /// threads at random, as ML.NET's SDCA does unless NumberOfThreads is 1, has results that cannot be had again.
    /// </param>
    /// <param name="folds">
    /// The data: each trial is fitted on the training set of each fold, and its metrics are means over the test sets. Called once, when the
    /// first trial runs.
    /// </param>
    /// <param name="metrics">The metrics.</param>
    /// <exception cref="ArgumentException">The name is empty, or the space is.</exception>
    public Study(
        IHostEnvironment env,
        string name,
        SearchSpace space,
        Func<MLContext, Trial, IEstimator<ITransformer>> pipeline,
        Func<IReadOnlyList<DataOperationsCatalog.TrainTestData>> folds,
        StudyMetrics metrics)
    {
        InternalsGuard.Check(env);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(metrics);
        if (space.Options.Count == 0)
            throw new ArgumentException($"Study '{name}': space has no options. Add at least one.", nameof(space));

        _env = env;
        Name = name;
        Space = space.Copy();
        _pipeline = pipeline;
        _folds = new(() => Checked(folds()));
        _samples = new(Sample);
        Metrics = metrics;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The metrics that each trial is measured by.</summary>
    public StudyMetrics Metrics { get; }

    internal SearchSpace Space { get; }

    internal IReadOnlyList<DataOperationsCatalog.TrainTestData> Folds => _folds.Value;

    /// <summary>The rows of the largest training set.</summary>
    internal int MostTrainingRows => _samples.Value.Max(sample => sample.Count);

    /// <summary>The seed of the context that it was made with.</summary>
    internal int Seed => StudyContext.SeedOf(_env);

    internal MLContext CreateContext() => StudyContext.Like(_env);

    internal IEstimator<ITransformer> CreatePipeline(MLContext mlContext, Trial trial) => _pipeline(mlContext, trial)
        ?? throw new InvalidOperationException($"Study '{Name}': pipeline returned null. Return an estimator.");

    internal FoldResult RunFold(TrialRequest request, int fold, CancellationToken cancellationToken)
    {
        var mlContext = CreateContext();
        using var cancelling = cancellationToken.Register(() => StudyContext.Cancel(mlContext));

        var budget = request.Budget;
        var train = budget?.Resource == HalvingResource.Rows ? _samples.Value[fold].Take(budget.Amount) : Folds[fold].TrainSet;
        var epochs = budget?.Resource == HalvingResource.Epochs ? budget.Amount : (int?)null;

        // Pipelines may share estimators that were made before.
        var model = EstimatorCopy.Of(CreatePipeline(mlContext, new Trial(request.Trial, request.Options, epochs))).Fit(train);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var scored = model.Transform(Folds[fold].TestSet);
            return new(Metrics.Evaluate(mlContext, scored), request.WantsOutOfFoldScores ? ScoreReader.Read(scored) : null);
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }

    /// <summary>The same rows wherever the study runs: the seed is all they depend on.</summary>
    private TrainingSample[] Sample()
    {
        Random random = new(Seed);
        return [.. Folds.Select(fold => new TrainingSample(_env, nameof(SuccessiveHalving), fold.TrainSet, random))];
    }

    private IReadOnlyList<DataOperationsCatalog.TrainTestData> Checked(IReadOnlyList<DataOperationsCatalog.TrainTestData>? folds) =>
        folds is { Count: > 0 } ? folds : throw new InvalidOperationException(
            $"Study '{Name}': there are no folds. Give at least one, a training and a validation set.");
}
