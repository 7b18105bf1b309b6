using MlNetDl.Trainers.Data;
using Xunit;

namespace MlNetDl.Tests.Data;

public class TrainingSetTests
{
    [Theory]
    // A block holds 2^20 floats, and a row at least: three rows a block, one row that fills it, one row that is longer.
    [InlineData(300_001)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    public void Rows_over_several_blocks_keep_their_features_to_themselves(int slots)
    {
        const int Rows = 7;
        var data = new TrainingSet(slots);
        for (var row = 0; row < Rows; row++)
        {
            var features = data.Add(target: row / 2);
            Assert.Equal(slots, features.Length);
            Assert.Equal(-1, features.IndexOfAnyExcept(0f));
            features.Fill(row + 1);
        }

        Assert.Equal(Rows, data.Rows);
        Assert.Equal([0f, 0, 1, 1, 2, 2, 3], data.Targets);
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(slots, data.Features(row).Length);
            Assert.Equal(-1, data.Features(row).IndexOfAnyExcept(row + 1f));
        }
    }
}
