using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetDl.Transforms.Numerics;
using static TorchSharp.torch;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// One pinned buffer from which matrices are cut, each seen by managed code as a span and by libtorch as a tensor over the
/// same memory. Disposing it disposes every tensor.
/// </summary>
internal sealed class TensorArena : IDisposable
{
    private readonly float[] _memory;
    private readonly Tensor _all;
    private readonly List<Tensor> _views = [];
    private int _next;

    /// <param name="length">The floats to be cut from it, the padding of each piece included.</param>
    public TensorArena(int length)
    {
        // A matrix product rounds differently at other alignments, and the collector aligns to 8 bytes only.
        _memory = GC.AllocateArray<float>(checked(length + Alignment.Floats), pinned: true);
        _next = FirstAligned(_memory);
        _all = frombuffer(_memory, ScalarType.Float32);
    }

    /// <summary>Cuts off a piece; it starts at a cache line and is zero.</summary>
    public Memory<float> Take(int length)
    {
        var piece = _memory.AsMemory(_next, Alignment.RoundUp(length));
        _next += piece.Length;
        return piece;
    }

    /// <summary>A matrix over a piece, or over the first part of one.</summary>
    public MatrixView View(Memory<float> piece, int rows, int columns)
    {
        MemoryMarshal.TryGetArray<float>(piece, out var segment);
        using var flat = _all.narrow(0, segment.Offset, (long)rows * columns);
        var tensor = flat.view(rows, columns);
        var transposed = tensor.t();
        _views.Add(tensor);
        _views.Add(transposed);
        return new MatrixView(tensor, transposed);
    }

    public void Dispose()
    {
        foreach (var view in _views)
            view.Dispose();
        _views.Clear();
        _all.Dispose();
    }

    private static int FirstAligned(float[] memory)
    {
        unsafe
        {
            var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
            const nuint Line = Alignment.Floats * sizeof(float);
            return (int)((Line - (address % Line)) % Line / sizeof(float));
        }
    }
}
