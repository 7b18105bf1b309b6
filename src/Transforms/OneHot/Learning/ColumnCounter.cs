using Microsoft.ML;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Counts the values of one column while a cursor moves over the rows.</summary>
internal abstract class ColumnCounter
{
    /// <summary>Joins counters of this one's type.</summary>
    public abstract RowCounter Join(IEnumerable<ColumnCounter> alike);

    /// <summary>The categories of each element, or those of all of them together.</summary>
    public abstract Categories[] ToCategories();
}

internal sealed class ColumnCounter<T> : ColumnCounter where T : notnull
{
    private readonly ScalarReader<T>? _scalar;
    private readonly VectorReader<T>? _vector;
    private readonly CategoryCounter<T> _first;
    private readonly CategoryCounter<T>[] _own;
    private readonly CategoryCounter<T>[] _elements;

    /// <exception cref="ArgumentOutOfRangeException">The categories that the user gave do not fit the column.</exception>
    /// <exception cref="InvalidOperationException">There are too many keys.</exception>
    public ColumnCounter(InputColumn column, ValueKind<T> kind, DataViewRow row, NaNAwareOneHotEncodingEstimator.Options options)
    {
        if (column.Size is null)
            _scalar = new ScalarReader<T>(row, column);
        else
            _vector = column.ReadVector<T>(row);

        var isGiven = options.Categories.TryGetValue(column.Name, out var given);
        if (!isGiven && kind.DomainSize > options.CategoryLimit)
            throw Refusals.TooManyKeys(column.Name, kind.DomainSize, options.CategoryLimit);

        var domain = isGiven ? GivenCategories.Parse(given!, column.Name, kind, options) : kind.Domain;
        _own = new CategoryCounter<T>[column.NumberOfCategorySets(options.OutputKind)];
        for (var i = 0; i < _own.Length; i++)
            _own[i] = new CategoryCounter<T>(column.Where(i, options.OutputKind), kind, options, domain);
        _elements = column.PerElement(_own);
        _first = _own[0];
    }

    public override RowCounter Join(IEnumerable<ColumnCounter> alike) => new RowCounter<T>([.. alike.Cast<ColumnCounter<T>>()]);

    /// <summary>Takes in the value of the row the cursor is at.</summary>
    public void AddCurrentRow()
    {
        // Most columns are scalars, and a span of one element costs as much as to find it.
        if (_scalar is not null)
        {
            _first.Add(_scalar.Read());
            return;
        }

        var values = _vector!.Read();
        for (var i = 0; i < values.Length; i++)
            _elements[i].Add(values[i]);
    }

    public override Categories[] ToCategories() => Array.ConvertAll(_own, Categories (counter) => counter.ToCategories());
}
