using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Holds the counts in a saved model to its size, before anything is allocated for them.</summary>
internal static class ModelBounds
{
    /// <exception cref="FormatException">Fewer bytes than that are left in the model's body.</exception>
    public static void CheckRemaining(this ModelLoadContext ctx, IExceptionContext ectx, long bytes)
    {
        var end = ctx.FpMin + ctx.Header.FpModel + ctx.Header.CbModel;
        ectx.CheckDecode(bytes <= end - ctx.Reader.BaseStream.Position, "The model is shorter than it says.");
    }

    /// <summary>Looks at the number of column pairs, which ML.NET's own code is about to read and to allocate for.</summary>
    /// <returns><paramref name="ctx"/>, where it was.</returns>
    /// <exception cref="FormatException">There is no pair, or the model is too short for so many.</exception>
    public static ModelLoadContext CheckColumnPairs(this ModelLoadContext ctx, IExceptionContext ectx)
    {
        const int pairSize = 2 * sizeof(int);
        ctx.CheckRemaining(ectx, sizeof(int));
        var pairs = ctx.Reader.ReadInt32();
        ectx.CheckDecode(pairs > 0, "The model has no columns.");
        ctx.CheckRemaining(ectx, (long)pairs * pairSize);
        ctx.Reader.BaseStream.Seek(-sizeof(int), SeekOrigin.Current);
        return ctx;
    }
}
