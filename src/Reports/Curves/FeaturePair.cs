using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Curves;

/// <summary>Two features: two columns of Singles, or a vector column of two.</summary>
internal sealed class FeaturePair
{
    private readonly DataViewSchema.Column[] _columns;

    private FeaturePair(DataViewSchema.Column[] columns, string[] names) => (_columns, Names) = (columns, names);

    /// <summary>What the features are called.</summary>
    public string[] Names { get; }

    public IReadOnlyList<DataViewSchema.Column> Columns => _columns;

    /// <exception cref="ArgumentOutOfRangeException">The columns are not such.</exception>
    public static FeaturePair Find(DataViewSchema schema, string[] columns, string component)
    {
        ArgumentNullException.ThrowIfNull(columns);
        new OptionChecks(component).Require(
            columns.Length is 1 or 2, nameof(columns), $"[{string.Join(", ", columns)}]", "two columns, or one that is a vector of two")
            .ThrowIfViolated(nameof(columns));
        if (columns.Length == 2)
        {
            return new FeaturePair(
                [.. columns.Select(name => ScoredColumns.Find(
                    schema, name, type => type == NumberDataViewType.Single, "feature", "a Single", component))],
                columns);
        }

        var vector = ScoredColumns.Find(
            schema, columns[0], type => type is VectorDataViewType { Size: 2 } two && two.ItemType == NumberDataViewType.Single, "feature",
            "a vector of two Singles", component);
        return new FeaturePair([vector], SlotNames(vector) ?? [$"{columns[0]} 0", $"{columns[0]} 1"]);
    }

    /// <summary>Reads both from the row that a cursor is at.</summary>
    public Func<(float X, float Y)> Reader(DataViewRow row, string component)
    {
        if (_columns.Length == 1)
        {
            var reader = new VectorReader<float>(row.GetGetter<VBuffer<float>>(_columns[0]), component, _columns[0].Name, 2);
            return () => reader.Read() is var both ? (both[0], both[1]) : default;
        }

        var (getX, getY) = (row.GetGetter<float>(_columns[0]), row.GetGetter<float>(_columns[1]));
        return () =>
        {
            var (x, y) = (0f, 0f);
            getX(ref x);
            getY(ref y);
            return (x, y);
        };
    }

    /// <summary>The getter of a column with values of one's own; null for a column that is none of the features.</summary>
    public Delegate? Getter(int column, Func<(float X, float Y)> values)
    {
        if (Array.FindIndex(_columns, feature => feature.Index == column) is var feature && feature < 0)
            return null;
        if (_columns.Length == 2)
            return (ValueGetter<float>)((ref float value) => value = feature == 0 ? values().X : values().Y);
        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var (x, y) = values();
            var editor = VBufferEditor.Create(ref value, 2);
            (editor.Values[0], editor.Values[1]) = (x, y);
            value = editor.Commit();
        });
    }

    private static string[]? SlotNames(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        string[] texts = [.. names.DenseValues().Select(name => name.ToString())];
        return texts.All(text => text.Length > 0) ? texts : null;
    }
}
