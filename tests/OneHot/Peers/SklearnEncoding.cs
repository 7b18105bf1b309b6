using MlNetDl.Tests.Support;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.OneHot.Peers;

/// <summary>
/// A column of adult as scikit-learn encodes it under one set of options; <c>sklearn_adult.py</c> explains the parts.
/// </summary>
internal sealed record SklearnEncoding(
    string Column, string Type, int? FitRows, int? MinimumCount, double? MinimumFraction, int? MaximumNumberOfCategories,
    bool DropFirst, UnseenValues Unseen, string[] Names, string[] Infrequent, int[] Ones, string Hash)
{
    public NaNAwareOneHotEncodingEstimator.Options Options => new()
    {
        MinimumCount = MinimumCount,
        MinimumFraction = MinimumFraction,
        MaximumNumberOfCategories = MaximumNumberOfCategories,
        DropFirst = DropFirst,
        UnseenValues = Unseen,
    };

    /// <summary>All encodings that the script made.</summary>
    public static SklearnEncoding[] ReadAll() => JsonLines.Read<SklearnEncoding>("tests/OneHot/Peers/sklearn_adult.jsonl.gz");

    public override string ToString() => $"{(FitRows is null ? "all" : $"{FitRows}")} rows, minimum {MinimumCount}{MinimumFraction}, "
        + $"maximum {MaximumNumberOfCategories}, drop first {DropFirst}, unseen {Unseen}";
}
