using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Support;

/// <summary>The <c>Score</c> column of any task, a vector a row: of one number, where the task gives one.</summary>
internal static class ScoreColumn
{
    public static float[][] Of(IDataView scored) => scored.Schema["Score"].Type is VectorDataViewType
        ? [.. scored.GetColumn<float[]>("Score")]
        : [.. scored.GetColumn<float>("Score").Select(score => new[] { score })];

    public static void AssertFinite(IDataView scored) =>
        Assert.All(Of(scored).SelectMany(row => row), score => Assert.True(float.IsFinite(score)));

    public static void AssertNear(float[][] expected, float[][] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (expectedRow, row) in expected.Zip(actual))
        {
            Assert.Equal(expectedRow.Length, row.Length);
            foreach (var (expectedScore, score) in expectedRow.Zip(row))
                Assert.Equal(expectedScore, score, tolerance);
        }
    }
}
