using System.IO.Compression;
using Microsoft.ML;

namespace MlNetDl.Tests.Support;

/// <summary>A model in memory, as <c>mlContext.Model.Save</c> writes it.</summary>
internal static class SavedModel
{
    public static byte[] Bytes(MLContext mlContext, ITransformer model, DataViewSchema? schema = null)
    {
        var stream = new MemoryStream();
        mlContext.Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    /// <summary>The model saved, and loaded by a context of its own.</summary>
    public static ITransformer Reloaded(MLContext mlContext, ITransformer model, DataViewSchema? schema = null) =>
        new MLContext().Model.Load(new MemoryStream(Bytes(mlContext, model, schema)), out _);

    /// <summary>The content of each file in the zip, by its name.</summary>
    public static SortedDictionary<string, string> Entries(byte[] model)
    {
        using var zip = new ZipArchive(new MemoryStream(model));
        return new(zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return Convert.ToHexString(content.ToArray());
        }), StringComparer.Ordinal);
    }
}
