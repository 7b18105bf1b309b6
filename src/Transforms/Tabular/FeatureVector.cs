using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.Tabular;

/// <summary>The output column: the blocks of all columns one after the other.</summary>
internal sealed class FeatureVector
{
    private readonly int[] _firsts;
    private readonly int _width;

    // Made when first asked for: there may be very many, and rows are read without them.
    private readonly Lazy<string[]> _names;
    private readonly Lazy<TabularColumn[]> _columns;

    /// <exception cref="InvalidOperationException">A vector cannot be as wide.</exception>
    public FeatureVector(string name, FeatureBlock[] blocks)
    {
        var width = blocks.Sum(block => block.Width);
        if (width > Array.MaxLength)
            throw TabularRefusals.TooWide(width);

        (Name, Blocks, _width) = (name, blocks, (int)width);
        _firsts = new int[blocks.Length];
        for (var i = 1; i < blocks.Length; i++)
            _firsts[i] = _firsts[i - 1] + (int)blocks[i - 1].Width;
        _names = new(() => SlotNames.For([.. blocks.SelectMany(block => block.Names)]));
        _columns = new(() => [.. blocks.Select((block, i) =>
            block.Describe(_firsts[i], _names.Value[_firsts[i]..(_firsts[i] + (int)block.Width)]))]);
        Description = new(name, Type, Annotations());
    }

    public string Name { get; }

    public FeatureBlock[] Blocks { get; }

    /// <summary>What there is to tell of each column.</summary>
    public IReadOnlyList<TabularColumn> Columns => _columns.Value;

    /// <summary>The column's name, type and annotations.</summary>
    public DataViewSchema.DetachedColumn Description { get; }

    private VectorDataViewType Type => new(NumberDataViewType.Single, _width);

    /// <summary>What is known of the vector before anything is learned.</summary>
    public static SchemaShape.Column Shape(string name, ChosenColumn[] columns)
    {
        const SchemaShape.Column.VectorKind scalar = SchemaShape.Column.VectorKind.Scalar, vector = SchemaShape.Column.VectorKind.Vector;
        List<SchemaShape.Column> annotations = [new(AnnotationUtils.Kinds.SlotNames, vector, TextDataViewType.Instance, isKey: false)];
        if (Array.Exists(columns, column => column.Kind == TabularColumnKind.Categorical))
            annotations.Add(new(AnnotationUtils.Kinds.CategoricalSlotRanges, vector, NumberDataViewType.Int32, isKey: false));
        if (Array.TrueForAll(columns, column => column.Kind == TabularColumnKind.Categorical))
            annotations.Add(new(AnnotationUtils.Kinds.IsNormalized, scalar, BooleanDataViewType.Instance, isKey: false));
        return new(name, vector, NumberDataViewType.Single, isKey: false, new SchemaShape(annotations));
    }

    /// <summary>Makes the getter of the column's values; for one thread.</summary>
    public ValueGetter<VBuffer<float>> MakeGetter(DataViewRow row)
    {
        var readers = Array.ConvertAll(Blocks, block => block.MakeReader(row));
        var most = Blocks.Sum(block => block.MostEntries);
        var (indices, values) = (new int[most], new float[most]);
        return (ref VBuffer<float> vector) =>
        {
            var count = 0;
            for (var i = 0; i < readers.Length; i++)
                count += readers[i].List(_firsts[i], indices.AsSpan(count), values.AsSpan(count));
            VectorEntries.Write(ref vector, _width, indices.AsSpan(0, count), values.AsSpan(0, count));
        };
    }

    /// <summary>Adds the column to an ONNX graph, or has it left out if the graph lacks a column that it is made of.</summary>
    public void Export(OnnxContext ctx)
    {
        // As everywhere in ML.NET: a step before could not be written.
        if (!Array.TrueForAll(Blocks, block => ctx.ContainsColumn(block.Name)))
        {
            ctx.RemoveColumn(Name);
            return;
        }

        // The inputs are looked for before the output is added, which may take the name of a column.
        var sources = Array.ConvertAll(Blocks, block => ctx.GetVariableName(block.Name));
        var graph = new OnnxGraph(ctx, Name);
        string[] parts = [.. Blocks.Zip(sources, (block, source) => block.Export(ctx, graph, source))];
        graph.Add("Concat", parts, [ctx.AddIntermediateVariable(Description.Type, Name)], ("axis", 1L));
    }

    private DataViewSchema.Annotations Annotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddSlotNames(_width, AnnotationValues.Texts(() => _names.Value));
        int[] ranges = [.. Blocks.SelectMany((block, i) => block.CategoricalRanges
            .SelectMany(range => new[] { _firsts[i] + range.First, _firsts[i] + range.Last }))];
        if (ranges.Length > 0)
        {
            annotations.Add(AnnotationUtils.Kinds.CategoricalSlotRanges, AnnotationUtils.GetCategoricalType(ranges.Length / 2),
                (ref VBuffer<int> copy) => AnnotationValues.Copy(ranges, ref copy));
        }

        // Slots of categories alone are 0 or 1, and need no scaling.
        if (Array.TrueForAll(Blocks, block => block is CategoricalBlock))
            annotations.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ref bool value) => value = true);
        return annotations.ToAnnotations();
    }
}
