using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Regression;

/// <summary><see cref="MlpTrainer"/> knows its task only when it sees the label: until then it takes the options of all of them.</summary>
public class ChoiceByLabelTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<MlpTrainer.Options> OptionsOfOneTask { get; } =
    [
        new MlpTrainer.Options { RegressionLoss = RegressionLoss.Huber },
        new MlpTrainer.Options { ValidationMetric = ValidationMetric.RSquared },
        new MlpTrainer.Options { ValidationMetric = ValidationMetric.AreaUnderRocCurve },
        new MlpTrainer.Options { LabelSmoothing = 0.1f },
    ];

    [Theory]
    [MemberData(nameof(OptionsOfOneTask))]
    public void It_tells_what_it_asks_of_a_pipeline_before_it_knows_its_task(MlpTrainer.Options options)
    {
        var info = new MlpTrainer(_mlContext, options).Info;

        Assert.False(info.NeedNormalization);
        Assert.False(info.WantCaching);
    }

    [Theory]
    [InlineData(nameof(Slope.Flag), "MlpTrainer: RegressionLoss is Huber; it must be left as it is in classification, which minimizes the cross-entropy.")]
    [InlineData(nameof(Slope.Number), "MlpTrainer: Label column 'Number' is Int32; it must be a key for multiclass classification, ")]
    public void A_label_of_another_task_is_refused_for_the_option_and_one_of_no_task_for_its_type(string label, string message)
    {
        var options = Slopes.Options(label);
        options.RegressionLoss = RegressionLoss.Huber;
        var trainer = new MlpTrainer(_mlContext, options);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(Slopes.Data(_mlContext, 10)));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
