using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// Numbers of one of .NET's types, never turned into another one: every NaN is missing, 0 and -0 are one category, infinities are
/// categories.
/// </summary>
internal sealed class NumberKind<T>(byte code, DataViewType type) : FixedSizeKind<T> where T : unmanaged, INumber<T>
{
    public override DataViewType Type => type;

    public override byte Code => code;

    public override bool IsMissing(T value) => T.IsNaN(value);

    public override int Compare(T x, T y) => x.CompareTo(y);

    // Adding 0 turns -0 into 0 and leaves every other number as it is.
    public override T Keep(T value) => value + T.Zero;

    /// <summary>The shortest text that parses back; infinities as pandas and Python spell them.</summary>
    public override string Label(T value)
        => T.IsInfinity(value) ? T.IsPositive(value) ? "inf" : "-inf" : value.ToString(null, CultureInfo.InvariantCulture);

    public override bool TryParse(string text, out T value)
    {
        var spelled = text switch
        {
            "inf" => "Infinity",
            "-inf" => "-Infinity",
            _ => text,
        };
        // What is spelled with digits is finite: where it is beyond the type, there is no such value.
        return T.TryParse(spelled, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value) && !(T.IsInfinity(value) && text.Any(char.IsAsciiDigit));
    }
}
