using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class SoftmaxRegressionTrainerSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All() => TrainerSubjects.Linear<SoftmaxRegressionTrainer.Options>(
        typeof(SoftmaxRegressionTrainer), nameof(SampleRow.Class), (mlContext, options) => new SoftmaxRegressionTrainer(mlContext, options));
}
