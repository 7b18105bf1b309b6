using Microsoft.ML;

namespace MlNetDl.Reports.Html.Profile;

/// <summary>A column of values that are not looked into, such as images or vectors of text: it is listed all the same.</summary>
internal sealed class OtherCounter(DataViewSchema.Column column) : ColumnCounter(column)
{
    public override void Open(DataViewRow row)
    {
    }

    public override void Read()
    {
    }

    public override IEnumerable<ColumnProfile> Profiles(long rows)
    {
        yield return new ColumnProfile { Name = Column.Name, Type = Column.Type.ToString()!, Values = rows };
    }
}
