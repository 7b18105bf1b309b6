using Microsoft.ML;

namespace MlNetDl.Samples.Course;

/// <summary>A task for small networks: |x1| + |x2| + x3, and noise; further features tell nothing.</summary>
internal static class SumOfBends
{
    public static IDataView Draw(MLContext mlContext, Random random, int rows, int features, double noise)
        => CourseTable.Of(mlContext, Array.ConvertAll(
            NormalRows.Draw(random, rows, features),
            row => (row, Math.Abs(row[0]) + Math.Abs(row[1]) + row[2] + (float)(noise * random.NextNormal()))));
}
