using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Html.Profile;

/// <summary>The range of a long vector's numbers, of all elements together: pixels, an embedding. NaN is missing.</summary>
internal sealed class VectorCounter(DataViewSchema.Column column, int size) : ColumnCounter(column)
{
    private NumberReader<double> _reader = null!;
    private long _missing;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;

    public override void Open(DataViewRow row) => _reader = new(NumberDataViewType.Double, row, ReportBuilder.Component, Column.Name, size);

    public override void Read()
    {
        foreach (var value in _reader.Read())
        {
            if (double.IsNaN(value))
            {
                _missing++;
                continue;
            }

            _minimum = Math.Min(_minimum, value);
            _maximum = Math.Max(_maximum, value);
        }
    }

    public override IEnumerable<ColumnProfile> Profiles(long rows)
    {
        var values = rows * size;
        yield return new ColumnProfile
        {
            Name = Column.Name,
            Type = $"{Figures.Count(size)} × {((VectorDataViewType)Column.Type).ItemType.RawType.Name}",
            Values = values,
            Missing = _missing,
            Minimum = values > _missing ? Figures.Value(_minimum) : null,
            Maximum = values > _missing ? Figures.Value(_maximum) : null,
        };
    }
}
