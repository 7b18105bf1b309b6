using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>A key for each element, from 1 in the order of the slots; 0 for what has no slot.</summary>
internal sealed class KeyEncoding(SlotBlocks blocks) : SlotEncoding
{
    private readonly KeyDataViewType _key = new(typeof(uint), blocks.Width);

    public override DataViewType Type => blocks.IsVector ? new VectorDataViewType(_key, blocks.Elements) : _key;

    public override void Annotate(DataViewSchema.Annotations.Builder annotations, Func<string[]> names)
        => annotations.AddKeyValues(blocks.Width, TextDataViewType.Instance, AnnotationValues.Texts(names));

    public override Delegate MakeGetter(SlotReader reader)
    {
        ValueGetter<uint> scalar = (ref uint key) => key = (uint)(reader.ReadOne() + 1);
        ValueGetter<VBuffer<uint>> vector = (ref VBuffer<uint> keys) =>
        {
            var slots = reader.Read();
            var editor = VBufferEditor.Create(ref keys, slots.Length);
            for (var i = 0; i < slots.Length; i++)
                editor.Values[i] = (uint)(slots[i] + 1);
            keys = editor.Commit();
        };
        return blocks.IsVector ? vector : scalar;
    }

    public override int[] Decode(VBuffer<float> encoded)
        => throw new InvalidOperationException($"{InputColumns.Encoding}: the column is encoded as keys. Give a key instead of a vector.");
}
