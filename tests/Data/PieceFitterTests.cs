using MlNetDl.Trainers.Data;
using Xunit;

namespace MlNetDl.Tests.Data;

public class PieceFitterTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(48)]
    public void A_row_of_weight_3_is_the_row_three_times(int pieces)
    {
        var (weighted, repeated) = (new TrainingSet(1), new TrainingSet(1));
        var random = new Random(1);
        for (var row = 0; row < 20; row++)
        {
            var (value, weight) = ((float)random.NextDouble(), row % 2 == 0 ? 3 : 1);
            weighted.Add(0, weight)[0] = value;
            for (var time = 0; time < weight; time++)
                repeated.Add(0)[0] = value;
        }

        var (expected, found) = (Fit(repeated, pieces), Fit(weighted, pieces));

        Assert.Equal(expected.Edges, found.Edges);
        Assert.Equal(expected.Means.Length, found.Means.Length);
        Assert.All(expected.Means.Zip(found.Means), means => Assert.Equal(means.First, means.Second, 1e-6f));
    }

    private static (float[] Edges, float[] Means) Fit(TrainingSet data, int pieces)
    {
        var found = PieceFitter.Add(InputEncodingFitter.Fit(data), data, pieces).Pieces(0)!;
        return (found.Edges, found.Means);
    }
}
