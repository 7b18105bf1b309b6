using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;

namespace MlNetDl.Samples.Course;

/// <summary>Too little freedom and too much: by the degree of a polynomial, and by the epochs of a network.</summary>
internal sealed class OverUnderfittingTopic : CourseTopic
{
    private const int Rows = 20;
    private const int TestRows = 5000;

    private static readonly int[] _degrees = [1, 3, 12];

    public override string Name => "over-underfitting";

    public override string Title => "Over- and underfitting";

    public override string Summary => "Three polynomials through the same rows, and a network that is trained for too long.";

    public override Picture Run(CourseContext context)
    {
        var random = new Random(1);
        var x = Polynomial.Draw(random, Rows);
        var y = Polynomial.Truth.Observe(random, x);
        var testX = Polynomial.Draw(random, TestRows);
        var testY = Polynomial.Truth.Observe(random, testX);
        context.Line($"mean squared errors of polynomials fitted on {Rows} rows; that of the noise is 1");
        Polynomial[] fits = [.. _degrees.Select(degree => Polynomial.Fit(x, y, degree))];
        foreach (var (degree, fit) in _degrees.Zip(fits))
            Show(context, $"degree {degree}", fit.MeanSquaredError(x, y), fit.MeanSquaredError(testX, testY));

        TrainNetworks(context, random);
        return Draw(x, y, fits);
    }

    private static void TrainNetworks(CourseContext context, Random random)
    {
        var mlContext = new MLContext(seed: 1);
        var train = SumOfBends.Draw(mlContext, random, rows: 60, features: 4, noise: 1);
        var validation = SumOfBends.Draw(mlContext, random, rows: 200, features: 4, noise: 1);
        var test = SumOfBends.Draw(mlContext, random, TestRows, features: 4, noise: 1);
        context.Line($"mean squared errors of networks fitted on 60 rows; that of the noise is 1");
        Train("no hidden layer, 200 epochs", [], 200, EarlyStopping.Off);
        foreach (var epochs in (int[])[5, 20, 200])
            Train($"two layers of 64, {epochs} epochs", [64, 64], epochs, EarlyStopping.Off);
        Train("two layers of 64, early stopping", [64, 64], 200, EarlyStopping.On);

        void Train(string name, int[] hiddenLayers, int epochs, EarlyStopping earlyStopping)
        {
            var model = new MlpTrainer(mlContext, new MlpTrainer.Options
            {
                HiddenLayers = hiddenLayers,
                Dropout = 0,
                WeightDecay = 0,
                BatchSize = 20,
                LearningRateSchedule = LearningRateSchedule.Constant,
                NumberOfEpochs = epochs,
                EarlyStopping = earlyStopping,
            }).Fit(train, validation);
            Show(context, name, Error(model, train), Error(model, test));
        }

        double Error(ITransformer model, IDataView data) => mlContext.Regression.Evaluate(model.Transform(data)).MeanSquaredError;
    }

    private static void Show(CourseContext context, string name, double training, double test)
        => context.Line($"{name}: training rows {training:F2}, test rows {test:F2}");

    private static Picture Draw(double[] x, double[] y, Polynomial[] fits) => new(
        "Too little freedom, enough, too much",
        "Twenty rows and three polynomials through them. Degree 1, a straight line, misses the bend; degree 3 follows it; degree 12 "
        + "swings from row to row and leaves the range of the rows at both ends.",
        plot =>
        {
            double[] at = [.. Enumerable.Range(0, 401).Select(i => Polynomial.Range * ((i / 200.0) - 1))];
            foreach (var (degree, fit) in _degrees.Zip(fits))
                plot.Add.ScatterLine(at, [.. at.Select(fit.At)]).LegendText = $"degree {degree}";
            plot.Add.ScatterPoints(x, y).LegendText = "training rows";
            plot.Axes.SetLimits(-Polynomial.Range, Polynomial.Range, -16, 12);
            plot.XLabel("x");
            plot.YLabel("y");
            plot.ShowLegend();
        });
}
