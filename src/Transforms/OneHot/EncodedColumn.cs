using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>An output column: its type, its annotations and its values.</summary>
internal sealed class EncodedColumn(string output, string input, Categories categories)
{
    // Made when first asked for: a column may have very many slots, and rows are encoded without their names.
    private readonly Lazy<ReadOnlyMemory<char>[]> _slotNames = new(() => SlotNames.For(input, categories.Labels));

    public string Input => input;

    public Categories Categories => categories;

    /// <summary>What is known of the column before anything is learned.</summary>
    public static SchemaShape.Column Shape(string name)
    {
        const SchemaShape.Column.VectorKind scalar = SchemaShape.Column.VectorKind.Scalar, vector = SchemaShape.Column.VectorKind.Vector;
        return new SchemaShape.Column(name, vector, NumberDataViewType.Single, isKey: false, new SchemaShape(
        [
            new(AnnotationUtils.Kinds.SlotNames, vector, TextDataViewType.Instance, isKey: false),
            new(AnnotationUtils.Kinds.CategoricalSlotRanges, vector, NumberDataViewType.Int32, isKey: false),
            new(AnnotationUtils.Kinds.IsNormalized, scalar, BooleanDataViewType.Instance, isKey: false),
        ]));
    }

    public DataViewSchema.DetachedColumn Describe()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddSlotNames(categories.Width, GetSlotNames);
        annotations.Add<VBuffer<int>>(AnnotationUtils.Kinds.CategoricalSlotRanges, AnnotationUtils.GetCategoricalType(1), GetSlotRange);
        annotations.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ref bool value) => value = true);
        return new DataViewSchema.DetachedColumn(output, new VectorDataViewType(NumberDataViewType.Single, categories.Width),
            annotations.ToAnnotations());
    }

    /// <summary>Makes the getter of the column's values; for one thread.</summary>
    public ValueGetter<VBuffer<float>> MakeGetter(DataViewRow row, DataViewSchema.Column source)
    {
        var width = categories.Width;
        var slot = categories.MakeSlotGetter(row, source);
        return (ref VBuffer<float> encoded) => Encode(ref encoded, width, slot());
    }

    private static void Encode(ref VBuffer<float> encoded, int width, int slot)
    {
        // A sparse entry takes the room of two dense ones.
        const int widestDense = 2;
        if (slot == Categories.Unseen)
        {
            encoded = VBufferEditor.Create(ref encoded, width, valuesCount: 0).Commit();
        }
        else if (width <= widestDense)
        {
            var dense = VBufferEditor.Create(ref encoded, width);
            dense.Values.Clear();
            dense.Values[slot] = 1;
            encoded = dense.Commit();
        }
        else
        {
            var sparse = VBufferEditor.Create(ref encoded, width, valuesCount: 1);
            sparse.Values[0] = 1;
            sparse.Indices[0] = slot;
            encoded = sparse.Commit();
        }
    }

    // Annotations are copied out: the buffer is the caller's, who may write to it.
    private void GetSlotNames(ref VBuffer<ReadOnlyMemory<char>> names)
    {
        var editor = VBufferEditor.Create(ref names, categories.Width);
        _slotNames.Value.CopyTo(editor.Values);
        names = editor.Commit();
    }

    private void GetSlotRange(ref VBuffer<int> range)
    {
        var editor = VBufferEditor.Create(ref range, 2);
        editor.Values[0] = 0;
        editor.Values[1] = categories.Width - 1;
        range = editor.Commit();
    }
}
