namespace MlNetDl.Transforms.Numerics;

/// <summary>The unit in which buffers are laid out.</summary>
internal static class Alignment
{
    /// <summary>
    /// Floats in a cache line, and a multiple of every vector's length: rows and matrices that start at multiples of it can
    /// be processed in whole vectors.
    /// </summary>
    public const int Floats = 16;

    /// <summary>The smallest multiple of <see cref="Floats"/> that holds so many floats.</summary>
    public static int RoundUp(int length) => checked(length + Floats - 1) / Floats * Floats;
}
