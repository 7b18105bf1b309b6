using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>An encoding as a vector, stored sparse or dense, whichever is smaller.</summary>
internal abstract class VectorEncoding(int width) : SlotEncoding
{
    public sealed override DataViewType Type { get; } = new VectorDataViewType(NumberDataViewType.Single, width);

    /// <summary>The most entries a row has that are not 0.</summary>
    protected abstract int MostEntries { get; }

    /// <summary>Lists the entries that are not 0, in order, and returns how many there are.</summary>
    protected abstract int List(ReadOnlySpan<int> slots, Span<int> indices, Span<float> values);

    public override Delegate MakeGetter(SlotReader reader)
    {
        var indices = new int[MostEntries];
        var values = new float[MostEntries];
        Array.Fill(values, 1);
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> encoded) =>
        {
            var count = List(reader.Read(), indices, values);
            VectorEntries.Write(ref encoded, width, indices.AsSpan(0, count), values.AsSpan(0, count));
        };
        return getter;
    }

    protected static void Normalized(DataViewSchema.Annotations.Builder annotations)
        => annotations.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ref bool value) => value = true);

    protected void Name(DataViewSchema.Annotations.Builder annotations, Func<string[]> names)
        => annotations.AddSlotNames(width, AnnotationValues.Texts(names));

    /// <summary>The entries that are 1, in order, each with the block it is in; all others must be 0.</summary>
    /// <exception cref="ArgumentException">They are not, or the vector has another length.</exception>
    protected List<(int Block, int Index)> Ones(VBuffer<float> encoded, SlotBlocks blocks)
    {
        if (encoded.Length != width)
        {
            throw new ArgumentException(FormattableString.Invariant($"{InputColumns.Encoding}: the vector has {encoded.Length} slots; ")
                + FormattableString.Invariant($"an encoded one has {width}. Give a vector of the encoded column."), nameof(encoded));
        }

        var ones = new List<(int, int)>();
        var block = 0;
        foreach (var (index, value) in encoded.Items().Where(item => item.Value != 0))
        {
            if (value != 1)
                throw NotEncoded(nameof(encoded), FormattableString.Invariant($"slot {index} is {value}, neither 0 nor 1"));

            while (index >= blocks.Offsets[block + 1])
                block++;
            ones.Add((block, index));
        }

        return ones;
    }

    protected static ArgumentException NotEncoded(string parameter, string fault)
        => new($"{InputColumns.Encoding}: the vector is not an encoded one: {fault}. Give it as it was encoded.", parameter);

    /// <summary>Writes a vector of zeros, but for a 1 at a slot if there is one.</summary>
    protected void WriteOne(ref VBuffer<float> encoded, int slot)
    {
        // A row's vector mostly has the shape of the one before, and is then only to be changed: half the time of an editor.
        if (slot >= 0 && width > 2 && encoded.Length == width && encoded.GetIndices().Length == 1)
        {
            MemoryMarshal.GetReference(encoded.GetIndices()) = slot;
            MemoryMarshal.GetReference(encoded.GetValues()) = 1;
        }
        else
        {
            ReadOnlySpan<int> indices = slot == SlotLayout.None ? [] : [slot];
            VectorEntries.Write(ref encoded, width, indices, slot == SlotLayout.None ? [] : [1f]);
        }
    }
}
