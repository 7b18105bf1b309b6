using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class LinearRegressionTrainerSubjects : ISubjects
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

    private static ConformanceSubject Subject(string variant, Func<LinearRegressionTrainer.Options> options) => TrainerSubjects.Trainer(
        typeof(LinearRegressionTrainer), variant, nameof(SampleRow.Value), options,
        (mlContext, options) => new LinearRegressionTrainer(mlContext, options),
        weight => TrainerSubjects.OnAllRows(Options(), weight));

    private static LinearRegressionTrainer.Options Options() => new() { LabelColumnName = nameof(SampleRow.Value), NumberOfEpochs = 2 };
}
