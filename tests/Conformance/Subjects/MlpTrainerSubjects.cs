using MlNetDl.Trainers;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class MlpTrainerSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All() =>
        new[] { ("multiclass", nameof(SampleRow.Class)), ("binary", nameof(SampleRow.Flag)), ("regression", nameof(SampleRow.Value)) }
            .SelectMany(task => TrainerSubjects.Mlp(
                typeof(MlpTrainer), task.Item2, (mlContext, options) => new MlpTrainer(mlContext, options), task.Item1));
}
