using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Network;

public class CpuTrainingPlanTests
{
    [Theory]
    // 3 * (20 * 64 + 64 * 64 + 64 * 3) * 512 = 8.6 million multiply-adds: two parts of 4 million, of 256 rows.
    [InlineData(20, new[] { 64, 64 }, 3, 512, 2)]
    // 3 * 100 * 100 * 600 = 18 million: four.
    [InlineData(100, new int[0], 100, 600, 4)]
    // 3 * (50 * 256 + 256 * 128 + 128 * 3) * 256 = 35 million are worth four, but 256 rows no more than two of 128 rows.
    [InlineData(50, new[] { 256, 128 }, 3, 256, 2)]
    [InlineData(50, new[] { 256, 128 }, 3, 255, 1)]
    [InlineData(50, new[] { 256, 128 }, 3, 512, 4)]
    // Four at most.
    [InlineData(50, new[] { 256, 128 }, 3, 5000, 4)]
    public void The_number_of_parts_follows_from_the_shape(int inputs, int[] hidden, int outputs, int batchSize, int parts)
    {
        using var plan = new CpuTrainingPlan(
            NetworkArchitecture.Mlp(inputs, hidden, Activation.ReLU, dropout: 0, outputs), batchSize);

        Assert.Equal(parts, plan.Parts.Count);
    }

    [Fact]
    public void Each_row_of_a_batch_of_any_size_goes_to_one_part()
    {
        using var plan = new CpuTrainingPlan(NetworkArchitecture.Mlp(50, [256, 128], Activation.ReLU, dropout: 0, outputs: 3), 500);
        // 167 rows each, in tiles of eight: 168, 168, and what is left.
        Assert.Equal(3, plan.Parts.Count);
        for (var batchRows = 0; batchRows <= 500; batchRows++)
        {
            var next = 0;
            for (var part = 0; part < plan.Parts.Count; part++)
            {
                var (first, count) = plan.Rows(part, batchRows);
                Assert.Equal(next, first);
                Assert.InRange(count, 0, batchRows);
                next += count;
            }

            Assert.Equal(batchRows, next);
        }
    }

    [Fact]
    public void What_members_make_of_dense_weights_counts_when_a_network_is_too_large()
    {
        var architecture = NetworkArchitecture.Mlp(30_000, [10_000, 10], Activation.ReLU, dropout: 0, outputs: 1) with { Members = 4 };

        var error = Assert.Throws<InvalidOperationException>(() => new CpuTrainingPlan(architecture, batchSize: 256));

        Assert.Contains("Set smaller HiddenLayers", error.Message, StringComparison.Ordinal);
    }
}
