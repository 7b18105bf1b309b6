using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cases <c>training-1</c> to <c>training-9</c> of the shared folder <c>cases</c>: awkward rows and batches.</summary>
public class TrainingCaseTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<string> Trainers => EveryTrainer.Names;

    [SkippableFact]
    public void Training_1_targets_of_millions_are_learned()
    {
        var data = CaseRow.View(_mlContext, SharedCases.Rows("scale-big.csv"));
        var options = new MlpTrainer.Options { LabelColumnName = nameof(CaseRow.Y), NumberOfEpochs = 200, Seed = 1 };

        var scored = new MlpTrainer(_mlContext, options).Fit(data).Transform(data);

        ScoreColumn.AssertFinite(scored);
        // scikit-learn's MLPRegressor (64, 64, 200 epochs) on a standardized target: 0.987.
        Assert.InRange(_mlContext.Regression.Evaluate(scored, nameof(CaseRow.Y)).RSquared, 0.9, 1);
    }

    [Fact]
    public void Training_2_a_last_batch_of_one_row_is_used_with_batch_normalization_too()
    {
        var trainer = new MlpTrainer(_mlContext, new MlpTrainer.Options
        {
            LabelColumnName = nameof(CaseRow.Flag),
            HiddenLayers = [8],
            BatchNormalization = true,
            BatchSize = 32,
            NumberOfEpochs = 1,
            Seed = 1,
        });
        var rows = CaseRow.Separable(33);
        var data = CaseRow.View(_mlContext, rows);

        var scored = trainer.Fit(data).Transform(data);

        ScoreColumn.AssertFinite(scored);
        // Whichever row comes last in the only epoch, the label of each has a say.
        var scores = ScoreColumn.Of(scored);
        foreach (var row in rows)
        {
            row.Flag = !row.Flag;
            Assert.NotEqual(scores, ScoreColumn.Of(trainer.Fit(CaseRow.View(_mlContext, rows)).Transform(data)));
            row.Flag = !row.Flag;
        }
    }

    [Fact]
    public void Training_3_a_batch_larger_than_the_data_trains()
    {
        var data = CaseRow.View(_mlContext, CaseRow.Separable(10));

        var epochs = Mlp(options => (options.BatchSize, options.NumberOfEpochs) = (128, 50)).Fit(data).GetTrainingHistory()!.Epochs;

        Assert.Equal(Enumerable.Range(1, 50), epochs.Select(epoch => epoch.Epoch));
        Assert.All(epochs, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss)));
        Assert.True(epochs[1].TrainingLoss < epochs[0].TrainingLoss);
        Assert.True(epochs[^1].TrainingLoss < epochs[0].TrainingLoss);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Training_4_a_feature_that_is_always_NaN_is_refused_by_name_and_count(string trainer)
    {
        var rows = CaseRow.Separable(60);
        foreach (var row in rows)
            row.X2 = float.NaN;

        var error = Assert.Throws<InvalidOperationException>(
            () => EveryTrainer.Fit(_mlContext, trainer, CaseRow.View(_mlContext, rows)));

        Assert.Contains("slot 'X2' (60), the count of 60 rows", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Training_5_balanced_weights_find_the_few_positives()
    {
        var data = CaseRow.View(_mlContext, SharedCases.Rows("imbalance.csv"));

        var balanced = Evaluate(ClassWeights.Balanced);
        var plain = Evaluate(weights: null);

        Assert.Equal(4, balanced.ConfusionMatrix.Counts[0][0]);
        Assert.InRange(balanced.ConfusionMatrix.Counts[1][0], 0, 3);
        Assert.True(double.IsFinite(plain.LogLoss));

        CalibratedBinaryClassificationMetrics Evaluate(ClassWeights? weights)
        {
            var scored = new MlpTrainer(_mlContext, new MlpTrainer.Options
            {
                LabelColumnName = nameof(CaseRow.Flag),
                ClassWeights = weights,
                NumberOfEpochs = 100,
                Seed = 1,
            }).Fit(data).Transform(data);
            ScoreColumn.AssertFinite(scored);
            Assert.All(scored.GetColumn<float>("Probability"), probability => Assert.InRange(probability, 0, 1));
            return _mlContext.BinaryClassification.Evaluate(scored, nameof(CaseRow.Flag));
        }
    }

    [Fact]
    public void Training_6_the_model_is_that_of_the_best_epoch_although_training_went_on()
    {
        // Labels by chance: what is learned of them after a while is wrong for other rows.
        var train = CaseRow.View(_mlContext, Random(60, seed: 1));
        var validation = CaseRow.View(_mlContext, Random(60, seed: 2));
        var options = new MlpTrainer.Options
        {
            LabelColumnName = nameof(CaseRow.Flag),
            HiddenLayers = [64],
            Dropout = 0,
            WeightDecay = 0,
            LearningRate = 0.03f,
            LearningRateSchedule = LearningRateSchedule.Constant,
            NumberOfEpochs = 60,
            EarlyStopping = EarlyStopping.On,
            EarlyStoppingPatience = 1000,
            Seed = 1,
        };

        var model = new MlpBinaryTrainer(_mlContext, options).Fit(train, validation);

        var epochs = model.GetTrainingHistory()!.Epochs;
        var smallest = epochs.Min(epoch => epoch.ValidationLoss!.Value);
        Assert.Equal(60, epochs.Count);
        Assert.True(epochs[^1].ValidationLoss > smallest);
        var scored = model.Transform(validation);
        var loss = scored.GetColumn<float>("Score").Zip(scored.GetColumn<bool>(nameof(CaseRow.Flag)))
            .Average(row => Math.Log(1 + Math.Exp(row.Second ? -(double)row.First : row.First)));
        Assert.Equal(smallest, loss, 1e-5);
    }

    [SkippableFact]
    public void Training_7_sparse_features_are_learned_as_dense_ones()
    {
        var rows = SharedCases.Rows("three.csv");

        var dense = Scores(values => new VBuffer<float>(values.Length, values));
        var sparse = Scores(values => Sparse(values, slot => values[slot] != 0));
        var sparseWithZeros = Scores(values => Sparse(values, slot => values[slot] != 0 || slot < 2));

        Assert.Equal(dense, sparse);
        Assert.Equal(dense, sparseWithZeros);

        string[] Scores(Func<float[], VBuffer<float>> toFeatures)
        {
            // The positive and the negative parts: of four slots two are zero.
            var view = _mlContext.Data.LoadFromEnumerable(rows.Select(row => new SparseRow
            {
                Label = row.Label,
                Features = toFeatures([Math.Max(row.X1, 0), Math.Max(-row.X1, 0), Math.Max(row.X2, 0), Math.Max(-row.X2, 0)]),
            }));
            var data = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(SparseRow.Label)).Fit(view).Transform(view);
            return Bits.OfScores(Mlp().Fit(data).Transform(data));
        }

        static VBuffer<float> Sparse(float[] values, Func<int, bool> holds)
        {
            int[] indices = [.. Enumerable.Range(0, values.Length).Where(holds)];
            return new VBuffer<float>(values.Length, indices.Length, [.. indices.Select(slot => values[slot])], indices);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Training_8_one_row_is_refused_and_two_equal_rows_give_finite_scores(string trainer)
    {
        var rows = CaseRow.Separable(2);
        foreach (var row in rows)
            (row.X1, row.X2) = (3, -7);

        var error = Assert.Throws<InvalidOperationException>(
            () => EveryTrainer.Fit(_mlContext, trainer, CaseRow.View(_mlContext, rows[..1])));
        Assert.Contains(
            $"one row with a label in column '{EveryTrainer.LabelColumn(trainer)}'; training needs two at least", error.Message,
            StringComparison.Ordinal);

        var equal = CaseRow.View(_mlContext, rows);
        ScoreColumn.AssertFinite(EveryTrainer.Fit(_mlContext, trainer, equal).Transform(equal));
        rows[0].X1 = 1e6f;
        ScoreColumn.AssertFinite(EveryTrainer.Fit(_mlContext, trainer, equal).Transform(CaseRow.View(_mlContext, rows)));
    }

    [Fact]
    public void Training_9_features_that_never_vary_do_no_harm()
    {
        var rows = CaseRow.Separable(20);
        foreach (var row in rows)
            row.X2 = 1234.5f;
        var data = CaseRow.View(_mlContext, rows);
        var varying = _mlContext.Transforms.Concatenate("Features", nameof(CaseRow.X1)).Fit(data).Transform(data);

        var model = Mlp().Fit(data);

        var scored = model.Transform(data);
        ScoreColumn.AssertFinite(scored);
        Assert.Equal(Accuracy(Mlp().Fit(varying).Transform(varying)), Accuracy(scored));
        foreach (var row in rows)
            row.X2 = 1e30f;
        ScoreColumn.AssertFinite(model.Transform(CaseRow.View(_mlContext, rows)));

        double Accuracy(IDataView scored) => _mlContext.MulticlassClassification.Evaluate(scored, "Key").MicroAccuracy;
    }

    private MlpMulticlassTrainer Mlp(Action<MlpTrainer.Options>? set = null)
    {
        var options = new MlpTrainer.Options { LabelColumnName = "Key", HiddenLayers = [8], NumberOfEpochs = 50, Seed = 1 };
        set?.Invoke(options);
        return new MlpMulticlassTrainer(_mlContext, options);
    }

    private static CaseRow[] Random(int rows, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, rows).Select(_ => new CaseRow
            {
                X1 = random.NextSingle(), X2 = random.NextSingle(), Flag = random.Next(2) == 0,
            }),
        ];
    }

    private sealed class SparseRow
    {
        public string Label { get; set; } = "";

        [VectorType(4)]
        public VBuffer<float> Features { get; set; }
    }
}
