using Microsoft.ML;
using MlNetDl.Tests.Network;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Training;

/// <summary>Members and pieces: the same seed gives the same bits, and row weights are numbers of rows.</summary>
public class MembersTrainingTests
{
    [Fact]
    public void The_seed_decides_every_bit()
    {
        var mlContext = new MLContext();
        var data = Slopes.Data(mlContext);
        var first = Weights(Fit(mlContext, data, seed: 1));

        Assert.NotEqual(first, Weights(Fit(mlContext, data, seed: 2)));
        Assert.Equal(first, Weights(Fit(mlContext, data, seed: 1)));
        // Each member is one of its own.
        Assert.Equal(3, first.Distinct().Count());
    }

    [Fact]
    public void The_bits_are_the_same_however_many_threads_share_the_parts() =>
        Assert.Equal(Train(mostThreads: 1), Train(mostThreads: 2));

    [Fact]
    public void A_row_of_weight_three_is_the_row_three_times()
    {
        var mlContext = new MLContext();
        var rows = Slopes.Rows(120);
        // Their mean, by which weights are divided, is 2: in floats nothing is lost.
        foreach (var row in rows)
            row.Weight = row.Number % 2 == 0 ? 1 : 3;
        var data = Slopes.Data(mlContext, rows);
        var repeated = Slopes.Data(mlContext, rows.SelectMany(row => Enumerable.Repeat(row, (int)row.Weight)));

        var ofWeighted = Fit(mlContext, data, weight: nameof(Slope.Weight));
        var ofRepeated = Fit(mlContext, repeated);

        for (var slot = 0; slot < 2; slot++)
        {
            var (weighted, counted) = (ofWeighted.Model.Network.Encoding.Pieces(slot)!, ofRepeated.Model.Network.Encoding.Pieces(slot)!);
            Assert.Equal(counted.Edges, weighted.Edges);
            Assert.All(counted.Means.Zip(weighted.Means), mean => Assert.Equal(mean.First, mean.Second, 1e-6));
        }

        var scores = ScoreColumn.Of(ofWeighted.Transform(data));
        ScoreColumn.AssertNear(ScoreColumn.Of(ofRepeated.Transform(data)), scores, tolerance: 1e-4f);
        Assert.NotEqual(ScoreColumn.Of(Fit(mlContext, data).Transform(data))[0][0], scores[0][0], 1e-3f);
    }

    private static RegressionNetworkTransformer Fit(MLContext mlContext, IDataView data, int seed = 1, string? weight = null) =>
        new MlpRegressionTrainer(mlContext, new MlpTrainer.Options
        {
            LabelColumnName = nameof(Slope.Value),
            ExampleWeightColumnName = weight,
            HiddenLayers = [8, 8],
            Members = 3,
            NumericEncoding = NumericEncoding.PiecewiseLinear,
            AutoRegularization = AutoRegularization.Off,
            Dropout = 0,
            // Adam would divide what rounding leaves of the output bias's gradient, which is 0 at first, by itself.
            Optimizer = Optimizer.Sgd,
            LearningRate = 0.05f,
            // Of itself it follows from the number of rows.
            WeightDecay = 0.01f,
            WeightDecayForm = WeightDecayForm.Relative,
            // All rows in a step, so that it does not matter in which order they come.
            BatchSize = int.MaxValue,
            NumberOfEpochs = 10,
            Seed = seed,
        }).Fit(data);

    /// <summary>A line a member.</summary>
    private static string[] Weights(RegressionNetworkTransformer model) =>
        [.. model.Model.Network.Members.Select(member => Bits.Of(member.SelectMany(layer => layer.Weights.Concat(layer.Bias))))];

    private static string Train(int mostThreads)
    {
        var random = new Random(1);
        var (_, data) = MixedInputs.Draw(600, LossCase.CrossEntropy(classes: 3), layers: 3, random);
        var architecture = NetworkArchitecture.Mlp(
            data.Columns.Count, [256, 128], Activation.ReLU, [0.2f, 0.1f], outputs: 3, inputDropout: 0.1f) with
        {
            Members = 4,
            Columns = data.Columns,
        };
        using var torch = SingleThreadedTorch.Enter();
        // The last rows of an epoch, 88 of them: not all parts have work.
        using var source = new CpuGradientSource(architecture, batchSize: 512, trainingRows: 600, mostThreads);
        Assert.True(source.Parts > 1, "The network is too small to be split.");
        ParameterInitializer.Fill(source.Parameters, architecture, source.Layout, random);
        var adam = new Adam(new(0.01f, WeightDecayForm.Relative), source.Layout.WeightLength, source.Layout.Length);
        var step = new TrainingStep(source, adam, maxNorm: 1);
        int[] order = [.. Enumerable.Range(0, 600)];
        for (var epoch = 0; epoch < 5; epoch++)
        {
            foreach (var rows in new[] { order.AsMemory(0, 512), order.AsMemory(512) })
            {
                uint[] keys = [.. Enumerable.Range(0, 3).Select(_ => (uint)random.Next())];
                var loss = source.Compute(data, rows, new SoftmaxCrossEntropy(3), keys);
                step.Run(0.003f, loss / rows.Length);
            }
        }

        return Bits.Of(source.Parameters.ToArray());
    }
}
