using Microsoft.ML;

namespace MlNetDl.Reports.Html.Profile;

/// <summary>Counts the values of a column of Booleans, keys or times.</summary>
/// <param name="column">The column.</param>
/// <param name="type">What the type is called.</param>
/// <param name="text">A value as text.</param>
/// <param name="isMissing">Whether a value stands for a missing one; without it none does.</param>
/// <param name="isOrdered">Whether there is a point in the least and the greatest value.</param>
internal sealed class ValueCounter<T>(
    DataViewSchema.Column column, string type, Func<T, string> text, Func<T, bool>? isMissing = null, bool isOrdered = false)
    : ColumnCounter(column)
    where T : struct, IComparable<T>
{
    private const int MostListed = 5;

    private readonly ValueCounts<T> _counts = new();
    private ValueGetter<T> _getter = null!;
    private T _value;

    public override void Open(DataViewRow row) => _getter = row.GetGetter<T>(Column);

    public override void Read()
    {
        _getter(ref _value);
        if (isMissing?.Invoke(_value) == true)
            _counts.AddMissing();
        else
            _counts.Add(_value);
    }

    public override IEnumerable<ColumnProfile> Profiles(long rows)
    {
        var sorted = isOrdered ? _counts.Sorted() : [];
        yield return new ColumnProfile
        {
            Name = Column.Name,
            Type = type,
            Values = rows,
            Missing = _counts.Missing,
            Distinct = _counts.Distinct,
            Minimum = sorted.Length > 0 ? text(sorted[0].Key) : null,
            Median = sorted.Length > 0 ? text(ValueCounts<T>.At(sorted, (_counts.Present - 1) / 2)) : null,
            Maximum = sorted.Length > 0 ? text(sorted[^1].Key) : null,
            MostFrequent = _counts.MostFrequent(MostListed, text),
        };
    }
}
