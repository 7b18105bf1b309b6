using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class MlpRegressionTrainerSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All() => TrainerSubjects.Mlp(
        typeof(MlpRegressionTrainer), nameof(SampleRow.Value), (mlContext, options) => new MlpRegressionTrainer(mlContext, options));
}
