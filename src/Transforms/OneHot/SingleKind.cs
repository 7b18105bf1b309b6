using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Single numbers: every NaN is missing, 0 and -0 are one category, infinities are categories.</summary>
internal sealed class SingleKind : ValueKind<float>
{
    public override DataViewType Type => NumberDataViewType.Single;

    public override byte Code => 2;

    public override int StoredSize => sizeof(float);

    public override bool IsMissing(float value) => float.IsNaN(value);

    public override int Compare(float x, float y) => x.CompareTo(y);

    // Adding 0 turns -0 into 0 and leaves every other number as it is.
    public override float Keep(float value) => value + 0f;

    /// <summary>The shortest text that parses back; infinities as pandas and Python spell them.</summary>
    public override string Label(float value)
        => float.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString(CultureInfo.InvariantCulture);

    public override void Write(ModelSaveContext ctx, float value) => ctx.Writer.Write(value);

    public override float Read(ModelLoadContext ctx) => ctx.Reader.ReadSingle();
}
