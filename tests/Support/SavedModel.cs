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
}
