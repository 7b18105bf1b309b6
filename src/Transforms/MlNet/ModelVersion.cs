using Microsoft.ML;

namespace MlNetDl.Transforms.MlNet;

/// <summary>What a part of a model file says of itself: its kind, its version, and who loads it.</summary>
internal static class ModelVersion
{
    private const uint Initial = 0x00010001;

    /// <summary>The first version of a part.</summary>
    /// <param name="signature">Eight characters that tell the part's kind.</param>
    /// <param name="loaderSignature">The loader's name, at most 24 characters.</param>
    public static VersionInfo First(string signature, string loaderSignature) => Of(signature, loaderSignature, Initial);

    /// <summary>The second version of a part, whose reader reads the first, too: <see cref="IsFirst"/> tells.</summary>
    /// <param name="signature">Eight characters that tell the part's kind.</param>
    /// <param name="loaderSignature">The loader's name, at most 24 characters.</param>
    public static VersionInfo Second(string signature, string loaderSignature) => Of(signature, loaderSignature, Initial + 1);

    /// <summary>Whether a part was written in its first version.</summary>
    public static bool IsFirst(ModelLoadContext ctx) => ctx.Header.ModelVerWritten == Initial;

    /// <summary>Refuses what is not of this version; for use in an expression.</summary>
    public static ModelLoadContext Check(ModelLoadContext ctx, VersionInfo version)
    {
        ctx.CheckAtModel(version);
        return ctx;
    }

    private static VersionInfo Of(string signature, string loaderSignature, uint version) => new(
        modelSignature: signature,
        verWrittenCur: version,
        verReadableCur: version,
        verWeCanReadBack: Initial,
        // The name alone: with a version, a file could be loaded by that version only.
        loaderAssemblyName: typeof(ModelVersion).Assembly.GetName().Name,
        loaderSignature: loaderSignature);
}
