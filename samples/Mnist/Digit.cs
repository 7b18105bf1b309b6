using Microsoft.ML.Data;

namespace MlNetDl.Samples.Mnist;

/// <summary>A handwritten digit: 28 x 28 pixels from 0 to 1, and which digit it is.</summary>
internal sealed class Digit
{
    private const int PixelCount = 28 * 28;

    [VectorType(PixelCount)]
    public float[] Pixels { get; set; } = [];

    public byte Value { get; set; }

    /// <summary>Reads one part, `train` or `t10k`. The pixels stay bytes until a row is asked for.</summary>
    public static IEnumerable<Digit> Read(string folder, string part)
    {
        var images = IdxFile.Read(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"));
        var labels = IdxFile.Read(Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
        if (images.Length != labels.Length * PixelCount)
        {
            throw new InvalidDataException($"{folder}: {part} has {images.Length} pixels for {labels.Length} labels.");
        }

        return labels.Select((label, row) => new Digit
        {
            Pixels = Array.ConvertAll(images[(row * PixelCount)..((row + 1) * PixelCount)], pixel => pixel / 255f),
            Value = label,
        });
    }
}
