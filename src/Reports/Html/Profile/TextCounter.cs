using Microsoft.ML;

namespace MlNetDl.Reports.Html.Profile;

/// <summary>Counts texts. Empty ones are missing.</summary>
internal sealed class TextCounter(DataViewSchema.Column column) : ColumnCounter(column)
{
    private const int MostListed = 5;

    private readonly ValueCounts<string> _counts = new();
    private ValueGetter<ReadOnlyMemory<char>> _getter = null!;
    private ReadOnlyMemory<char> _value;

    public override void Open(DataViewRow row) => _getter = row.GetGetter<ReadOnlyMemory<char>>(Column);

    public override void Read()
    {
        _getter(ref _value);
        if (_value.IsEmpty)
            _counts.AddMissing();
        else
            _counts.Add(_value.ToString());
    }

    public override IEnumerable<ColumnProfile> Profiles(long rows)
    {
        yield return new ColumnProfile
        {
            Name = Column.Name,
            Type = "text",
            Values = rows,
            Missing = _counts.Missing,
            Distinct = _counts.Distinct,
            MostFrequent = _counts.MostFrequent(MostListed, text => text),
        };
    }
}
