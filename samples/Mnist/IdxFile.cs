using System.Buffers.Binary;
using System.IO.Compression;

namespace MlNetDl.Samples.Mnist;

/// <summary>
/// Reads a gzipped IDX file of bytes: two zeros, the element type (8: unsigned byte), the number of dimensions, each
/// dimension's length as a big-endian 32-bit integer, then the elements.
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;

    public static byte[] Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var magic = ReadExactly(stream, 4);
        if (magic is not [0, 0, UnsignedByte, _])
        {
            throw new InvalidDataException($"{path} is not an IDX file of bytes: it starts with {Convert.ToHexString(magic)}.");
        }

        var length = 1;
        for (var dimension = 0; dimension < magic[3]; dimension++)
        {
            length = checked(length * BinaryPrimitives.ReadInt32BigEndian(ReadExactly(stream, 4)));
        }

        return ReadExactly(stream, length);
    }

    private static byte[] ReadExactly(Stream stream, int count)
    {
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
