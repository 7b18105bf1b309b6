using Microsoft.ML;

namespace MlNetDl.Transforms.MlNet;

/// <summary>What a part of a model file says of itself: its kind, its version, and who loads it.</summary>
internal static class ModelVersion
{
    /// <summary>The first version of a part.</summary>
    /// <param name="signature">Eight characters that tell the part's kind.</param>
    /// <param name="loaderSignature">The loader's name, at most 24 characters.</param>
    public static VersionInfo First(string signature, string loaderSignature) => new(
        modelSignature: signature,
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        // The name alone: with a version, a file could be loaded by that version only.
        loaderAssemblyName: typeof(ModelVersion).Assembly.GetName().Name,
        loaderSignature: loaderSignature);

    /// <summary>Refuses what is not of this version; for use in an expression.</summary>
    public static ModelLoadContext Check(ModelLoadContext ctx, VersionInfo version)
    {
        ctx.CheckAtModel(version);
        return ctx;
    }
}
