using Microsoft.ML;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.OneHot;

namespace MlNetDl.Transforms.Tabular;

/// <summary>A slot for each category.</summary>
internal sealed class CategoricalBlock(EncodedColumn column) : FeatureBlock(column.Input.Name, TabularColumnKind.Categorical)
{
    public override long Width => column.Blocks.Width;

    public override int MostEntries => column.Blocks.Elements;

    public override IEnumerable<(string Name, int Rank)> Names => PerElement
        .SelectMany(categories => categories.BySlot)
        .Select(category => (category.Name, category.Role == CategoryRole.Value ? ValueRank : SpecialRank));

    public override IEnumerable<(int First, int Last)> CategoricalRanges => Enumerable.Range(0, column.Blocks.Elements)
        .Where(element => column.Blocks.Widths[element] > 0)
        .Select(element => (column.Blocks.Offsets[element], column.Blocks.Offsets[element + 1] - 1));

    private IEnumerable<CategoryList> PerElement => Enumerable.Range(0, column.Blocks.Elements).Select(column.CategoriesOf);

    public override void Check(DataViewSchema schema, IExceptionContext ectx, string parameter)
        => InputColumns.Check([column.Input], schema, ectx, parameter, ChosenColumns.Component);

    public override BlockReader MakeReader(DataViewRow row) => new Reader(column.MakeSlotReader(row), column.Blocks.Offsets);

    public override string Export(OnnxContext ctx, OnnxGraph graph, string source) => OneHotOnnx.Encode(ctx, graph, column, source);

    public override TabularColumn Describe(int first, string[] slotNames) => new(
        Name, TabularColumnKind.Categorical, first, slotNames, [],
        [.. PerElement.SelectMany(categories => categories.All).Select(category => InVector(category, first, slotNames))],
        column.Sets.Sum(set => set.MissingCount));

    public static CategoricalBlock Load(IExceptionContext ectx, ModelLoadContext ctx, string name)
    {
        var column = EncodedColumn.Load(ectx, ctx, name, name);
        ectx.CheckDecode(column.Kind == OneHotEncodingEstimator.OutputKind.Indicator, "The categories of a column have no slots.");
        return new CategoricalBlock(column);
    }

    protected override void SaveLearned(ModelSaveContext ctx) => column.Save(ctx);

    private static OneHotCategory InVector(OneHotCategory category, int first, string[] slotNames) => new(
        category.Role, category.Value, category.Count, first + category.Slot,
        category.Slot is { } slot ? slotNames[slot] : category.Name,
        [.. category.Members.Select(member => InVector(member, first, slotNames))]);

    private sealed class Reader(SlotReader slots, int[] offsets) : BlockReader
    {
        public override int List(int first, Span<int> indices, Span<float> values)
        {
            var read = slots.Read();
            var count = 0;
            for (var i = 0; i < read.Length; i++)
            {
                if (read[i] != SlotLayout.None)
                {
                    indices[count] = first + offsets[i] + read[i];
                    values[count++] = 1;
                }
            }

            return count;
        }
    }
}
