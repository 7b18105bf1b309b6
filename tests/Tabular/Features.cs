using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Tabular;

/// <summary>Makes features of small tables, and reads them.</summary>
internal static class Features
{
    /// <summary>All columns of the data but the label.</summary>
    public static TabularFeaturesTransformer Fit(
        MLContext context, IDataView data, TabularFeaturesEstimator.Options? options = null, string? label = null)
        => context.Transforms.TabularFeatures("Features", data.Schema, label, options: options).Fit(data);

    /// <summary>The vectors, a text a row: <c>"1 0.5 0"</c>.</summary>
    public static string[] Rows(IDataView data)
        => [.. data.GetColumn<VBuffer<float>>("Features").Select(vector => FormattableString.Invariant(
            $"{string.Join(' ', vector.DenseValues().Select(value => FormattableString.Invariant($"{value}")))}"))];

    public static string[] Names(IDataView data) => Encoding.SlotNames(data, "Features");
}
