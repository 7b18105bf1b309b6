using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.LinearRegression;

/// <summary>Linear regression with its default options finds the least squares.</summary>
public class LeastSquaresTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_weights_and_the_bias_of_synthetic_data_are_recovered_and_readable_by_slot_name()
    {
        // As in "Dive into Deep Learning" (d2l.ai), section 3.3: y = 2 x1 - 3.4 x2 + 4.2 + noise of deviation 0.01, x normal.
        var random = new Random(1);
        var rows = Enumerable.Range(0, 1000).Select(_ => new CaseRow { X1 = Normal(random), X2 = Normal(random) }).ToArray();
        foreach (var row in rows)
            row.Y = (2 * row.X1) - (3.4f * row.X2) + 4.2f + (0.01f * Normal(random));
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var model = _mlContext.Transforms.Concatenate("Features", nameof(CaseRow.X1), nameof(CaseRow.X2))
            .Append(new LinearRegressionTrainer(_mlContext, new LinearRegressionTrainer.Options
            {
                LabelColumnName = nameof(CaseRow.Y),
                Seed = 1,
            }))
            .Fit(data);
        using var folder = new TempFolder();
        _mlContext.Model.Save(model, data.Schema, folder.File("linear.zip"));

        var fitted = Assert.Single(model.GetLinearCoefficients());
        var loaded = Assert.Single(new MLContext().Model.Load(folder.File("linear.zip"), out _).GetLinearCoefficients());

        Assert.Null(fitted.ClassName);
        Assert.Equal(2, fitted["X1"], 0.01);
        Assert.Equal(-3.4, fitted["X2"], 0.01);
        Assert.Equal(4.2, fitted.Bias, 0.01);
        Assert.Equal(fitted.Weights, loaded.Weights);
        Assert.Equal(fitted.Bias, loaded.Bias);
    }

    [SkippableFact]
    public void California_housing_is_predicted_as_by_ordinary_least_squares()
    {
        var train = LoadHousing("train.csv");
        var test = LoadHousing("test.csv");

        var model = new LinearRegressionTrainer(_mlContext, new LinearRegressionTrainer.Options
        {
            LabelColumnName = "median_house_value",
            Seed = 1,
        }).Fit(train);

        // numpy 1.24.2: lstsq on the eight numeric columns and a column of ones, 16,347 rows to fit and 4,086 to test.
        Assert.InRange(RootMeanSquaredError(model.Transform(train)), 69743.36, 69743.37 * 1.005);
        Assert.InRange(RootMeanSquaredError(model.Transform(test)), 68862.34 * 0.995, 68862.34 * 1.005);

        double RootMeanSquaredError(IDataView scored) =>
            _mlContext.Regression.Evaluate(scored, "median_house_value").RootMeanSquaredError;
    }

    /// <summary>The eight numeric columns, of rows that have all of them.</summary>
    private IDataView LoadHousing(string file) => _mlContext.Data.FilterRowsByMissingValues(
        _mlContext.Data.LoadFromTextFile(Path.Combine(SharedData.Folder("california-housing"), file), new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [new("Features", DataKind.Single, 0, 7), new("median_house_value", DataKind.Single, 8)],
        }),
        "Features");

    /// <summary>A standard normal number, by the method of Box and Muller (1958).</summary>
    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
