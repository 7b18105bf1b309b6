using Microsoft.ML;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Collects the categories of one column while a cursor moves over the rows.</summary>
internal abstract class CategoryCollector
{
    /// <summary>Takes in the value of the row the cursor is at.</summary>
    public abstract void AddCurrentRow();

    public abstract Categories ToCategories();
}

internal sealed class CategoryCollector<T>(ValueKind<T> kind, ValueGetter<T> getter) : CategoryCollector where T : notnull
{
    private readonly HashSet<T> _seen = new(kind.Equality);
    private T _value = default!;

    public override void AddCurrentRow()
    {
        getter(ref _value);
        if (!kind.IsMissing(_value) && !_seen.Contains(_value))
            _seen.Add(kind.Keep(_value));
    }

    public override Categories ToCategories()
    {
        var values = _seen.ToArray();
        Array.Sort(values, kind);
        return new Categories<T>(kind, values);
    }
}
