using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Values of annotations. They are copied out: what annotations give is the caller's, who may write to it.</summary>
internal static class AnnotationValues
{
    public static void Copy<T>(ReadOnlySpan<T> values, ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Texts that are made when first asked for: there may be very many, and rows are encoded without them.</summary>
    public static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts(Func<string[]> texts)
    {
        var memories = new Lazy<ReadOnlyMemory<char>[]>(() => Array.ConvertAll(texts(), text => text.AsMemory()));
        return (ref VBuffer<ReadOnlyMemory<char>> copy) => Copy(memories.Value, ref copy);
    }
}
