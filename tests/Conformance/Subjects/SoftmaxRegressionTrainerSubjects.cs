using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class SoftmaxRegressionTrainerSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All()
    {
        yield return Subject("defaults", Options);
        yield return Subject("weights", () =>
        {
            var options = Options();
            options.ExampleWeightColumnName = nameof(SampleRow.Weight);
            return options;
        });
    }

    private static ConformanceSubject Subject(string variant, Func<SoftmaxRegressionTrainer.Options> options) => TrainerSubjects.Trainer(
        typeof(SoftmaxRegressionTrainer), variant, nameof(SampleRow.Class), options,
        (mlContext, options) => new SoftmaxRegressionTrainer(mlContext, options),
        weight => TrainerSubjects.OnAllRows(Options(), weight));

    private static SoftmaxRegressionTrainer.Options Options() => new() { LabelColumnName = nameof(SampleRow.Class), NumberOfEpochs = 2 };
}
