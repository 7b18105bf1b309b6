using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Holds the counts in a saved model to its size, before anything is allocated for them.</summary>
internal static class ModelBounds
{
    /// <param name="reader">The model file.</param>
    /// <param name="context">Raises the exception.</param>
    /// <param name="bytes">The bytes that are due.</param>
    /// <param name="part">What they are of, as a sentence begins: "The network".</param>
    /// <exception cref="FormatException">Fewer bytes than that are left.</exception>
    public static void CheckRemaining(this BinaryReader reader, IExceptionContext context, long bytes, string part)
    {
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (bytes > left)
        {
            throw context.ExceptDecode(
                $"{part} in the model file is cut short or damaged: {bytes} more bytes are due, {left} are left. Save the model again.");
        }
    }

    /// <summary>Reads the number of items that follow.</summary>
    /// <param name="reader">The model file.</param>
    /// <param name="context">Raises the exception.</param>
    /// <param name="itemSize">The bytes of an item.</param>
    /// <param name="part">What they are of, as a sentence begins.</param>
    /// <param name="minimum">The least number there can be.</param>
    /// <exception cref="FormatException">There are fewer, or the file ends before.</exception>
    public static int ReadCount(this BinaryReader reader, IExceptionContext context, int itemSize, string part, int minimum = 0)
    {
        reader.CheckRemaining(context, sizeof(int), part);
        var count = reader.ReadInt32();
        context.CheckDecode(count >= minimum, "The model file is damaged: a number of items is too small.");
        reader.CheckRemaining(context, (long)count * itemSize, part);
        return count;
    }

    /// <summary>Looks at the number of column pairs, which ML.NET's own code is about to read and to allocate for.</summary>
    /// <returns><paramref name="ctx"/>, where it was.</returns>
    /// <exception cref="FormatException">There is no pair, or the model is too short for so many.</exception>
    public static ModelLoadContext CheckColumnPairs(this ModelLoadContext ctx, IExceptionContext ectx)
    {
        const int pairSize = 2 * sizeof(int);
        const string part = "The list of columns";
        ctx.Reader.CheckRemaining(ectx, sizeof(int), part);
        var pairs = ctx.Reader.ReadInt32();
        ectx.CheckDecode(pairs > 0, "The model has no columns.");
        ctx.Reader.CheckRemaining(ectx, (long)pairs * pairSize, part);
        ctx.Reader.BaseStream.Seek(-sizeof(int), SeekOrigin.Current);
        return ctx;
    }
}
