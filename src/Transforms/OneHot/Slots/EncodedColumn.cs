using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>An output column: its type, its annotations, its values, and its categories for who asks for them.</summary>
internal sealed class EncodedColumn
{
    private readonly Categories[] _elements;
    private readonly SlotEncoding _encoding;

    // Made when first asked for: there may be very many, and rows are encoded without them.
    private readonly Lazy<CategoryList[]> _listed;

    /// <param name="output">The name of the output column.</param>
    /// <param name="input">The input column.</param>
    /// <param name="kind">What is made of a category.</param>
    /// <param name="sets">The categories of each element, or those of all of them together.</param>
    /// <exception cref="InvalidOperationException">There are no slots, or more than a vector has.</exception>
    public EncodedColumn(string output, InputColumn input, OneHotEncodingEstimator.OutputKind kind, Categories[] sets)
    {
        var width = sets.Sum(set => (long)set.Layout.Width);
        if (width == 0)
            throw Refusals.NoSlots(input.Name);
        if (width > Array.MaxLength)
            throw Refusals.TooWide(input.Name, width);

        Output = output;
        Input = input;
        Kind = kind;
        Sets = sets;
        _elements = input.PerElement(sets);
        Blocks = new SlotBlocks(
            Array.ConvertAll(sets, set => set.Layout.Width), Prefixes(input, kind), _elements.Length, input.Size is not null);
        _encoding = SlotEncoding.Make(kind, Blocks);
        var offsets = kind == OneHotEncodingEstimator.OutputKind.Binary ? new int[sets.Length] : Blocks.Offsets;
        _listed = new(() => CategoryList.Make(sets, Blocks.Prefixes, offsets));
        var annotations = new DataViewSchema.Annotations.Builder();
        _encoding.Annotate(annotations, () => [.. _listed.Value.SelectMany(list => list.BySlot).Select(category => category.Name)]);
        Description = new(output, _encoding.Type, annotations.ToAnnotations());
    }

    public string Output { get; }

    public DataViewType Type => _encoding.Type;

    public InputColumn Input { get; }

    public OneHotEncodingEstimator.OutputKind Kind { get; }

    /// <summary>The categories of each element, or those of all of them together.</summary>
    public Categories[] Sets { get; }

    public SlotBlocks Blocks { get; }

    /// <summary>The column's name, type and annotations.</summary>
    public DataViewSchema.DetachedColumn Description { get; }

    /// <summary>Makes the getter of the column's values; for one thread.</summary>
    public Delegate MakeGetter(DataViewRow row) => _encoding.MakeGetter(MakeSlotReader(row));

    /// <summary>Makes what finds a row's slots; for one thread.</summary>
    public SlotReader MakeSlotReader(DataViewRow row) => Input.Kind.MakeSlotReader(Input, row, _elements);

    /// <summary>The categories of an element.</summary>
    public CategoryList CategoriesOf(int element) => _listed.Value[Sets.Length == 1 ? 0 : element];

    /// <summary>The category of each element; null for one that is all zeros and stands for no category.</summary>
    /// <exception cref="ArgumentException">The vector is not an encoded one.</exception>
    public OneHotCategory?[] Decode(VBuffer<float> encoded)
        => [.. _encoding.Decode(encoded).Select((slot, element) => CategoryAt(element, slot))];

    /// <summary>The category of a slot, counted from the element's first, or the one that was dropped.</summary>
    public OneHotCategory? CategoryAt(int element, int slot)
    {
        var categories = CategoriesOf(element);
        return slot == SlotLayout.None ? categories.Dropped : categories.BySlot[slot];
    }

    public void Save(ModelSaveContext ctx)
    {
        // the input column
        // byte: kind of the output
        // the rules of its slots
        // its sets of categories
        Input.Save(ctx);
        ctx.Writer.Write((byte)Kind);
        Sets[0].Rules.Save(ctx);
        foreach (var set in Sets)
            set.Save(ctx);
    }

    public static EncodedColumn Load(IExceptionContext ectx, ModelLoadContext ctx, string output, string name)
    {
        const string part = "The description of an encoded column";
        var input = InputColumn.Load(ectx, ctx, name);
        ctx.Reader.CheckRemaining(ectx, sizeof(byte), part);
        var kind = (OneHotEncodingEstimator.OutputKind)ctx.Reader.ReadByte();
        ectx.CheckDecode(Enum.IsDefined(kind), "The output is of a kind this version does not know.");
        var rules = SlotRules.Load(ectx, ctx, input.Where(0, kind));
        var sets = new Categories[input.NumberOfCategorySets(kind)];
        for (var i = 0; i < sets.Length; i++)
            sets[i] = input.Kind.LoadCategories(ectx, ctx, rules with { Where = input.Where(i, kind) });
        ectx.CheckDecode(Array.Exists(sets, set => set.Layout.Width > 0), "An encoded column has no slots.");
        return new EncodedColumn(output, input, kind, sets);
    }

    /// <summary>What names begin with: a key is told by its value alone, a slot also from those of other columns.</summary>
    private static string[] Prefixes(InputColumn input, OneHotEncodingEstimator.OutputKind kind)
        => kind == OneHotEncodingEstimator.OutputKind.Key ? [""]
            : input.ElementNames is null || !InputColumn.HasOwnCategories(kind) ? [$"{input.Name}_"]
            : Array.ConvertAll(input.ElementNames, element => $"{input.Name}_{element}_");
}
