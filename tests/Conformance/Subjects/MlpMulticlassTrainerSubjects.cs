using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class MlpMulticlassTrainerSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All() => TrainerSubjects.Mlp(
        typeof(MlpMulticlassTrainer), nameof(SampleRow.Class), (mlContext, options) => new MlpMulticlassTrainer(mlContext, options));
}
