using System.Runtime.CompilerServices;
using Microsoft.ML.Transforms;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Counts the values of one element while a cursor moves over the rows; keeps no more than each value once.</summary>
internal sealed class CategoryCounter<T> where T : notnull
{
    private readonly ValueKind<T> _kind;
    private readonly NaNAwareOneHotEncodingEstimator.Options _options;
    private readonly SlotRules _rules;
    private readonly InfrequentRule _infrequent;
    private readonly Func<T, bool> _isToken;
    private readonly bool _learns;
    private readonly ValueTable<T> _countsPlus1;
    private readonly NumberTable<T>? _numbers;
    private readonly List<T> _values = [];
    private readonly HashSet<int> _missing = [];
    private long _unseen;

    /// <param name="where">What the values are of, as a message says it.</param>
    /// <param name="kind">The kind of the values.</param>
    /// <param name="options">What the user wants.</param>
    /// <param name="domain">The categories, if they are not to be learned; values that are none of them are only counted.</param>
    public CategoryCounter(string where, ValueKind<T> kind, NaNAwareOneHotEncodingEstimator.Options options, T[]? domain)
    {
        _kind = kind;
        _options = options;
        _rules = SlotRules.Of(where, options);
        _infrequent = new InfrequentRule(options.MinimumCount, options.MinimumFraction, options.MaximumNumberOfCategories);
        _isToken = kind.TokenTest(_rules.Tokens);
        _learns = domain is null;
        _countsPlus1 = kind.MakeTable(domain?.Length ?? 0);
        _numbers = _countsPlus1 as NumberTable<T>;
        foreach (var value in domain ?? [])
            AddNew(value);
    }

    /// <exception cref="InvalidOperationException">There are too many categories, or the value is none and that is an error.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value)
    {
        // A table of numbers is so fast that a virtual call would show.
        ref var countPlus1 = ref _numbers is null ? ref _countsPlus1.Find(value) : ref _numbers.Find(value);
        if (!Unsafe.IsNullRef(ref countPlus1))
            countPlus1++;
        else
            AddOther(value);
    }

    /// <exception cref="InvalidOperationException">There are too many categories.</exception>
    public Categories<T> ToCategories()
    {
        var indices = Enumerable.Range(0, _values.Count).Where(index => !_missing.Contains(index)).ToArray();
        var values = Array.ConvertAll(indices, index => _values[index]);
        var counts = Array.ConvertAll(indices, CountOf);
        if (_learns && _options.Order == ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            Array.Sort(values, counts, _kind);

        var missing = _missing.Sum(CountOf);
        var infrequent = _infrequent.Find(counts, counts.Sum() + missing + _unseen);
        var kept = infrequent.Count(rare => !rare);
        if (_learns && kept > _options.CategoryLimit)
            throw TooMany(kept, counts.Sum() + missing);

        var encodedAsMissing = missing + (_rules.Unseen == UnseenValues.Missing ? _unseen : 0);
        var hasMissing = _options.MissingCategory == MissingCategory.Always
            || (_options.MissingCategory == MissingCategory.WhenPresent && encodedAsMissing > 0);
        return new Categories<T>(_kind, _rules, values, counts, infrequent, hasMissing, missing);
    }

    private void AddOther(T value)
    {
        if (!_learns && !IsMissing(value))
        {
            if (_rules.Unseen == UnseenValues.Error)
                throw Refusals.Unseen(_rules.Where, _kind.Label(value));

            _unseen++;
            return;
        }

        AddNew(_kind.Keep(value));
        _countsPlus1.Find(value)++;
    }

    private void AddNew(T value)
    {
        // Missing values are counted like any other: whether a value is one is asked once, not for every row.
        if (IsMissing(value))
            _missing.Add(_values.Count);

        _countsPlus1.Add(value, 1);
        _values.Add(value);

        // Only rare ones may yet come to be left out; until all are counted, nobody knows which.
        var categories = _values.Count - _missing.Count;
        if (_learns && categories > _options.CategoryLimit && !_infrequent.Applies)
            throw TooMany(categories, Enumerable.Range(0, _values.Count).Sum(CountOf) + 1);
    }

    private long CountOf(int index) => _countsPlus1.Find(_values[index]) - 1;

    private bool IsMissing(T value) => _kind.IsMissing(value) || _isToken(value);

    private InvalidOperationException TooMany(int categories, long values)
        => Refusals.TooMany(_rules.Where, categories, _options.CategoryLimit, values);
}
