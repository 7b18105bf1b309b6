using MathNet.Numerics.Statistics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Samples.Penguins;
using MlNetDl.Trainers;
using Folds = System.Collections.Generic.IReadOnlyList<Microsoft.ML.DataOperationsCatalog.TrainTestData>;

namespace MlNetDl.Samples.Course;

/// <summary>Folds with the classes as chance deals them, and folds with its share of each class.</summary>
internal sealed class BalancedValidationTopic : CourseTopic
{
    private const string Rare = "Chinstrap";
    private const int RareRows = 10;
    private const int NumberOfFolds = 5;
    private const int Splits = 200;
    private const int ScoredSplits = 20;

    public override string Name => "balanced-validation";

    public override string Title => "Balanced validation sets";

    public override string Summary => "How often a rare species is missing from a fold, and what that does to the score.";

    public override Picture Run(CourseContext context)
    {
        var mlContext = new MLContext(seed: 1);
        var data = Load(mlContext);
        Folds Plain(int seed) => mlContext.Data.CrossValidationSplit(data, NumberOfFolds, seed: seed);
        Folds Stratified(int seed) => mlContext.Data.StratifiedCrossValidationSplit(data, NumberOfFolds, seed: seed);

        var plain = CountRare(Plain);
        var stratified = CountRare(Stratified);
        context.Line($"{RareRows} {Rare}s among {data.GetRowCount()} penguins, {NumberOfFolds} folds, {Splits} splits");
        context.Line($"plain, folds without any: {Share(plain):F3}, expected 0.8^{RareRows} = {Math.Pow(0.8, RareRows):F3}");
        context.Line($"plain, splits with such a fold: {plain.Average(HasNone):F3}, expected {ExpectedSplits():F3}");
        var inEveryFold = stratified.SelectMany(counts => counts).Distinct().Single();
        context.Line($"stratified, folds without any: {Share(stratified):F3}; every fold has {inEveryFold}");
        ShowScores("plain", Plain);
        ShowScores("stratified", Stratified);
        return Draw(plain, stratified);

        void ShowScores(string name, Func<int, Folds> split)
        {
            var trainer = new SoftmaxRegressionTrainer(mlContext, new SoftmaxRegressionTrainer.Options { NumberOfEpochs = 20 });
            double[] means = [.. Enumerable.Range(0, ScoredSplits).Select(seed =>
                mlContext.MulticlassClassification.CrossValidate(split(seed), trainer).Average(fold => fold.Metrics.MacroAccuracy))];
            var deviation = means.StandardDeviation();
            context.Line($"{name}, macro-accuracy of {ScoredSplits} splits: {means.Min():F3} to {means.Max():F3}, standard deviation {deviation:F3}");
        }
    }

    private static IDataView Load(MLContext mlContext)
    {
        var file = PenguinPipeline.Load(mlContext, Path.Combine(AppContext.BaseDirectory, "data", "penguins.csv"));
        var measured = mlContext.Data.CreateEnumerable<Penguin>(file, reuseRowObject: false)
            .Where(penguin => !float.IsNaN(penguin.BodyMass)).ToArray();
        Penguin[] penguins =
        [
            .. measured.Where(penguin => penguin.Species != Rare),
            .. measured.Where(penguin => penguin.Species == Rare).Take(RareRows),
        ];
        var rows = mlContext.Data.LoadFromEnumerable(penguins);
        // Classes are numbered before splitting: else each fold would number those it has.
        return mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Penguin.Species))
            .Append(mlContext.Transforms.Concatenate(
                "Features", nameof(Penguin.BillLength), nameof(Penguin.BillDepth), nameof(Penguin.FlipperLength), nameof(Penguin.BodyMass)))
            .Fit(rows).Transform(rows);
    }

    private static int[][] CountRare(Func<int, Folds> split) => [.. Enumerable.Range(0, Splits).Select(seed => split(seed)
        .Select(fold => fold.TestSet.GetColumn<string>(nameof(Penguin.Species)).Count(species => species == Rare)).ToArray())];

    private static double Share(int[][] splits) => splits.SelectMany(counts => counts).Average(count => count == 0 ? 1.0 : 0);

    private static double HasNone(int[] counts) => counts.Contains(0) ? 1 : 0;

    // By inclusion and exclusion: one fold has none, two have none, and so on.
    private static double ExpectedSplits()
        => (5 * Math.Pow(0.8, RareRows)) - (10 * Math.Pow(0.6, RareRows)) + (10 * Math.Pow(0.4, RareRows)) - (5 * Math.Pow(0.2, RareRows));

    private static Picture Draw(int[][] plain, int[][] stratified) => new(
        "Chinstraps in a fold",
        "Share of the folds by the number of Chinstraps in them. Plain folds have from none to six, as the binomial "
        + "distribution has it; all stratified folds have two.",
        plot =>
        {
            int[] numbers = [.. Enumerable.Range(0, 7)];
            AddBars(plain, -0.2, "plain");
            AddBars(stratified, 0.2, "stratified");
            var expected = plot.Add.ScatterPoints(
                Array.ConvertAll(numbers, number => number - 0.2),
                Array.ConvertAll(numbers, number => MathNet.Numerics.Distributions.Binomial.PMF(1.0 / NumberOfFolds, RareRows, number)));
            expected.LegendText = "plain, expected";
            plot.Axes.Bottom.SetTicks(Array.ConvertAll(numbers, number => (double)number), [.. numbers.Select(number => $"{number}")]);
            plot.XLabel("Chinstraps in the fold");
            plot.YLabel("share of the folds");
            plot.Axes.SetLimits(-0.7, 6.7, 0, 1.1);
            plot.ShowLegend();

            void AddBars(int[][] splits, double shift, string name)
            {
                int[] counts = [.. splits.SelectMany(folds => folds)];
                var bars = plot.Add.Bars(
                    Array.ConvertAll(numbers, number => number + shift),
                    Array.ConvertAll(numbers, number => counts.Average(count => count == number ? 1.0 : 0)));
                bars.LegendText = name;
                foreach (var bar in bars.Bars)
                    bar.Size = 0.4;
            }
        });
}
