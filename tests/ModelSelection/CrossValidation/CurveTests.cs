using Microsoft.ML;
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
    public void More_rows_than_there_are_and_folds_of_others_are_refused()
    {
        var data = Point.View(_mlContext, 60);
        var folds = _mlContext.Data.QuantileCrossValidationSplit(data, 3, "Y");

        Assert.Contains("trainingRows is 41; it must be at least 1, and at most 40, the rows of the smallest training set",
            Refusal(folds), StringComparison.Ordinal);
        Assert.Contains("not made by MlNetDl", Refusal(_mlContext.Data.CrossValidationSplit(data, 3)), StringComparison.Ordinal);

        string Refusal(IReadOnlyList<DataOperationsCatalog.TrainTestData> some) => Assert.Throws<ArgumentOutOfRangeException>(() =>
            _mlContext.Data.LearningCurve(
                some, [41], subsets => _mlContext.Regression.CrossValidate(subsets, Point.Linear(_mlContext), "Y"),
                metrics => metrics.RSquared)).Message;
    }
}
