using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Booleans, false before true; none is missing.</summary>
internal sealed class BooleanKind : ValueKind<bool>
{
    public override DataViewType Type => BooleanDataViewType.Instance;

    public override byte Code => 12;

    public override int StoredSize => sizeof(bool);

    public override ValueTable<bool> MakeTable(int capacity) => new NumberTable<bool>(capacity);

    public override bool IsMissing(bool value) => false;

    public override int Compare(bool x, bool y) => x.CompareTo(y);

    public override string Label(bool value) => value ? bool.TrueString : bool.FalseString;

    public override bool TryParse(string text, out bool value) => bool.TryParse(text, out value);

    public override Func<bool, bool> TokenTest(MissingTokens tokens)
    {
        var texts = tokens.Texts.ToHashSet(tokens.Comparer);
        return value => texts.Contains(Label(value));
    }

    public override void Write(ModelSaveContext ctx, bool value) => ctx.Writer.Write(value);

    public override bool Read(ModelLoadContext ctx) => ctx.Reader.ReadBoolean();
}
