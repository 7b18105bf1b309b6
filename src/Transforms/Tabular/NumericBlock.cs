using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.PiecewiseLinear;

namespace MlNetDl.Transforms.Tabular;

/// <summary>A slot for each number, and after them one for each whose absence is told.</summary>
internal sealed class NumericBlock : FeatureBlock
{
    private readonly NumericColumn _column;
    private readonly NumericSlot[] _slots;
    private readonly int[] _indicated;

    public NumericBlock(NumericColumn column, NumericSlot[] slots)
        : base(column.Name, TabularColumnKind.Numeric)
    {
        (_column, _slots) = (column, slots);
        _indicated = [.. Enumerable.Range(0, slots.Length).Where(i => slots[i].HasIndicator)];
    }

    public override long Width => (long)_slots.Length + _indicated.Length;

    // A number, or the indicator with the median.
    public override int MostEntries => _slots.Length + _indicated.Length;

    public override IEnumerable<(string Name, int Rank)> Names =>
    [
        .. Enumerable.Range(0, _slots.Length).Select(i => (NameOf(i), NumberRank)),
        .. _indicated.Select(i => ($"{NameOf(i)}_{SlotNames.Missing}", SpecialRank)),
    ];

    public override void Check(DataViewSchema schema, IExceptionContext ectx, string parameter)
        => _column.Check(schema, ectx, parameter, ChosenColumns.Component);

    public override BlockReader MakeReader(DataViewRow row) => new Reader(
        new(NumberDataViewType.Single, row, ChosenColumns.Component, Name, _column.ElementNames?.Length), _slots, _indicated);

    public override string Export(OnnxContext ctx, OnnxGraph graph, string source)
    {
        ctx.CheckOpSetVersion(9, ChosenColumns.Component);
        // A vector may have several dimensions.
        var numbers = _column.ElementNames is null ? source : graph.Add("Flatten", [source], ("axis", 1L));
        var singles = graph.Add("Cast", [numbers], ("to", typeof(float)));
        var isMissing = graph.Add("IsNaN", [singles]);
        var medians = graph.Constant(Array.ConvertAll(_slots, slot => slot.StandIn), 1, _slots.Length);
        var known = graph.Add("Where", [isMissing, medians, singles]);
        if (_indicated.Length == 0)
            return known;

        var flags = graph.Add("Cast", [isMissing], ("to", typeof(float)));
        var indices = graph.Constant(Array.ConvertAll(_indicated, i => (long)i), _indicated.Length);
        return graph.Add("Concat", [known, graph.Add("Gather", [flags, indices], ("axis", 1L))], ("axis", 1L));
    }

    public override TabularColumn Describe(int first, string[] slotNames) => new(
        Name, TabularColumnKind.Numeric, first, slotNames, Array.ConvertAll(_slots, slot => slot.Median), [],
        _slots.Sum(slot => slot.Missing));

    public static NumericBlock Load(IExceptionContext ectx, ModelLoadContext ctx, string name)
    {
        var column = new NumericColumn(name, VectorElements.LoadNames(ectx, ctx));
        ctx.Reader.CheckRemaining(ectx, (long)column.Size * NumericSlot.StoredSize, "The list of medians");
        var slots = new NumericSlot[column.Size];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = NumericSlot.Load(ectx, ctx);
        return new NumericBlock(column, slots);
    }

    protected override void SaveLearned(ModelSaveContext ctx)
    {
        // the names of the column's elements
        // each of its slots
        VectorElements.SaveNames(ctx, _column.ElementNames);
        foreach (var slot in _slots)
            slot.Save(ctx);
    }

    private string NameOf(int slot) => _column.ElementNames is null ? Name : $"{Name}_{_column.ElementNames[slot]}";

    private sealed class Reader(NumberReader<float> numbers, NumericSlot[] slots, int[] indicated) : BlockReader
    {
        public override int List(int first, Span<int> indices, Span<float> values)
        {
            var read = numbers.Read();
            var count = 0;
            for (var i = 0; i < read.Length; i++)
            {
                var value = float.IsNaN(read[i]) ? slots[i].StandIn : read[i];
                if (value != 0)
                {
                    indices[count] = first + i;
                    values[count++] = value;
                }
            }

            for (var i = 0; i < indicated.Length; i++)
            {
                if (float.IsNaN(read[indicated[i]]))
                {
                    indices[count] = first + read.Length + i;
                    values[count++] = 1;
                }
            }

            return count;
        }
    }
}
