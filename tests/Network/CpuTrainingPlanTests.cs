using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Network;

public class CpuTrainingPlanTests
{
    [Theory]
    // 3 * (20 * 64 + 64 * 64 + 64 * 3) * 32 = 0.5 million multiply-adds: not worth a second part.
    [InlineData(20, new[] { 64, 64 }, 3, 32, 1)]
    // 3 * (50 * 256 + 256 * 128 + 128 * 3) * 256 = 35 million, 8 million a part; but 128 rows a part: two.
    [InlineData(50, new[] { 256, 128 }, 3, 256, 2)]
    // With more rows there are more parts, four at most.
    [InlineData(50, new[] { 256, 128 }, 3, 512, 4)]
    [InlineData(50, new[] { 256, 128 }, 3, 4096, 4)]
    // 3 * 200 * 100 * 300 = 18 million: two.
    [InlineData(200, new int[0], 100, 300, 2)]
    // However much work there is, a few rows stay together.
    [InlineData(3000, new[] { 3000 }, 10, 12, 1)]
    public void The_number_of_parts_follows_from_the_shape(int inputs, int[] hidden, int outputs, int batchSize, int parts)
    {
        using var plan = new CpuTrainingPlan(
            NetworkArchitecture.Mlp(inputs, hidden, Activation.ReLU, dropout: 0, outputs), batchSize);

        Assert.Equal(parts, plan.Parts.Count);
    }

    [Fact]
    public void Each_row_of_a_batch_of_any_size_goes_to_one_part()
    {
        using var plan = new CpuTrainingPlan(NetworkArchitecture.Mlp(50, [256, 128], Activation.ReLU, dropout: 0, outputs: 3), 250);
        for (var batchRows = 0; batchRows <= 250; batchRows++)
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
}
