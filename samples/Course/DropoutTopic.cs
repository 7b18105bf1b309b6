using MathNet.Numerics.Statistics;
using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;

namespace MlNetDl.Samples.Course;

/// <summary>Units that are dropped at random: what stays the same, what varies, and what it is good for.</summary>
internal sealed class DropoutTopic : CourseTopic
{
    private const int TrainingRows = 100;
    private const int Epochs = 100;
    private const int Seeds = 2;

    public override string Name => "dropout";

    public override string Title => "Dropout and its expectation";

    public override string Summary => "The mean over many masks is the value without; a network with dropout and without.";

    public override Picture Run(CourseContext context)
    {
        foreach (var rate in (double[])[0.1, 0.2, 0.5, 0.8])
        {
            var (mean, variance) = DropMany([1], rate, sum => sum);
            context.Line($"a unit of 1, p = {rate}: mean {mean:F2}; variance {variance:F2}, p / (1 - p) = {rate / (1 - rate):F2}");
        }

        double[] terms = [0.8, -0.5, 0.3, -0.9, 0.7];
        var linear = DropMany(terms, 0.5, sum => sum);
        var bent = DropMany(terms, 0.5, sum => Math.Max(0, sum));
        context.Line($"a sum of {terms.Length} units, p = 0.5: mean {linear.Mean:F2}, without dropout {terms.Sum():F2}");
        context.Line($"its variance: {linear.Variance:F2}, expected {terms.Sum(term => term * term):F2}");
        context.Line($"the ReLU of the sum: mean {bent.Mean:F2}, without dropout {Math.Max(0, terms.Sum()):F2}");

        return Train(context);
    }

    /// <summary>The mean and the variance, over many masks, of a function of the sum of what is left.</summary>
    private static (double Mean, double Variance) DropMany(double[] units, double rate, Func<double, double> function)
    {
        const int Masks = 200_000;
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, Masks)
            .Select(_ => function(units.Sum(unit => random.NextDouble() < rate ? 0 : unit / (1 - rate))))];
        return values.MeanVariance();
    }

    private static Picture Train(CourseContext context)
    {
        var mlContext = new MLContext(seed: 1);
        var random = new Random(1);
        var train = SumOfBends.Draw(mlContext, random, TrainingRows, features: 10, noise: 1);
        var validation = SumOfBends.Draw(mlContext, random, rows: 300, features: 10, noise: 1);
        var test = SumOfBends.Draw(mlContext, random, rows: 5000, features: 10, noise: 1);

        var runs = Array.ConvertAll((float[])[0, 0.2f, 0.5f], rate =>
        {
            ITransformer[] models =
            [
                .. Enumerable.Range(1, Seeds).AsParallel().AsOrdered().Select(seed => Network(mlContext, rate, seed).Fit(train, validation)),
            ];
            context.Line($"network, dropout {rate}: training rows {Error(models, train):F2}, test rows {Error(models, test):F2}");
            return (Rate: rate, Histories: Array.ConvertAll(models, model => model.GetTrainingHistory()));
        });

        return new Picture(
            "Validation loss, with dropout and without",
            "Loss on validation rows against the epoch, with dropout 0, 0.2 and 0.5. Without dropout it is least after few epochs and then "
            + "rises; with dropout it ends lower.",
            plot =>
            {
                double[] epochs = [.. Enumerable.Range(1, Epochs).Select(epoch => (double)epoch)];
                foreach (var (rate, histories) in runs)
                {
                    double[] losses = [.. Enumerable.Range(0, Epochs)
                        .Select(epoch => histories.Average(history => history.Epochs[epoch].ValidationLoss!.Value))];
                    plot.Add.ScatterLine(epochs, losses).LegendText = FormattableString.Invariant($"dropout {rate}");
                }

                plot.XLabel("epoch");
                plot.YLabel("loss on validation rows");
                plot.Axes.SetLimits(0, Epochs, 0.4, 1.2);
                plot.ShowLegend();
            });

        double Error(ITransformer[] models, IDataView data)
            => models.Average(model => mlContext.Regression.Evaluate(model.Transform(data)).MeanSquaredError);
    }

    private static MlpTrainer Network(MLContext mlContext, float dropout, int seed) => new(mlContext, new MlpTrainer.Options
    {
        HiddenLayers = [64, 64],
        Dropout = dropout,
        WeightDecay = 0,
        BatchSize = 20,
        LearningRateSchedule = LearningRateSchedule.Constant,
        NumberOfEpochs = Epochs,
        EarlyStopping = EarlyStopping.Off,
        Seed = seed,
    });
}
