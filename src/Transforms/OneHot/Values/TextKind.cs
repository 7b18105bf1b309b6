using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Text, taken as it is: case, spaces and Unicode form all matter. Empty text is missing.</summary>
/// <remarks>A data view has no null text: what was null in the source arrives empty.</remarks>
internal sealed class TextKind : ValueKind<ReadOnlyMemory<char>>
{
    public override DataViewType Type => TextDataViewType.Instance;

    public override byte Code => 1;

    public override IEqualityComparer<ReadOnlyMemory<char>>? Equality { get; } = new SameText();

    public override int StoredSize => sizeof(int);

    public override ValueTable<ReadOnlyMemory<char>> MakeTable(int capacity) => new TextTable(capacity);

    public override bool IsMissing(ReadOnlyMemory<char> value) => value.IsEmpty;

    /// <summary>By code point, as Python orders text, whatever the culture.</summary>
    public override int Compare(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y)
    {
        var left = x.Span;
        var right = y.Span;
        var common = left.CommonPrefixLength(right);
        return common < left.Length && common < right.Length
            ? Rank(left[common]) - Rank(right[common])
            : left.Length - right.Length;
    }

    public override ReadOnlyMemory<char> Keep(ReadOnlyMemory<char> value) => value.ToString().AsMemory();

    public override string Label(ReadOnlyMemory<char> value) => value.ToString();

    public override object ToObject(ReadOnlyMemory<char> value) => value.ToString();

    public override bool TryParse(string text, out ReadOnlyMemory<char> value)
    {
        value = text.AsMemory();
        return true;
    }

    public override Func<ReadOnlyMemory<char>, bool> TokenTest(MissingTokens tokens)
    {
        var texts = tokens.Texts.ToHashSet(tokens.Comparer).GetAlternateLookup<ReadOnlySpan<char>>();
        return value => texts.Contains(value.Span);
    }

    public override void Write(ModelSaveContext ctx, ReadOnlyMemory<char> value) => ctx.SaveNonEmptyString(value.ToString());

    public override ReadOnlyMemory<char> Read(ModelLoadContext ctx) => ctx.LoadNonEmptyString().AsMemory();

    /// <summary>
    /// Where a UTF-16 unit stands among code points. Surrogates belong to code points above all that one unit can hold, yet
    /// 0x2000 units, from 0xE000 on, have higher values than they do.
    /// </summary>
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x2000 : unit < 0xE000 ? unit : unit - 0x800;

    private sealed class SameText : IEqualityComparer<ReadOnlyMemory<char>>
    {
        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<char> text) => string.GetHashCode(text.Span);
    }
}
