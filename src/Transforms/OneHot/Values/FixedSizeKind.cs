using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Values of a few bytes, which are all there is of them.</summary>
internal abstract class FixedSizeKind<T> : ValueKind<T> where T : unmanaged
{
    public sealed override int StoredSize => Unsafe.SizeOf<T>();

    public sealed override ValueTable<T> MakeTable(int capacity) => new NumberTable<T>(capacity);

    public sealed override void Write(ModelSaveContext ctx, T value)
        => ctx.Writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    public override T Read(ModelLoadContext ctx)
    {
        var value = default(T);
        ctx.Reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }
}
