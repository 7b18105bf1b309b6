using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetDl.Tests.ModelSelection.Splits;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.CrossValidation;

public class CrossValidateTests
{
    private static readonly Dictionary<string, Func<MLContext, IEstimator<ITransformer>>> _pipelines = new()
    {
        ["L-BFGS"] = mlContext => mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Flag"),
        ["SDCA"] = mlContext => mlContext.BinaryClassification.Trainers.SdcaLogisticRegression(
            new() { LabelColumnName = "Flag", NumberOfThreads = 1, MaximumNumberOfIterations = 5 }),
        ["SGD"] = mlContext => mlContext.BinaryClassification.Trainers.SgdCalibrated(
            new() { LabelColumnName = "Flag", NumberOfThreads = 1, NumberOfIterations = 3 }),
        ["SVM"] = mlContext => mlContext.BinaryClassification.Trainers.LinearSvm("Flag", numberOfIterations: 3),
        ["factorization machine"] = mlContext =>
            mlContext.BinaryClassification.Trainers.FieldAwareFactorizationMachine("Features", "Flag"),
        ["prior"] = mlContext => mlContext.BinaryClassification.Trainers.Prior("Flag"),
        ["calibrated"] = mlContext => mlContext.BinaryClassification.Trainers.LinearSvm("Flag", numberOfIterations: 3)
            .Append(mlContext.BinaryClassification.Calibrators.Platt("Flag")),
        // Random features are drawn while fitting, and the perceptron draws too.
        ["random features"] = mlContext => mlContext.Transforms.ApproximatedKernelMap("Features", rank: 8)
            .Append(mlContext.BinaryClassification.Trainers.AveragedPerceptron("Flag", numberOfIterations: 1)),
        ["many features"] = mlContext => mlContext.Transforms.ApproximatedKernelMap("Features", rank: 50)
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Flag")),
        ["clusters"] = mlContext => mlContext.Clustering.Trainers.KMeans(
                new KMeansTrainer.Options { NumberOfClusters = 4, NumberOfThreads = 1 })
            .Append(mlContext.Transforms.CopyColumns("Distances", "Score"))
            .Append(mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Flag", "Distances")),
        ["trees"] = mlContext => mlContext.BinaryClassification.Trainers.FastTree(
            new() { LabelColumnName = "Flag", NumberOfTrees = 10, NumberOfLeaves = 5, BaggingSize = 2, FeatureFraction = 0.7 }),
        ["forest"] = mlContext => mlContext.BinaryClassification.Trainers.FastForest("Flag", numberOfLeaves: 5, numberOfTrees: 10),
        ["additive model"] = mlContext => mlContext.BinaryClassification.Trainers.Gam("Flag", numberOfIterations: 20),
        ["LightGBM"] = mlContext => mlContext.BinaryClassification.Trainers.LightGbm("Flag", numberOfLeaves: 5, numberOfIterations: 10),
        ["multiclass LightGBM"] = mlContext =>
            mlContext.MulticlassClassification.Trainers.LightGbm("Key", numberOfLeaves: 5, numberOfIterations: 10),
        ["regression, trees"] = mlContext => mlContext.Regression.Trainers.FastTreeTweedie("Y", numberOfLeaves: 5, numberOfTrees: 10),
        ["multiclass L-BFGS"] = mlContext => mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key"),
        ["multiclass SDCA"] = mlContext => mlContext.MulticlassClassification.Trainers.SdcaMaximumEntropy(
            new() { LabelColumnName = "Key", NumberOfThreads = 1, MaximumNumberOfIterations = 5 }),
        ["multiclass, one versus all"] = mlContext => mlContext.MulticlassClassification.Trainers.OneVersusAll(
            mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Key"), "Key"),
        ["multiclass, pairs"] = mlContext => mlContext.MulticlassClassification.Trainers.PairwiseCoupling(
            mlContext.BinaryClassification.Trainers.AveragedPerceptron("Key", numberOfIterations: 1), "Key"),
        ["multiclass, naive Bayes"] = mlContext => mlContext.MulticlassClassification.Trainers.NaiveBayes("Key"),
        ["regression, SDCA"] = mlContext => mlContext.Regression.Trainers.Sdca(
            new() { LabelColumnName = "Y", NumberOfThreads = 1, MaximumNumberOfIterations = 5 }),
        ["regression, gradient descent"] = mlContext => Point.Linear(mlContext),
    };

    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<string> MlNetsTrainers => [.. _pipelines.Keys];

    [Fact]
    public void Perceptrons_in_parallel_come_to_the_same_as_one_by_one()
    {
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(Point.View(_mlContext, 120), 4, "Key");
        var trainer = new MlpTrainer(_mlContext, new MlpTrainer.Options
        {
            LabelColumnName = "Key",
            HiddenLayers = [8],
            NumberOfEpochs = 5,
            Members = 1,
            AutoRegularization = AutoRegularization.Off,
        });

        var sequential = _mlContext.MulticlassClassification.CrossValidate(folds, trainer, "Key", numberOfThreads: 1);

        foreach (var threads in (int?[])[null, 2, 4])
            Assert.Equal(Bits(sequential), Bits(_mlContext.MulticlassClassification.CrossValidate(folds, trainer, "Key", threads)));
    }

    [Fact]
    public void Trainers_of_MlNet_that_draw_from_their_host_come_to_the_same_too()
    {
        // The perceptron shuffles its rows by its host's generator, and one pass leaves traces of the order.
        var data = _mlContext.Data.Cache(Point.View(_mlContext, 200));
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data, 5, "Flag");
        var trainer = Shuffling(_mlContext);

        var sequential = _mlContext.BinaryClassification.CrossValidateNonCalibrated(folds, trainer, "Flag", numberOfThreads: 1);

        for (var i = 0; i < 5; i++)
        {
            var parallel = _mlContext.BinaryClassification.CrossValidateNonCalibrated(folds, trainer, "Flag", numberOfThreads: 5);
            Assert.Equal(sequential.Select(Weights), parallel.Select(Weights));
            Assert.Equal(
                sequential.Select(fold => fold.Metrics.AreaUnderRocCurve), parallel.Select(fold => fold.Metrics.AreaUnderRocCurve));
        }
    }

    [Theory]
    [MemberData(nameof(MlNetsTrainers))]
    public void Trainers_of_MlNet_give_the_same_scores_on_any_number_of_threads(string name)
    {
        var data = _mlContext.Data.Cache(Point.View(_mlContext, 150));
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data, 5, "Key");
        var mlContext = new MLContext(seed: 7);
        var pipeline = _pipelines[name](mlContext);

        var expected = Scores(threads: 1);
        for (var i = 0; i < 3; i++)
            Assert.Equal(expected, Scores(threads: 5));

        // Each fold is fitted as by a pipeline that has fitted nothing else.
        Assert.Equal(expected[3], Scored(_pipelines[name](new MLContext(seed: 7)).Fit(folds[3].TrainSet).Transform(folds[3].TestSet)));

        string[] Scores(int threads) => name.StartsWith("multiclass", StringComparison.Ordinal)
            ? Out(mlContext.MulticlassClassification.CrossValidate(folds, pipeline, "Key", threads))
            : name.StartsWith("regression", StringComparison.Ordinal)
                ? Out(mlContext.Regression.CrossValidate(folds, pipeline, "Y", threads))
                : Out(mlContext.BinaryClassification.CrossValidateNonCalibrated(folds, pipeline, "Flag", threads));

        static string[] Out<T>(IReadOnlyList<TrainCatalogBase.CrossValidationResult<T>> results)
            where T : class => [.. results.Select(result => Scored(result.ScoredHoldOutSet))];

        static string Scored(IDataView scored) => scored.Schema["Score"].Type == NumberDataViewType.Single
            ? Support.Bits.Of(scored.GetColumn<float>("Score"))
            : string.Join(' ', Support.Bits.OfScores(scored));
    }

    [Fact]
    public void Each_fold_is_fitted_as_by_a_pipeline_that_has_fitted_nothing_else()
    {
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(_mlContext.Data.Cache(Point.View(_mlContext, 200)), 3, "Flag", seed: 4);
        var mlContext = new MLContext(seed: 7);

        var results = mlContext.BinaryClassification.CrossValidateNonCalibrated(folds, Shuffling(mlContext), "Flag");

        for (var fold = 0; fold < 3; fold++)
            Assert.Equal(Weights(Shuffling(new MLContext(seed: 7)).Fit(folds[fold].TrainSet)), Weights(results[fold]));
    }

    [Fact]
    public void The_pipeline_is_left_as_it_was_found()
    {
        var data = _mlContext.Data.Cache(Point.View(_mlContext, 200));
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data, 3, "Flag", seed: 4);
        var (one, other) = (new MLContext(seed: 7), new MLContext(seed: 7));
        var (validated, fresh) = (Shuffling(one), Shuffling(other));

        one.BinaryClassification.CrossValidateNonCalibrated(folds, validated, "Flag");

        Assert.Equal(Weights(fresh.Fit(data)), Weights(validated.Fit(data)));
        Assert.Equal(Weights(fresh.Fit(data)), Weights(validated.Fit(data)));
    }

    [Fact]
    public void Regression_and_calibrated_classification_give_MlNet_s_own_results()
    {
        var data = Point.View(_mlContext, 60);
        var folds = _mlContext.Data.QuantileCrossValidationSplit(data, 3, "Y");

        var regression = _mlContext.Regression.CrossValidate(folds, Point.Linear(_mlContext), "Y");
        var binary = _mlContext.BinaryClassification.CrossValidate(
            folds, _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Flag"), "Flag");

        for (var fold = 0; fold < 3; fold++)
        {
            var scored = regression[fold].Model.Transform(folds[fold].TestSet);
            Assert.Equal(_mlContext.Regression.Evaluate(scored, "Y").RSquared, regression[fold].Metrics.RSquared);
            Assert.InRange(regression[fold].Metrics.RSquared, 0.3, 1);
            Assert.Equal(fold, regression[fold].Fold);
            Assert.Equal(SplitRow.Ids(folds[fold].TestSet), SplitRow.Ids(regression[fold].ScoredHoldOutSet));
            Assert.InRange(binary[fold].Metrics.LogLoss, 0, 1);
        }
    }

    [Fact]
    public void MlNet_s_own_folds_can_be_used_too()
    {
        var folds = _mlContext.Data.CrossValidationSplit(Point.View(_mlContext, 60), 3);

        var results = _mlContext.Regression.CrossValidate(folds, Point.Linear(_mlContext), "Y");

        Assert.Equal(3, results.Summarize(folds, metrics => metrics.RSquared).Scores.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_first_fold_that_fails_is_told(int threads)
    {
        var folds = _mlContext.Data.QuantileCrossValidationSplit(Point.View(_mlContext, 60), 3, "Y");
        using Barrier together = new(threads);

        var failure = Assert.Throws<InvalidOperationException>(() =>
            _mlContext.Regression.CrossValidate(folds, new Failing(together), "Y", threads));

        Assert.Equal(Failing.Message(folds[0].TrainSet), failure.Message);
    }

    [Fact]
    public void Repeats_differ_and_are_the_same_with_equal_seeds()
    {
        var data = Point.View(_mlContext, 60);

        var folds = Repeat(3);

        Assert.Equal(15, folds.Count);
        Assert.Equal(SplitRow.Tested(folds), SplitRow.Tested(Repeat(3)));
        Assert.Equal(15, SplitRow.Tested(folds).Select(ids => string.Join(' ', ids)).Distinct().Count());
        Assert.NotEqual(SplitRow.Tested(folds), SplitRow.Tested(Repeat(4)));

        IReadOnlyList<DataOperationsCatalog.TrainTestData> Repeat(int seed) =>
            _mlContext.Data.RepeatSplit(3, fold => _mlContext.Data.StratifiedCrossValidationSplit(data, 5, "Flag", fold), seed);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var folds = _mlContext.Data.QuantileCrossValidationSplit(Point.View(_mlContext, 60), 3, "Y");
        var trainer = Point.Linear(_mlContext);

        Assert.Throws<ArgumentNullException>(() =>
            _mlContext.Regression.CrossValidate((IReadOnlyList<DataOperationsCatalog.TrainTestData>)null!, trainer));
        Assert.Throws<ArgumentNullException>(() => _mlContext.Regression.CrossValidate(folds, null!));
        Assert.Contains("there are no folds",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Regression.CrossValidate([], trainer)).Message,
            StringComparison.Ordinal);
        Assert.Contains("CrossValidate: numberOfThreads is 0; it must be at least 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Regression.CrossValidate(folds, trainer, "Y", 0)).Message,
            StringComparison.Ordinal);
    }

    private static AveragedPerceptronTrainer Shuffling(MLContext mlContext) =>
        mlContext.BinaryClassification.Trainers.AveragedPerceptron("Flag", numberOfIterations: 1);

    private static string Weights<T>(TrainCatalogBase.CrossValidationResult<T> fold)
        where T : class => Weights((BinaryPredictionTransformer<LinearBinaryModelParameters>)fold.Model);

    private static string Weights(BinaryPredictionTransformer<LinearBinaryModelParameters> model) => Support.Bits.Of(model.Model.Weights);

    private static long[] Bits(IReadOnlyList<TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics>> results) =>
    [
        .. results.SelectMany(fold => fold.Metrics.PerClassLogLoss.Append(fold.Metrics.LogLoss).Append(fold.Metrics.MacroAccuracy))
            .Select(BitConverter.DoubleToInt64Bits),
    ];

    private sealed class Failing(Barrier together) : IEstimator<ITransformer>
    {
        public static string Message(IDataView input) => string.Join(' ', SplitRow.Ids(input));

        public ITransformer Fit(IDataView input)
        {
            together.SignalAndWait(TimeSpan.FromSeconds(60));
            throw new InvalidOperationException(Message(input));
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
