using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using Xunit;

namespace MlNetDl.Tests.Generalization;

public class ValidationFractionTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_share_is_taken_from_each_class_and_of_a_single_row_nothing()
    {
        // 50, 20, 4, 2 rows and 1 row of a class.
        var (left, taken) = Split([50, 20, 4, 2, 1], 0.2);

        // A fifth, rounded, a half up: 10, 4, 0.8, 0.4, 0.2.
        Assert.Equal([10, 4, 1, 0, 0], PerClass(taken));
        Assert.Equal([40, 16, 3, 2, 1], PerClass(left));
    }

    /// <summary>The case <c>splits-5</c> of the shared folder <c>cases</c>.</summary>
    [Fact]
    public void Splits_5_the_only_row_of_a_class_is_trained_on_and_the_other_class_is_split()
    {
        var (left, taken) = Split([50, 1], 0.1);

        Assert.Equal([5, 0, 0, 0, 0], PerClass(taken));
        Assert.Equal([45, 1, 0, 0, 0], PerClass(left));
    }

    [Fact]
    public void A_class_keeps_a_row_whatever_the_share()
    {
        var (left, taken) = Split([10, 3, 1, 1, 1], 0.999);

        Assert.Equal([1, 1, 1, 1, 1], PerClass(left));
        Assert.Equal([9, 2, 0, 0, 0], PerClass(taken));
    }

    [Fact]
    public void Each_row_is_on_one_side_with_its_own_features_and_class()
    {
        var (left, taken) = Split([30, 30], 0.3);

        // Data's features are the number of the row.
        Assert.Equal(Enumerable.Range(0, 60), Numbers(left).Concat(Numbers(taken)).Order());
        foreach (var side in new[] { left, taken })
            Assert.Equal(Numbers(side).Select(number => number < 30 ? 0f : 1), side.Targets);
    }

    [Fact]
    public void The_same_seed_takes_the_same_rows_and_another_one_others()
    {
        Assert.Equal(Numbers(Split([30, 30], 0.3).Taken), Numbers(Split([30, 30], 0.3).Taken));
        Assert.NotEqual(Numbers(Split([30, 30], 0.3).Taken), Numbers(Split([30, 30], 0.3, seed: 2).Taken));
    }

    [Theory]
    [InlineData(5, 0.05, "of 5 training rows that takes 0 to validate on and leaves 5 to train on")]
    [InlineData(5, 0.99, "of 5 training rows that takes 4 to validate on and leaves 1 to train on")]
    public void A_share_that_takes_nothing_or_leaves_next_to_nothing_is_refused(int rows, double fraction, string found)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Split([rows], fraction));

        Assert.Equal(
            FormattableString.Invariant($"ValidationFraction is {fraction}: {found}. Give more rows, another fraction, or ")
            + "validation data of their own to Fit.",
            error.Message);
    }

    [Fact]
    public void In_the_middle_of_a_pipeline_it_works_and_the_log_tells_the_numbers()
    {
        var log = new TrainingLog(_mlContext);
        var options = Blobs.Options();
        options.ValidationFraction = 0.2f;
        var pipeline = Blobs.Preparation(_mlContext).Append(new MlpTrainer(_mlContext, options))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));

        var history = pipeline.Fit(_mlContext.Data.LoadFromEnumerable(Blobs.Rows(90))).GetTrainingHistory();

        // 30 rows a class, 6 of each.
        Assert.StartsWith("Training 3-8-3 on 72 rows, 18 rows to validate on: ", log.Lines[0], StringComparison.Ordinal);
        Assert.All(history.Epochs, epoch => Assert.True(epoch.ValidationLoss > 0));
    }

    [Theory]
    [InlineData(EarlyStopping.Auto, "on 90 rows:")]
    [InlineData(EarlyStopping.Off, "on 90 rows:")]
    [InlineData(EarlyStopping.On, "on 81 rows, 9 rows to validate on:")]
    public void Without_a_fraction_only_early_stopping_that_is_on_takes_a_tenth(EarlyStopping earlyStopping, string logged)
    {
        var log = new TrainingLog(_mlContext);
        var options = Blobs.Options();
        options.EarlyStopping = earlyStopping;

        new MlpTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext));

        Assert.Contains(logged, log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_rows_given_to_Fit_go_before()
    {
        var log = new TrainingLog(_mlContext);
        var options = Blobs.Options();
        options.ValidationFraction = 0.5f;

        new MlpTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext), Blobs.Data(_mlContext, 12, seed: 2));

        Assert.Contains("on 90 rows, 12 rows to validate on:", log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Early_stopping_that_is_on_and_a_fraction_of_0_contradict_each_other()
    {
        var options = Blobs.Options();
        (options.EarlyStopping, options.ValidationFraction) = (EarlyStopping.On, 0);

        var error = Assert.Throws<InvalidOperationException>(() => new MlpTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext)));

        Assert.Equal(
            "MlpTrainer: EarlyStopping is On and ValidationFraction is 0, so there are no rows to watch. Set ValidationFraction, call "
            + "Fit with validation data, or turn EarlyStopping off.",
            error.Message);
    }

    private (TrainingSet Left, TrainingSet Taken) Split(int[] rowsPerClass, double fraction, int seed = 1)
    {
        var data = new TrainingSet(1);
        for (var label = 0; label < rowsPerClass.Length; label++)
        {
            for (var i = 0; i < rowsPerClass[label]; i++)
                data.Add(label)[0] = data.Rows - 1;
        }

        return ValidationSplit.Take(data, fraction, target => (int)target, seed, _mlContext);
    }

    private static int[] PerClass(TrainingSet data) =>
        [.. Enumerable.Range(0, 5).Select(label => data.Targets.Count(target => target == label))];

    private static int[] Numbers(TrainingSet data) => [.. Enumerable.Range(0, data.Rows).Select(row => (int)data.Features(row)[0])];
}
