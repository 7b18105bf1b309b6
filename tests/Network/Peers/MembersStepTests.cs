using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Training;
using Xunit;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Network.Peers;

/// <summary>Training steps of members against PyTorch 1.13.0's, which <c>members_step.py</c> wrote down.</summary>
public class MembersStepTests
{
    private static readonly Lazy<TorchMembers[]> _cases =
        new(() => JsonLines.Read<TorchMembers>("tests/Network/Peers/members_step.jsonl.gz"));

    [Fact]
    public void Every_kind_of_column_is_encoded_as_by_numpy() => Assert.All(_cases.Value, expected =>
    {
        var rows = expected.Rows();
        Assert.Equal((3, 1, 2), (rows.Columns.Dense.Length, rows.Columns.Sparse.Length, rows.Columns.Pieces.Length));
        var encoded = new float[rows.Columns.Count];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.CopyRow(row, encoded);
            AssertNear(expected.Columns[row].Select(x => (double)x), encoded);
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_and_five_joint_steps_are_those_of_PyTorch(bool byModule)
    {
        using var torch = SingleThreadedTorch.Enter();
        Assert.Equal(3, _cases.Value.Length);
        Assert.All(_cases.Value, expected =>
        {
            var rows = expected.Rows();
            var architecture = expected.Architecture(rows.Columns);
            using IGradientSource source = byModule
                ? new ModuleGradientSource(architecture, CPU)
                : new CpuGradientSource(architecture, expected.BatchSize, rows.Rows);
            var state = new TrainingState(source, Settings(expected), stepsPerEpoch: 5, validation: null);
            var step = new TrainingStep(source, state.Rule);
            foreach (var (place, value) in expected.Start.Places(architecture, source.Layout))
                source.Parameters[place] = (float)value;

            for (var number = 0; number < expected.Losses.Length; number++)
            {
                int[] batch = [.. Enumerable.Range(number * expected.BatchSize, expected.BatchSize)];
                var loss = source.Compute(rows, batch, expected.Loss(), new uint[3]) / expected.BatchSize;
                Assert.Equal(expected.Losses[number], loss, 1e-5);
                step.Run(expected.LearningRate, state.AddLoss(loss));
                if (number == 0)
                    AssertAre(expected.One, source);
            }

            AssertAre(expected.Five, source);
        });
    }

    private static TrainingSettings Settings(TorchMembers of) => new()
    {
        LearningRate = of.LearningRate,
        BatchSize = of.BatchSize,
        NumberOfEpochs = 1,
        Seed = 1,
        WeightDecay = of.WeightDecay,
        WeightDecayForm = of.IsRelative ? WeightDecayForm.Relative : WeightDecayForm.Coupled,
    };

    private static void AssertAre(TorchParameters expected, IGradientSource source)
    {
        (int Place, double Value)[] places = [.. expected.Places(source.Architecture, source.Layout)];
        // All of them, and each once.
        Assert.Equal(places.Length, places.DistinctBy(parameter => parameter.Place).Count());
        var parameters = source.Parameters.ToArray();
        Assert.Equal(
            parameters.Length - places.Length,
            Enumerable.Range(0, parameters.Length).Except(places.Select(parameter => parameter.Place)).Count(i => parameters[i] == 0));
        AssertNear(places.Select(parameter => parameter.Value), places.Select(parameter => parameters[parameter.Place]));
    }

    private static void AssertNear(IEnumerable<double> expected, IEnumerable<float> actual) =>
        Assert.InRange(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max(), 0, 1e-5);
}
