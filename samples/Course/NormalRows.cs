namespace MlNetDl.Samples.Course;

/// <summary>Rows of independent features of the standard normal distribution.</summary>
internal static class NormalRows
{
    public static float[][] Draw(Random random, int rows, int features)
        => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, features).Select(_ => (float)random.NextNormal()).ToArray())];
}
