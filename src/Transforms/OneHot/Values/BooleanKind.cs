using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Booleans, false before true; none is missing.</summary>
internal sealed class BooleanKind : FixedSizeKind<bool>
{
    public override DataViewType Type => BooleanDataViewType.Instance;

    public override byte Code => 12;

    public override bool IsMissing(bool value) => false;

    public override int Compare(bool x, bool y) => x.CompareTo(y);

    public override string Label(bool value) => value ? bool.TrueString : bool.FalseString;

    public override bool TryParse(string text, out bool value) => bool.TryParse(text, out value);

    public override Func<bool, bool> TokenTest(MissingTokens tokens) => LabelTest(tokens);

    // Any byte but 0 is true, and would not be equal to it as it is.
    public override bool Read(ModelLoadContext ctx) => ctx.Reader.ReadBoolean();
}
