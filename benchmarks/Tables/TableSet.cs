using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Samples;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>A data set of CSV files, train.csv and test.csv, whose header names the columns.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Label">The label.</param>
/// <param name="LabelKind">A Boolean makes it binary classification, a Single regression.</param>
/// <param name="Texts">The columns of text; all others are numbers.</param>
/// <param name="Gapped">The numbers with missing values.</param>
internal sealed record TableSet(string Name, string Label, DataKind LabelKind, string[] Texts, string[] Gapped)
{
    public const string Features = "Features";

    public static TableSet Adult { get; } = new(
        "adult", "over-50k", DataKind.Boolean,
        ["workclass", "education", "marital-status", "occupation", "relationship", "ethnicity", "sex", "native-country"], []);

    public static TableSet CaliforniaHousing { get; } = new(
        "california-housing", "median_house_value", DataKind.Single, ["ocean_proximity"], ["total_bedrooms"]);

    public static TableSet Diamonds { get; } = new("diamonds", "price", DataKind.Single, ["cut", "color", "clarity"], []);

    public static IReadOnlyList<TableSet> All { get; } = [Adult, CaliforniaHousing, Diamonds];

    public string LossName => IsRegression ? "RMSE" : "log-loss";

    public string MetricName => IsRegression ? "R2" : "accuracy";

    public bool IsRegression => LabelKind == DataKind.Single;

    /// <summary>Reads one of the files.</summary>
    public IDataView Read(MLContext mlContext, string dataFolder, string file)
    {
        var path = Path.Combine(dataFolder, Name, file);
        return mlContext.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [.. Header(path).Select((name, index) => new TextLoader.Column(name, KindOf(name), index))],
        });
    }

    /// <summary>Encodes text one-hot and fills gaps, as learned from the first of the views, and keeps the results in memory.</summary>
    public IDataView[] Prepare(MLContext mlContext, params IDataView[] views)
    {
        var numbers = views[0].Schema.Select(column => column.Name).Where(name => name != Label && !Texts.Contains(name)).ToArray();
        var model = TablePipeline.Features(mlContext, Features, numbers, Gapped, Texts)
            .Append(mlContext.Transforms.SelectColumns(Features, Label))
            .Fit(views[0]);
        return [.. views.Select(view => mlContext.Data.Cache(model.Transform(view)))];
    }

    /// <summary>The number of features of prepared rows.</summary>
    public static int Inputs(IDataView prepared) => ((VectorDataViewType)prepared.Schema[Features].Type).Size;

    public static int Count(IDataView rows)
    {
        var count = 0;
        using var cursor = rows.GetRowCursor([]);
        while (cursor.MoveNext())
            count++;
        return count;
    }

    /// <summary>The loss and the metric of a model: log-loss in nats and accuracy, or root mean squared error and R-squared.</summary>
    public (double Loss, double Metric) Evaluate(MLContext mlContext, ITransformer model, IDataView rows)
    {
        var scored = model.Transform(rows);
        if (IsRegression)
        {
            var errors = mlContext.Regression.Evaluate(scored, Label);
            return (errors.RootMeanSquaredError, errors.RSquared);
        }

        var metrics = mlContext.BinaryClassification.Evaluate(scored, Label);
        return (metrics.LogLossInNats(), metrics.Accuracy);
    }

    public string FormatLoss(double loss) => loss.ToString(IsRegression ? "F0" : "F4", CultureInfo.InvariantCulture);

    private DataKind KindOf(string name) => name == Label ? LabelKind : Texts.Contains(name) ? DataKind.String : DataKind.Single;

    private static string[] Header(string path) => File.ReadLines(path).First().Split(',');
}
