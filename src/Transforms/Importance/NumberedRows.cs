using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Importance;

/// <summary>
/// Data with a further column: a vector with a slot for each column that may be shuffled, which holds the row whose value stands in
/// this row. At first that is the row itself.
/// </summary>
internal sealed class NumberedRows : SequentialView
{
    private readonly int _slots;

    public NumberedRows(IChannelProvider provider, IDataView source, int slots)
        : base(provider, source)
    {
        _slots = slots;
        ColumnName = "RowOfEachColumn";
        while (source.Schema.GetColumnOrNull(ColumnName) is not null)
            ColumnName += "_";
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(source.Schema);
        schema.AddColumn(ColumnName, new VectorDataViewType(NumberDataViewType.Single, slots));
        Schema = schema.ToSchema();
    }

    /// <summary>The name of the added column.</summary>
    public string ColumnName { get; }

    public override DataViewSchema Schema { get; }

    private protected override IEnumerable<int> Needed(IReadOnlySet<int> active) => active.Where(index => index < Source.Schema.Count);

    private protected override Func<int, Delegate?> Getters(DataViewRow source) => index => index < Source.Schema.Count
        ? null
        : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> rows) =>
        {
            var editor = VBufferEditor.Create(ref rows, _slots);
            editor.Values.Fill(source.Position);
            rows = editor.Commit();
        });
}
