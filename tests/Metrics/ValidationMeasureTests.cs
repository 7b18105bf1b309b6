using MlNetDl.Trainers;
using MlNetDl.Trainers.Metrics;
using Xunit;

namespace MlNetDl.Tests.Metrics;

/// <summary>The numbers are scikit-learn's (1.2.1, with sample_weight), of the same rows.</summary>
public class ValidationMeasureTests
{
    // Outputs are log-odds; three are tied, two of them positive.
    private static readonly float[] _logOdds = [-1.5f, 0.25f, 0.25f, 2, 0.25f, -3];
    private static readonly float[] _flags = [0, 0, 1, 1, 0, 1];
    private static readonly float[] _flagWeights = [1, 0.5f, 2, 1, 3, 0.25f];

    // The second row's first two outputs are tied, and the last row's first and third: the first of them is predicted.
    private static readonly float[] _outputs =
        [2, 1, 0, 1, 1, 0, 0, 1, 3, 1, 0.5f, -1, -1, 0, -2, 0.3f, 0.2f, 0.1f, -1, -2, -1];

    private static readonly float[] _classes = [0, 1, 2, 2, 1, 0, 1];
    private static readonly float[] _classWeights = [1, 2, 1, 0.5f, 1, 4, 0.5f];

    private static readonly float[] _predicted = [0.75f, -1, 1, 0.25f];
    private static readonly float[] _labels = [0.5f, -1.25f, 2, 0.25f];
    private static readonly float[] _labelWeights = [1, 2, 0.5f, 4];

    [Fact]
    public void The_area_under_the_curve_counts_ties_half_and_each_pair_by_both_weights()
    {
        var area = new AreaUnderRocCurve();

        // roc_auc_score
        Assert.Equal(0.6837606837606838, area.Measure(_logOdds, _flags, _flagWeights), 1e-12);
        Assert.Equal(0.5555555555555556, area.Measure(_logOdds, _flags, Ones(6)), 1e-12);
    }

    [Fact]
    public void The_area_under_the_curve_of_one_class_is_not_a_number()
    {
        Assert.Equal(double.NaN, new AreaUnderRocCurve().Measure([1, 2], [1, 1], [1, 1]));
        Assert.Equal(double.NaN, new AreaUnderRocCurve().Measure([1, 2], [0, 0], [1, 1]));
    }

    [Fact]
    public void Accuracy_is_the_share_of_the_weight_of_the_rows_that_are_right()
    {
        // accuracy_score
        Assert.Equal(0.5161290322580645, new Accuracy(2).Measure(_logOdds, _flags, _flagWeights), 1e-12);
        Assert.Equal(0.7, new Accuracy(3).Measure(_outputs, _classes, _classWeights), 1e-12);
    }

    [Fact]
    public void Macro_accuracy_is_the_mean_of_the_classes_shares()
    {
        // balanced_accuracy_score
        Assert.Equal(0.5726495726495726, new MacroAccuracy(2).Measure(_logOdds, _flags, _flagWeights), 1e-12);
        Assert.Equal(0.6507936507936507, new MacroAccuracy(3).Measure(_outputs, _classes, _classWeights), 1e-12);
    }

    [Fact]
    public void A_class_without_rows_does_not_count_in_macro_accuracy() =>
        // One of two rows of the first class is right, the one of the third is: (1/2 + 1) / 2.
        Assert.Equal(0.75, new MacroAccuracy(3).Measure([1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 0, 2], Ones(3)), 1e-12);

    [Fact]
    public void Log_odds_of_0_predict_false_as_in_the_model() =>
        Assert.Equal(1, new Accuracy(2).Measure([0], [0], [1]));

    [Fact]
    public void R_squared_is_1_less_the_share_of_the_variance_that_is_left()
    {
        // r2_score
        Assert.Equal(0.8777777777777778, new RSquared().Measure(_predicted, _labels, _labelWeights), 1e-12);
    }

    [Fact]
    public void Errors_are_in_the_labels_units()
    {
        // The root of mean_squared_error, and mean_absolute_error, for labels ten times as large.
        Assert.Equal(3.0276503540974914, new RootMeanSquaredError(scale: 10).Measure(_predicted, _labels, _labelWeights), 1e-12);
        Assert.Equal(1.6666666666666667, new MeanAbsoluteError(scale: 10).Measure(_predicted, _labels, _labelWeights), 1e-12);
    }

    [Fact]
    public void Each_measure_bears_the_name_of_its_option_and_knows_which_way_is_better()
    {
        var measures = new IValidationMeasure[]
        {
            new Accuracy(2), new MacroAccuracy(2), new AreaUnderRocCurve(),
            new RSquared(), new RootMeanSquaredError(1), new MeanAbsoluteError(1),
        };

        Assert.Equal(
            Enum.GetNames<ValidationMetric>().Where(name => name != nameof(ValidationMetric.Loss)),
            measures.Select(measure => measure.Name));
        Assert.Equal([true, true, true, true, false, false], measures.Select(measure => measure.LargerIsBetter));
    }

    private static float[] Ones(int rows) => [.. Enumerable.Repeat(1f, rows)];
}
