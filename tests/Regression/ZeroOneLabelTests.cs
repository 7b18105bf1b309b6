using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Regression;

/// <summary>A label of 0 and 1 that was loaded as a Single is likely meant as two classes.</summary>
public class ZeroOneLabelTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly List<string> _warnings = [];

    public ZeroOneLabelTests() => _mlContext.Log += (_, e) =>
    {
        // Not what the doctor says of so short a training.
        if (e.Kind == ChannelMessageKind.Warning && e.RawMessage.Contains("column", StringComparison.Ordinal))
            _warnings.Add($"{e.Source}: {e.RawMessage}");
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fit_warns_once_names_the_column_and_says_what_to_do(bool byName)
    {
        var data = Data(row => row.Flag ? 1 : 0);
        var options = Slopes.Options(nameof(Slope.Value));
        options.ValidationFraction = 0.2f;

        IEstimator<ITransformer> trainer = byName ? new MlpRegressionTrainer(_mlContext, options) : new MlpTrainer(_mlContext, options);
        trainer.GetOutputSchema(OneHot.Encoding.Shape(data.Schema));
        trainer.Fit(data).Transform(data);

        Assert.Equal(
            [
                $"{trainer.GetType().Name}; Training: Label column 'Value' holds nothing but 0 and 1, and as a Single it makes a "
                + "regression. If it tells classes, load it as Boolean, or append mlContext.Transforms.Conversion.ConvertType with "
                + "DataKind.Boolean for it before the trainer.",
            ],
            _warnings);
    }

    [Fact]
    public void Another_value_among_them_and_there_is_no_warning()
    {
        new MlpTrainer(_mlContext, Slopes.Options(nameof(Slope.Value))).Fit(Data(row => row.Number == 5 ? 2 : row.Flag ? 1 : 0));

        Assert.Empty(_warnings);
    }

    [Fact]
    public void What_the_warning_advises_makes_a_binary_trainer_that_does_not_warn()
    {
        var pipeline = _mlContext.Transforms.Conversion.ConvertType(nameof(Slope.Value), outputKind: Microsoft.ML.Data.DataKind.Boolean)
            .Append(new MlpTrainer(_mlContext, Slopes.Options(nameof(Slope.Value))));

        var model = pipeline.Fit(Data(row => row.Flag ? 1 : 0));

        Assert.IsType<Transforms.BinaryNetworkTransformer>(model.LastTransformer);
        Assert.Empty(_warnings);
    }

    private IDataView Data(Func<Slope, float> label)
    {
        var rows = Slopes.Rows(40);
        foreach (var row in rows)
            row.Value = label(row);
        return Slopes.Data(_mlContext, rows);
    }
}
