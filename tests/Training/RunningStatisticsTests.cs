using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.Models;
using Xunit;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Training;

/// <summary>What normalized layers collect for the time after training, against libtorch's batch_norm in double precision.</summary>
public class RunningStatisticsTests
{
    private const int Inputs = 100;
    private const int Units = 150;
    private const int Steps = 15;

    [Theory]
    [InlineData(64, 1)]
    // Statistics are of all rows, also where each part of them is normalized by itself.
    [InlineData(400, 3)]
    public void They_are_averaged_as_libtorch_does_it_and_go_into_weights_and_biases(int rows, int parts)
    {
        using var torch = SingleThreadedTorch.Enter();
        using var scope = NewDisposeScope();
        var random = new Random(1);
        var architecture = NetworkArchitecture.Mlp(
            Inputs, [Units], Activation.Identity, dropout: [0], outputs: 1, batchNormalization: true);
        using var source = new CpuGradientSource(architecture, rows, rows);
        Assert.Equal(parts, source.Parts);
        ParameterInitializer.Fill(source.Parameters, architecture, source.Layout, random);
        Fill(source.Parameters.Slice(source.Layout.Bias(0), Units), random);
        Fill(source.Parameters.Slice(source.Layout.Scale(0), Units), random);
        var weights = Double(source.Parameters.Slice(source.Layout.Weights(0), Units * Inputs)).view(Inputs, Units).t();
        var scale = Double(source.Parameters.Slice(source.Layout.Scale(0), Units));
        var bias = Double(source.Parameters.Slice(source.Layout.Bias(0), Units));
        var (mean, variance) = (zeros(Units, ScalarType.Float64), ones(Units, ScalarType.Float64));
        int[] order = [.. Enumerable.Range(0, rows)];

        for (var step = 1; step <= Steps; step++)
        {
            var data = new TrainingSet(Inputs);
            List<float> batch = [];
            for (var row = 0; row < rows; row++)
            {
                var features = data.Add(target: 0);
                Fill(features, random);
                batch.AddRange(features);
            }

            source.Compute(new EncodedRows(data), order, new SquaredError(), new uint[2]);
            RunningStatistics.Update(source, rows, step);

            // A plain average of the first ten, then one that moves by a tenth, which is libtorch's default.
            Normalize(batch, training: true, momentum: Math.Max(0.1, 1.0 / step));
        }

        AssertNear(mean, source.Parameters.Slice(source.Layout.Mean(0), Units), 1e-6);
        AssertNear(variance, source.Parameters.Slice(source.Layout.Variance(0), Units), 1e-6);

        // And after training.
        var layer = FittedLayers.Read(architecture, source.Layout, source.Parameters)[0][0];
        List<float> row0 = [.. Enumerable.Range(0, Inputs).Select(i => (float)Math.Sin(i))];
        AssertNear(Normalize(row0, training: false, momentum: 0).flatten(), Outputs(layer, row0), 1e-5);

        Tensor Normalize(List<float> batch, bool training, double momentum) => nn.functional.batch_norm(
            Double(batch.ToArray()).view(-1, Inputs).matmul(weights.t()), mean, variance, scale, bias, training, momentum);
    }

    private static float[] Outputs(DenseLayer layer, List<float> inputs) =>
    [
        .. Enumerable.Range(0, Units).Select(unit =>
            layer.Bias[unit] + inputs.Select((x, i) => x * layer.Weights[(unit * Inputs) + i]).Sum()),
    ];

    private static void Fill(Span<float> values, Random random)
    {
        foreach (ref var value in values)
            value = (float)(random.NextDouble() + 0.5);
    }

    private static void AssertNear(Tensor expected, ReadOnlySpan<float> actual, double tolerance)
    {
        var values = expected.data<double>().ToArray();
        Assert.Equal(values.Length, actual.Length);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(values[i], actual[i], tolerance * Math.Max(1, Math.Abs(values[i])));
    }

    private static Tensor Double(ReadOnlySpan<float> values) => tensor(values.ToArray()).to(ScalarType.Float64);
}
