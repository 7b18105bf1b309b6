namespace MlNetDl.Transforms.OneHot;

/// <summary>Texts that stand for missing values.</summary>
/// <param name="Texts">The texts.</param>
/// <param name="IgnoreCase">Whether they do so in any case.</param>
internal sealed record MissingTokens(string[] Texts, bool IgnoreCase)
{
    public static MissingTokens Of(NaNAwareOneHotEncodingEstimator.Options options)
        => new(options.MissingTokens, options.IgnoreMissingTokenCase);

    public StringComparer Comparer => IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
