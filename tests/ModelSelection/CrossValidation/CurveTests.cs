using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.ModelSelection.Splits;
using Xunit;

namespace MlNetDl.Tests.ModelSelection.CrossValidation;

public class CurveTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_learning_curve_takes_nested_training_rows_and_the_same_test_rows()
    {
        var folds = _mlContext.Data.QuantileCrossValidationSplit(Point.View(_mlContext, 60), 3, "Y");
        var seen = new List<IReadOnlyList<DataOperationsCatalog.TrainTestData>>();

        var curve = _mlContext.Data.LearningCurve(
            folds, [10, 20, 40],
            subsets =>
            {
                seen.Add(subsets);
                return _mlContext.Regression.CrossValidate(subsets, Point.Linear(_mlContext), "Y");
            },
            metrics => metrics.RootMeanSquaredError, scored => _mlContext.Regression.Evaluate(scored, "Y"));

        Assert.Equal((int[])[10, 20, 40], curve.Select(point => point.Setting));
        for (var fold = 0; fold < 3; fold++)
        {
            int[][] rows = [.. seen.Select(subsets => SplitRow.Ids(subsets[fold].TrainSet))];
            Assert.Equal((int[])[10, 20, 40], rows.Select(ids => ids.Length));
            Assert.Empty(rows[0].Except(rows[1]));
            Assert.Equal(SplitRow.Ids(folds[fold].TrainSet), rows[2]);
            Assert.All(seen, subsets => Assert.Equal(SplitRow.Ids(folds[fold].TestSet), SplitRow.Ids(subsets[fold].TestSet)));
        }

        Assert.Equal(3, curve[0].Training!.Scores.Count);
        Assert.NotEqual(curve[0].Training!.Mean, curve[0].Test.Mean);
        Assert.Equal(3, curve[0].Test.Scores.Count);
    }

    [Fact]
    public void A_validation_curve_has_a_point_a_value_on_the_same_folds()
    {
        var folds = _mlContext.Data.QuantileCrossValidationSplit(Point.View(_mlContext, 60), 3, "Y");

        var curve = _mlContext.Data.ValidationCurve(
            folds, [0.1f, 1e-5f],
            (value, same) => _mlContext.Regression.CrossValidate(
                same, _mlContext.Regression.Trainers.OnlineGradientDescent("Y", learningRate: value, numberOfIterations: 5), "Y"),
            metrics => metrics.RSquared);

        Assert.Equal([0.1f, 1e-5f], curve.Select(point => point.Setting));
        Assert.True(curve[0].Test.Mean > curve[1].Test.Mean);
        Assert.Null(curve[0].Training);
    }

    [Fact]
    public void A_learning_curve_over_MlNet_s_own_folds_is_one_too()
    {
        var folds = _mlContext.Data.CrossValidationSplit(Point.View(_mlContext, 60), 3);

        var curve = _mlContext.Data.LearningCurve(
            folds, [20], subsets => _mlContext.Regression.CrossValidate(subsets, Point.Linear(_mlContext), "Y"),
            metrics => metrics.RSquared);

        Assert.Equal(3, curve[0].Test.Scores.Count);
    }

    [Fact]
    public void A_class_that_few_training_rows_have_none_of_is_named_by_a_warning()
    {
        var warnings = SplitRow.Warnings(_mlContext);
        var data = SplitRow.Labelled(_mlContext, [.. Enumerable.Repeat("many", 57), "few", "few", "few"]);
        var folds = _mlContext.Data.StratifiedCrossValidationSplit(data, 3);

        // Of 20 training rows one is of the class: with 4 its share is a fifth of a row, with 20 a row.
        Assert.Throws<NotSupportedException>(() => Curve(20));
        Assert.Empty(warnings);
        Assert.Throws<NotSupportedException>(() => Curve(4));
        Assert.Equal(
            "With trainingRows 4 some training sets have no row of 1 classes: 'few'. Take more rows.", Assert.Single(warnings));

        void Curve(int rows) => _mlContext.Data.LearningCurve(
            folds, [rows], _ => throw new NotSupportedException("Nothing is fitted."), (RegressionMetrics metrics) => metrics.RSquared);
    }

    [Fact]
    public void Fewer_rows_than_one_and_more_than_there_are_are_refused()
    {
        var data = Point.View(_mlContext, 60);
        var folds = _mlContext.Data.QuantileCrossValidationSplit(data, 3, "Y");

        Assert.Contains("trainingRows is 41; it must be at least 1, and at most 40, the rows of the smallest training set",
            Refusal(folds, 41), StringComparison.Ordinal);
        Assert.Contains("trainingRows is 0;", Refusal(folds, 0), StringComparison.Ordinal);
        Assert.Contains("LearningCurve: there are no folds.", Refusal([], 1), StringComparison.Ordinal);

        string Refusal(IReadOnlyList<DataOperationsCatalog.TrainTestData> some, int rows) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Data.LearningCurve(
                some, [rows], subsets => _mlContext.Regression.CrossValidate(subsets, Point.Linear(_mlContext), "Y"),
                metrics => metrics.RSquared)).Message;
    }
}
