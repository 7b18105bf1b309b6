namespace MlNetDl.Samples.Course;

/// <summary>Digits drawn with a few strokes: moved, slanted, of uneven weight, and with noise.</summary>
internal static class DrawnDigit
{
    private const int Side = 12;

    // A stroke goes from point to point of a grid of 3 by 5, x to the right and y down.
    private static readonly (double X, double Y)[][][] _strokes =
    [
        [[(0, 0), (2, 0), (2, 4), (0, 4), (0, 0)]],
        [[(0.4, 1), (1.2, 0), (1.2, 4)]],
        [[(0, 0), (2, 0), (2, 2), (0, 2), (0, 4), (2, 4)]],
        [[(0, 0), (2, 0), (2, 4), (0, 4)], [(0.5, 2), (2, 2)]],
        [[(0, 0), (0, 2), (2, 2)], [(2, 0), (2, 4)]],
        [[(2, 0), (0, 0), (0, 2), (2, 2), (2, 4), (0, 4)]],
        [[(2, 0), (0, 0), (0, 4), (2, 4), (2, 2), (0, 2)]],
        [[(0, 0), (2, 0), (0.8, 4)]],
        [[(0, 0), (2, 0), (2, 4), (0, 4), (0, 0)], [(0, 2), (2, 2)]],
        [[(2, 2), (0, 2), (0, 0), (2, 0), (2, 4), (0, 4)]],
    ];

    /// <summary>The pixels of one, row by row, from 0 to 1.</summary>
    public static float[] Draw(byte digit, Random random)
    {
        double left = 2 + (2.5 * random.NextDouble()), top = 1 + (2 * random.NextDouble());
        double width = 2 + (0.8 * random.NextDouble()), height = 1.6 + (0.5 * random.NextDouble());
        double slant = 0.4 * random.NextNormal(), weight = 0.5 + (0.35 * random.NextDouble());
        var pixels = new float[Side * Side];
        foreach (var stroke in _strokes[digit])
        {
            for (var i = 1; i < stroke.Length; i++)
                Line(pixels, Place(stroke[i - 1]), Place(stroke[i]), weight);
        }

        foreach (ref var pixel in pixels.AsSpan())
            pixel = (float)Math.Clamp(pixel + (0.15 * random.NextNormal()), 0, 1);
        return pixels;

        (double X, double Y) Place((double X, double Y) point)
            => (left + (point.X * width) + (slant * (2 - point.Y) / 2) + (0.25 * random.NextNormal()),
                top + (point.Y * height) + (0.25 * random.NextNormal()));
    }

    /// <summary>Darkens the pixels whose middle is near the line.</summary>
    private static void Line(float[] pixels, (double X, double Y) from, (double X, double Y) to, double weight)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            double x = (i % Side) + 0.5, y = (i / Side) + 0.5;
            double dx = to.X - from.X, dy = to.Y - from.Y;
            var along = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / ((dx * dx) + (dy * dy) + 1e-9), 0, 1);
            var distance = Math.Sqrt(Math.Pow(x - from.X - (along * dx), 2) + Math.Pow(y - from.Y - (along * dy), 2));
            pixels[i] = Math.Max(pixels[i], (float)Math.Clamp(1.2 - (distance / weight * 0.8), 0, 1));
        }
    }
}
