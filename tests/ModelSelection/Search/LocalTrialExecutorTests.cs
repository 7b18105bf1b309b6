using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.ModelSelection;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.Search;

public class LocalTrialExecutorTests
{
    [Fact]
    public void A_trials_metrics_are_those_that_MlNet_has_for_each_fold_and_their_means()
    {
        var result = TinyData.LogisticStudy().RandomSearch(2).Trials[1];

        MLContext mlContext = new(seed: 1);
        var pipeline = TinyData.Pipeline(mlContext, result.Options.Get<float>("L2"), result.Options.Get<float>("tolerance"));
        CalibratedBinaryClassificationMetrics[] expected = [.. TinyData.Folds().Select(fold =>
            mlContext.BinaryClassification.Evaluate(pipeline.Fit(fold.TrainSet).Transform(fold.TestSet)))];

        Assert.Equal(expected.Select(fold => fold.LogLoss), result.Result.FoldMetrics.Select(fold => fold["LogLoss"]));
        Assert.Equal(expected.Average(fold => fold.LogLoss), result.Score);
        Assert.Equal(expected.Average(fold => fold.AreaUnderRocCurve), result.Result.Metrics["AreaUnderRocCurve"]);
        var mean = expected.Average(fold => fold.Accuracy);
        Assert.Equal(
            Math.Sqrt(expected.Sum(fold => Math.Pow(fold.Accuracy - mean, 2)) / 2), result.StandardDeviation("Accuracy"), precision: 12);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(HalvingResource.Rows)]
    public void Fits_side_by_side_give_what_they_give_one_by_one_to_the_bit(HalvingResource? resource)
    {
        var one = Search(1);
        Assert.Equal(one, Search(2));
        Assert.Equal(one, Search(5));

        string[] Search(int parallelism) =>
        [
            .. TinyData.LogisticStudy().RandomSearch(12, new()
            {
                Parallelism = parallelism, KeepOutOfFoldScores = true,
                Halving = resource is { } rows ? new() { Resource = rows } : null,
            }).Evaluations.Select(one => JsonSerializer.Serialize(one with { Result = one.Result with { Seconds = 0 } })),
        ];
    }

    [Fact]
    public void A_trainer_that_draws_at_random_does_so_alike_whatever_runs_beside_it()
    {
        var one = Search(1);
        Assert.Equal(one, Search(4));

        double[] Search(int parallelism) =>
        [
            .. new MLContext(seed: 3).BinaryClassification.CreateStudy(
                "sdca", new SearchSpace().LogUniform("L2", 1e-4, 1),
                (context, trial) => context.BinaryClassification.Trainers.SdcaLogisticRegression(new()
                {
                    L2Regularization = trial.Get<float>("L2"),
                    NumberOfThreads = 1,
                    MaximumNumberOfIterations = 5,
                }),
                TinyData.Folds).RandomSearch(8, new() { Parallelism = parallelism }).Trials.Select(trial => trial.Score),
        ];
    }

    [Fact]
    public void Scores_of_the_rows_left_out_are_those_of_the_folds_models()
    {
        var study = TinyData.LogisticStudy();
        var result = study.RandomSearch(1, new() { KeepOutOfFoldScores = true }).Trials[0];

        MLContext mlContext = new(seed: 1);
        var pipeline = TinyData.Pipeline(mlContext, result.Options.Get<float>("L2"), result.Options.Get<float>("tolerance"));
        var folds = TinyData.Folds();
        for (var fold = 0; fold < folds.Count; fold++)
        {
            var expected = pipeline.Fit(folds[fold].TrainSet).Transform(folds[fold].TestSet).GetColumn<float>("Score");
            Assert.Equal(1, result.Result.OutOfFoldScores![fold].Width);
            Assert.Equal(expected, result.Result.OutOfFoldScores[fold].Values);
        }

        Assert.Null(study.RandomSearch(1).Trials[0].Result.OutOfFoldScores);
    }

    [Fact]
    public void With_epochs_as_the_resource_the_pipeline_is_told_their_number()
    {
        List<(int Trial, int? Epochs)> told = [];
        var study = TinyData.LogisticStudy(folds: OneFold, inspect: trial =>
        {
            lock (told)
                told.Add((trial.Number, trial.Epochs));
        });
        var result = study.RandomSearch(4, new() { Halving = new() { Maximum = 20, Factor = 2 }, Parallelism = 1 });
        Assert.Equal([5, 5, 5, 5, 10, 10, 20], told.Select(one => one.Epochs));

        _ = result.FitBest(TinyData.Table());
        Assert.Equal((result.Best!.Trial, 20), told[^1]);

        told.Clear();
        _ = study.RandomSearch(1).FitBest(TinyData.Table());
        Assert.Equal([null, null], told.Select(one => one.Epochs));
    }

    [Fact]
    public void With_rows_as_the_resource_smaller_samples_are_part_of_larger_ones_and_the_last_round_has_all_rows()
    {
        List<float[]> seen = [];
        MLContext mlContext = new(seed: 1);
        var study = mlContext.BinaryClassification.CreateStudy(
            "rows", TinyData.Space,
            (context, trial) => new Spy(
                TinyData.Pipeline(context, 1, 1e-7f),
                train => seen.Add([.. train.GetColumn<float[]>("Features").Select(row => row[0])])),
            OneFold);
        var result = study.RandomSearch(9, new() { Halving = new() { Resource = HalvingResource.Rows }, Parallelism = 1 });

        // 90 rows are trained on; 90 / 9 and 90 / 3.
        Assert.Equal([.. Enumerable.Repeat(10, 9), 30, 30, 30, 90], seen.Select(rows => rows.Length));
        Assert.All(seen[..9], rows => Assert.Equal(seen[0], rows));
        Assert.Subset(seen[9].ToHashSet(), seen[0].ToHashSet());
        Assert.Subset(seen[12].ToHashSet(), seen[9].ToHashSet());
        Assert.NotEqual(seen[12][..10], seen[0]);
        Assert.Equal(new TrialBudget(HalvingResource.Rows, 90), result.Best!.Budget);
    }

    [Fact]
    public void A_failing_trial_is_kept_with_its_error_and_the_search_goes_on()
    {
        var study = TinyData.LogisticStudy(inspect: trial =>
        {
            if (trial.Number is 0 or 2)
                throw new NotSupportedException($"Nothing is known of {trial.Number}.");
        });
        var result = study.RandomSearch(4);

        Assert.Equal([true, false, true, false], result.Trials.Select(trial => trial.HasFailed));
        Assert.Equal("Fold 1 of 3: NotSupportedException: Nothing is known of 2.", result.Trials[2].Result.Error);
        Assert.Contains("at MlNetDl.", result.Trials[2].Result.ErrorDetails, StringComparison.Ordinal);
        Assert.False(result.Best!.HasFailed);
    }

    [Fact]
    public void The_context_of_a_fit_is_one_of_its_own_set_up_as_that_of_the_study()
    {
        MLContext mlContext = new(seed: 5) { TempFilePath = Path.GetTempPath() + "elsewhere", GpuDeviceId = 3, FallbackToCpu = true };
        List<MLContext> seen = [];
        var study = mlContext.BinaryClassification.CreateStudy(
            "contexts", TinyData.Space,
            (context, _) =>
            {
                seen.Add(context);
                return TinyData.Pipeline(context, 1, 1e-3f);
            },
            OneFold);
        _ = study.RandomSearch(2, new() { Parallelism = 1 });

        Assert.Equal(3, seen.Append(mlContext).Distinct().Count());
        Assert.All(seen, context => Assert.Equal(
            (mlContext.TempFilePath, 3, true), (context.TempFilePath, context.GpuDeviceId!.Value, context.FallbackToCpu)));
    }

    [Fact]
    public void Models_of_trials_are_disposed_of_and_the_best_one_is_not()
    {
        var alive = 0;
        MLContext mlContext = new(seed: 1);
        var study = mlContext.BinaryClassification.CreateStudy(
            "models", TinyData.Space, (context, _) => new Holding(TinyData.Pipeline(context, 1, 1e-3f), by => Interlocked.Add(ref alive, by)),
            TinyData.Folds);
        var result = study.RandomSearch(3);
        Assert.Equal(0, alive);

        var best = result.FitBest(TinyData.Table());
        Assert.Equal(1, alive);
        (best.Model as IDisposable)!.Dispose();
    }

    [Fact]
    public void Where_no_trial_works_it_is_said_why()
    {
        Assert.StartsWith(
            "Study 'tiny': none of 2 trials has a LogLoss that is finite, so none is best. Trial 0 (L2 ",
            Assert.Throws<InvalidOperationException>(() => TinyData
                .LogisticStudy(inspect: _ => throw new NotSupportedException("No.")).RandomSearch(2).FitBest(TinyData.Table())).Message,
            StringComparison.Ordinal);

        // A perceptron has no probabilities, and so no log-loss.
        var study = new MLContext(seed: 1).BinaryClassification.CreateStudy(
            "perceptron", new SearchSpace().Integer("iterations", 1, 5),
            (context, trial) => context.BinaryClassification.Trainers.AveragedPerceptron(numberOfIterations: trial.Get<int>("iterations")),
            TinyData.Folds);
        Assert.Contains(
            "The pipeline gives Accuracy, AreaUnderRocCurve,",
            Assert.Throws<InvalidOperationException>(() => study.RandomSearch(2).FitBest(TinyData.Table())).Message,
            StringComparison.Ordinal);
        Assert.NotNull(study.RandomSearch(2, new() { Metric = "Accuracy" }).Best);
    }

    [Fact]
    public void Data_that_cannot_be_loaded_are_no_trials_failure()
    {
        var study = TinyData.LogisticStudy(folds: () => throw new FileNotFoundException("train.csv is not there."));
        Assert.Equal("train.csv is not there.", Assert.Throws<FileNotFoundException>(() => study.RandomSearch(3)).Message);
        Assert.Equal(
            "Study 'tiny': there are no folds. Give at least one, a training and a validation set.",
            Assert.Throws<InvalidOperationException>(() => TinyData.LogisticStudy(folds: () => []).RandomSearch(3)).Message);
    }

    [Fact]
    public async Task A_request_and_its_result_travel_as_json_to_an_executor_that_knows_the_study_by_name()
    {
        LocalTrialExecutor there = new([TinyData.LogisticStudy()]);
        var options = TinyData.LogisticStudy().RandomSearch(1).Trials[0].Options;
        TrialRequest request = new(TinyData.Study, 7, options, new(HalvingResource.Rows, 50), WantsOutOfFoldScores: true);

        var arrived = JsonSerializer.Deserialize<TrialRequest>(JsonSerializer.Serialize(request))!;
        var result = await there.ExecuteAsync(arrived, default);
        var back = JsonSerializer.Deserialize<TrialResult>(JsonSerializer.Serialize(result))!;

        Assert.Equal(request, arrived);
        Assert.Equal(result.Metrics, back.Metrics);
        Assert.Equal(result.OutOfFoldScores![2].Values, back.OutOfFoldScores![2].Values);
        Assert.Equal(
            "LocalTrialExecutor: no study is named 'other'; there are: tiny. Give the executor that study.",
            (await Assert.ThrowsAsync<InvalidOperationException>(
                () => there.ExecuteAsync(request with { Study = "other" }, default))).Message);
        Assert.Equal(
            "LocalTrialExecutor: two studies are named 'tiny'. Rename one. (Parameter 'studies')",
            Assert.Throws<ArgumentException>(() => new LocalTrialExecutor([TinyData.LogisticStudy(), TinyData.LogisticStudy()])).Message);
    }

    [Fact]
    public void Figures_that_are_not_finite_travel_too()
    {
        TrialResult result = new()
        {
            Metrics = new Dictionary<string, double> { ["LogLoss"] = double.NaN },
            FoldMetrics = [new Dictionary<string, double> { ["LogLoss"] = double.PositiveInfinity }],
            OutOfFoldScores = [new(1, [float.NegativeInfinity])],
        };
        var back = JsonSerializer.Deserialize<TrialResult>(JsonSerializer.Serialize(result))!;

        Assert.Equal(result.Metrics, back.Metrics);
        Assert.Equal(result.FoldMetrics, back.FoldMetrics);
        Assert.Equal(result.OutOfFoldScores[0].Values, back.OutOfFoldScores![0].Values);
    }

    [Fact]
    public async Task Cancelling_reaches_the_trainer_that_is_at_work()
    {
        using CancellationTokenSource cancellation = new();
        using ManualResetEventSlim began = new();
        var study = new MLContext(seed: 1).BinaryClassification.CreateStudy(
            "endless", new SearchSpace().Uniform("x", 0, 1),
            (context, _) => new Spy(
                context.BinaryClassification.Trainers.SdcaLogisticRegression(new()
                {
                    MaximumNumberOfIterations = 10_000_000,
                    ConvergenceTolerance = 1e-30f,
                    NumberOfThreads = 1,
                }),
                _ => began.Set()),
            OneFold);
        var search = study.RandomSearchAsync(3, new() { Parallelism = 1 }, null, cancellation.Token);
        Assert.True(began.Wait(TimeSpan.FromSeconds(60)));
        await cancellation.CancelAsync();

        var result = await search.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(result.WasCancelled);
        Assert.Empty(result.Trials);
    }

    private static IReadOnlyList<DataOperationsCatalog.TrainTestData> OneFold() =>
        new MLContext().Data.ValidationSet(TinyData.Table(90), TinyData.Table(40, seed: 2));

    /// <summary>An estimator whose models hold something until they are disposed of.</summary>
    private sealed class Holding(IEstimator<ITransformer> inner, Action<int> hold) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new Model(inner.Fit(input), hold);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);

        private sealed class Model : ITransformer, IDisposable
        {
            private readonly ITransformer _inner;
            private readonly Action<int> _hold;

            public Model(ITransformer inner, Action<int> hold)
            {
                (_inner, _hold) = (inner, hold);
                hold(1);
            }

            public bool IsRowToRowMapper => _inner.IsRowToRowMapper;

            public void Dispose() => _hold(-1);

            public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _inner.GetOutputSchema(inputSchema);

            public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _inner.GetRowToRowMapper(inputSchema);

            public void Save(ModelSaveContext ctx) => _inner.Save(ctx);

            public IDataView Transform(IDataView input) => _inner.Transform(input);
        }
    }

    /// <summary>Sees what an estimator is fitted on.</summary>
    private sealed class Spy(IEstimator<ITransformer> inner, Action<IDataView> see) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            see(input);
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }
}
