using System.Globalization;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Counts the values of one column while a cursor moves over the rows.</summary>
internal abstract class ColumnCounter
{
    /// <summary>Takes in the value of the row the cursor is at.</summary>
    public abstract void AddCurrentRow();

    /// <summary>The categories of each element, or those of all of them together.</summary>
    public abstract Categories[] ToCategories();
}

internal sealed class ColumnCounter<T> : ColumnCounter where T : notnull
{
    private readonly ElementReader<T> _reader;
    private readonly CategoryCounter<T>[] _own;
    private readonly CategoryCounter<T>[] _elements;

    /// <exception cref="ArgumentOutOfRangeException">The categories that the user gave do not fit the column.</exception>
    /// <exception cref="InvalidOperationException">There are too many keys.</exception>
    public ColumnCounter(
        InputColumn column, ValueKind<T> kind, ElementReader<T> reader, NaNAwareOneHotEncodingEstimator.Options options)
    {
        _reader = reader;
        if (kind.DomainSize > options.CategoryLimit)
            throw Refusals.TooMany(column.Name, kind.DomainSize, options.CategoryLimit, 0);

        var domain = options.Categories.TryGetValue(column.Name, out var given) ? Parse(given, column.Name, kind, options) : kind.Domain;
        _own = new CategoryCounter<T>[column.NumberOfCategorySets(options.OutputKind)];
        for (var i = 0; i < _own.Length; i++)
            _own[i] = new CategoryCounter<T>(column.Name, kind, options, domain);
        _elements = column.PerElement(_own);
    }

    public override void AddCurrentRow()
    {
        // Most columns are scalars, and a span of one element costs as much as to find it.
        if (_reader is ScalarReader<T> scalar)
        {
            _own[0].Add(scalar.ReadOne());
            return;
        }

        var values = _reader.Read();
        for (var i = 0; i < values.Length; i++)
            _elements[i].Add(values[i]);
    }

    public override Categories[] ToCategories() => Array.ConvertAll(_own, Categories (counter) => counter.ToCategories());

    private static T[] Parse(object[] given, string column, ValueKind<T> kind, NaNAwareOneHotEncodingEstimator.Options options)
    {
        if (given is not { Length: > 0 })
            throw Refusals.WrongCategories(nameof(options), column, "are none", "Give at least one, or leave the column out to have them learned");

        var isToken = kind.TokenTest(SlotRules.Of(column, options).Tokens);
        var known = new HashSet<T>(kind.Equality);
        foreach (var item in given)
        {
            var text = Convert.ToString(item, CultureInfo.InvariantCulture) ?? "";
            if (text.Length == 0 || (kind.TryParse(text, out var value) && (kind.IsMissing(value) || isToken(value))))
            {
                throw Refusals.WrongCategories(nameof(options), column, text.Length == 0 ? "have one that is null or empty" : $"have '{text}'",
                    $"That is a missing value, which has a slot of its own by {nameof(MissingCategory)}. Leave it out");
            }

            if (!kind.TryParse(text, out value))
                throw Refusals.WrongCategories(nameof(options), column, $"have '{text}'", $"The column is of type {kind.Type}. Give values of that type");

            if (!known.Add(kind.Keep(value)))
                throw Refusals.WrongCategories(nameof(options), column, $"have '{text}' more than once", "Give each value once");
        }

        return [.. known];
    }
}
