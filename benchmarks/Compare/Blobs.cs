namespace MlNetDl.Benchmarks.Compare;

/// <summary>Rows to learn from: a normal cloud a class, which overlap.</summary>
internal sealed class Blobs
{
    /// <summary>The length of a centre, in standard deviations of a cloud.</summary>
    private const double Radius = 4;

    private Blobs(float[][] features, int[] labels)
    {
        Features = features;
        Labels = labels;
    }

    /// <summary>The features, row by row.</summary>
    public float[][] Features { get; }

    /// <summary>The class of each row, from 0.</summary>
    public int[] Labels { get; }

    public static Blobs Draw(Workload workload, int seed)
    {
        var random = new Random(seed);
        var centres = new float[workload.Classes][];
        for (var c = 0; c < centres.Length; c++)
            centres[c] = Cloud(new float[workload.Inputs], Radius / Math.Sqrt(workload.Inputs), random);

        var features = new float[workload.Rows][];
        var labels = new int[workload.Rows];
        for (var row = 0; row < features.Length; row++)
        {
            labels[row] = random.Next(workload.Classes);
            features[row] = Cloud(centres[labels[row]], 1, random);
        }

        return new Blobs(features, labels);
    }

    private static float[] Cloud(float[] centre, double deviation, Random random) =>
        [.. centre.Select(value => (float)(value + (deviation * Normal(random))))];

    /// <summary>A normal number, by the method of Box and Muller (1958).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
