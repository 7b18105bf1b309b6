using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class LinearRegressionTrainerSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All() => TrainerSubjects.Linear<LinearRegressionTrainer.Options>(
        typeof(LinearRegressionTrainer), nameof(SampleRow.Value), (mlContext, options) => new LinearRegressionTrainer(mlContext, options));
}
