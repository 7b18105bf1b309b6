using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// Keys: 0 is missing, and so is one that stands for empty text; all others are categories, in their order, whether training saw them or
/// not. They are named by what they stand for, or else by their numbers from 1.
/// </summary>
internal sealed class KeyKind<T>(byte code, int count, string[]? labels) : FixedSizeKind<T> where T : unmanaged, IBinaryInteger<T>
{
    private readonly string[]? _labels = labels;

    public override DataViewType Type { get; } = new KeyDataViewType(typeof(T), count);

    public override byte Code => code;

    public override T[]? Domain => [.. Enumerable.Range(1, count).Select(T.CreateChecked)];

    public override int DomainSize => count;

    public override bool IsMissing(T value) => T.IsZero(value) || Label(value).Length == 0;

    public override int Compare(T x, T y) => x.CompareTo(y);

    public override string Label(T value)
        => _labels is not null && value <= T.CreateTruncating(count)
            ? _labels[int.CreateTruncating(value) - 1]
            : value.ToString(null, CultureInfo.InvariantCulture);

    public override object ToObject(T value) => Label(value);

    public override bool TryParse(string text, out T value)
    {
        if (_labels is null)
        {
            return T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && !T.IsZero(value)
                && value <= T.CreateTruncating(count);
        }

        // Of keys that stand for the same, no one can be meant by it.
        var index = Array.IndexOf(_labels, text);
        value = T.CreateTruncating(index + 1);
        return index >= 0 && index == Array.LastIndexOf(_labels, text);
    }

    public override Func<T, bool> TokenTest(MissingTokens tokens) => LabelTest(tokens);

    /// <summary>Keys without values may be any; with values, they must be the same ones.</summary>
    public override bool Accepts(ValueKind other)
        => other is KeyKind<T> keys && keys.DomainSize == count
            && (_labels is null || keys._labels is null || _labels.AsSpan().SequenceEqual(keys._labels));

    public override void Save(ModelSaveContext ctx)
    {
        // int: number of keys
        // bool: whether they have values
        // the values as text
        ctx.Writer.Write(count);
        ctx.Writer.Write(_labels is not null);
        foreach (var label in _labels ?? [])
            ctx.SaveString(label);
    }
}
