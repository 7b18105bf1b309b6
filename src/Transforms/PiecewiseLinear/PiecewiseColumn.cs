using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>An output column: its type, its annotations and its values.</summary>
internal sealed class PiecewiseColumn
{
    private readonly int _width;

    /// <param name="output">The name of the output column.</param>
    /// <param name="input">The input column.</param>
    /// <param name="slots">What was learned of each of its slots.</param>
    /// <exception cref="InvalidOperationException">A vector cannot be as wide.</exception>
    public PiecewiseColumn(string output, NumericColumn input, PiecewiseSlot[] slots)
    {
        var width = slots.Sum(slot => (long)slot.Width);
        if (width > Array.MaxLength)
            throw PiecewiseRefusals.TooWide(input.Name, width);

        (Input, Slots, _width) = (input, slots, (int)width);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddSlotNames(_width, AnnotationValues.Texts(() => SlotNames.For(
            [.. slots.SelectMany((slot, i) => slot.Names(input.SlotName(i))).Select(name => (name, 0))])));
        annotations.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ref bool value) => value = true);
        Description = new(output, new VectorDataViewType(NumberDataViewType.Single, _width), annotations.ToAnnotations());
    }

    public NumericColumn Input { get; }

    public PiecewiseSlot[] Slots { get; }

    /// <summary>The column's name, type and annotations.</summary>
    public DataViewSchema.DetachedColumn Description { get; }

    /// <summary>What is known of an encoded column before anything is learned.</summary>
    public static SchemaShape.Column Shape(string output) => new(
        output, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, new SchemaShape(
        [
            new(AnnotationUtils.Kinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false),
            new(AnnotationUtils.Kinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false),
        ]));

    /// <summary>Makes the getter of the column's values; for one thread.</summary>
    public ValueGetter<VBuffer<float>> MakeGetter(DataViewRow row)
    {
        var reader = new NumberReader<float>(
            NumberDataViewType.Single, row, NumericColumn.Encoding, Input.Name, Input.ElementNames?.Length);
        return (ref VBuffer<float> encoded) =>
        {
            var values = reader.Read();
            var editor = VBufferEditor.Create(ref encoded, _width);
            var columns = editor.Values;
            for (var i = 0; i < Slots.Length; i++)
            {
                Slots[i].Encode(values[i], columns[..Slots[i].Width]);
                columns = columns[Slots[i].Width..];
            }

            encoded = editor.Commit();
        };
    }

    public void Save(ModelSaveContext ctx)
    {
        // the names of the input column's elements
        // each of its slots
        VectorElements.SaveNames(ctx, Input.ElementNames);
        foreach (var slot in Slots)
            slot.Save(ctx);
    }

    public static PiecewiseColumn Load(IExceptionContext ectx, ModelLoadContext ctx, string output, string name)
    {
        var input = new NumericColumn(name, VectorElements.LoadNames(ectx, ctx));
        var slots = new PiecewiseSlot[input.Size];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = PiecewiseSlot.Load(ectx, ctx);
        return new PiecewiseColumn(output, input, slots);
    }
}
