using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;

namespace MlNetDl.Samples.Course;

/// <summary>The error on the rows one learns from is smaller than on others, and by how much.</summary>
internal sealed class GeneralizationTopic : CourseTopic
{
    private const int Repeats = 1000;
    private const int NewRows = 200;
    private const int Degree = 3;
    private const int Coefficients = Degree + 1;

    private static readonly int[] _rows = [12, 20, 40, 80, 160];

    public override string Name => "generalization";

    public override string Title => "Training error and generalization error";

    public override string Summary => "Polynomial regression: both errors by the number of rows and by the degree.";

    public override Picture Run(CourseContext context)
    {
        context.Line($"mean squared errors, each the mean of {Repeats:N0} fits; that of the noise is 1");
        Errors[] byRows = [.. _rows.Select(rows =>
        {
            var errors = Measure(rows, Degree);
            var share = (double)Coefficients / rows;
            context.Line($"{rows} rows: training {errors.Training:F2}, expected 1 - {Coefficients}/{rows} = {1 - share:F2}");
            context.Line($"{rows} rows: new noise {errors.NewNoise:F2}, expected 1 + {Coefficients}/{rows} = {1 + share:F2}");
            context.Line($"{rows} rows: new rows {errors.NewRows:F2}");
            return errors;
        })];

        foreach (var degree in (int[])[1, 2, 3, 5, 8])
        {
            var errors = Measure(rows: 40, degree);
            context.Line($"degree {degree}, 40 rows: training {errors.Training:F2}, new rows {errors.NewRows:F2}");
        }

        ShowOneTable(context);
        return Draw(byRows);
    }

    private static Errors Measure(int rows, int degree)
    {
        var random = new Random(1);
        var sum = new Errors(0, 0, 0);
        for (var i = 0; i < Repeats; i++)
        {
            var x = Polynomial.Draw(random, rows);
            var y = Polynomial.Truth.Observe(random, x);
            var fit = Polynomial.Fit(x, y, degree);
            var others = Polynomial.Draw(random, NewRows);
            sum = new Errors(
                sum.Training + fit.MeanSquaredError(x, y),
                sum.NewNoise + fit.MeanSquaredError(x, Polynomial.Truth.Observe(random, x)),
                sum.NewRows + fit.MeanSquaredError(others, Polynomial.Truth.Observe(random, others)));
        }

        return new Errors(sum.Training / Repeats, sum.NewNoise / Repeats, sum.NewRows / Repeats);
    }

    // As one has it in practice: one table, whose folds are all there is to test on.
    private static void ShowOneTable(CourseContext context)
    {
        var mlContext = new MLContext(seed: 1);
        var random = new Random(1);
        var x = Polynomial.Draw(random, 200);
        var data = CourseTable.Of(mlContext, [.. x.Zip(Polynomial.Truth.Observe(random, x), (value, label) =>
            (Array.ConvertAll(Polynomial.Terms(value, Degree)[1..], term => (float)term), (float)label))]);

        var folds = mlContext.Data.QuantileCrossValidationSplit(data, numberOfFolds: 5);
        var trainer = new LinearRegressionTrainer(mlContext, new LinearRegressionTrainer.Options { BatchSize = 16, NumberOfEpochs = 150 });
        var curve = mlContext.Data.LearningCurve(
            folds, _rows, subsets => mlContext.Regression.CrossValidate(subsets, trainer),
            metrics => metrics.MeanSquaredError, scored => mlContext.Regression.Evaluate(scored));
        foreach (var point in curve)
            context.Line($"one table, 5 folds, {point.Setting} rows: training {point.Training!.Mean:F2}, test {point.Test.Mean:F2}");
    }

    private static Picture Draw(Errors[] byRows) => new(
        "Training and generalization error by the number of rows",
        "Mean squared error against the number of training rows, from 12 to 160. The training error rises towards that of the noise, 1, "
        + "the error on new rows falls towards it; the training error, and the error with new noise, lie on their formulas.",
        plot =>
        {
            double[] x = [.. _rows.Select(rows => Math.Log2(rows))];
            plot.Add.Scatter(x, [.. byRows.Select(errors => errors.NewRows)]).LegendText = "new rows";
            plot.Add.ScatterPoints(x, [.. byRows.Select(errors => errors.NewNoise)]).LegendText = "new noise";
            plot.Add.ScatterPoints(x, [.. byRows.Select(errors => errors.Training)]).LegendText = "training";
            double[] fine = [.. Enumerable.Range(0, 51).Select(i => x[0] + ((x[^1] - x[0]) * i / 50))];
            double[] share = Array.ConvertAll(fine, log => Coefficients / Math.Pow(2, log));
            plot.Add.ScatterLine(fine, Array.ConvertAll(share, value => 1 + value)).LegendText = "1 + 4/n";
            plot.Add.ScatterLine(fine, Array.ConvertAll(share, value => 1 - value)).LegendText = "1 - 4/n";
            plot.Axes.Bottom.SetTicks(x, [.. _rows.Select(rows => $"{rows}")]);
            plot.Axes.SetLimitsY(0, 2.5);
            plot.XLabel("training rows");
            plot.YLabel("mean squared error");
            plot.ShowLegend();
        });

    private sealed record Errors(double Training, double NewNoise, double NewRows);
}
