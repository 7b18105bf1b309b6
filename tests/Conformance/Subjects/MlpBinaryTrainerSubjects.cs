using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class MlpBinaryTrainerSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All() => TrainerSubjects.Mlp(
        typeof(MlpBinaryTrainer), nameof(SampleRow.Flag), (mlContext, options) => new MlpBinaryTrainer(mlContext, options));
}
