using Microsoft.ML.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.OneHot;

namespace MlNetDl.Transforms;

public sealed partial class NaNAwareOneHotEncodingEstimator
{
    /// <summary>The options of <see cref="NaNAwareOneHotEncodingEstimator"/>; those of all its columns.</summary>
    /// <remarks>
    /// As a rule "counted" means: in the training data, over all rows, separately for each column and each element of a vector column
    /// that has categories of its own.
    /// </remarks>
    public sealed class Options
    {
        /// <summary>Whether there is a slot for missing values.</summary>
        /// <remarks>Range: a <see cref="Transforms.MissingCategory"/>. Default: <see cref="MissingCategory.Always"/>.</remarks>
        public MissingCategory MissingCategory { get; set; } = MissingCategory.Always;

        /// <summary>
        /// What else is missing, beside NaN, key 0, and null and empty text: texts such as <c>?</c> or <c>NA</c>. For columns that are
        /// not text, the values so written in the invariant culture: <c>-1</c> is missing from a column of numbers, too.
        /// </summary>
        /// <remarks>Range: any texts but null. Default: none.</remarks>
#pragma warning disable CA1819 // An array, as ML.NET's options have it; the estimator copies it.
        public string[] MissingTokens { get; set; } = [];
#pragma warning restore CA1819

        /// <summary>Whether <see cref="MissingTokens"/> are compared without regard to case, by ordinal rules.</summary>
        /// <remarks>Range: true or false. Default: false.</remarks>
        public bool IgnoreMissingTokenCase { get; set; }

        /// <summary>How values are encoded that are none of the categories.</summary>
        /// <remarks>
        /// Range: a <see cref="Transforms.UnseenValues"/>; <see cref="UnseenValues.Missing"/> only with a
        /// <see cref="MissingCategory"/>. Default: <see cref="UnseenValues.Zeros"/>.
        /// </remarks>
        public UnseenValues UnseenValues { get; set; } = UnseenValues.Zeros;

        /// <summary>Values counted less often than this are infrequent, and share one slot.</summary>
        /// <remarks>
        /// Unit: rows. Range: at least 1, or null; not together with <see cref="MinimumFraction"/>. Default: null, no such minimum.
        /// Source: scikit-learn's <c>OneHotEncoder(min_frequency)</c>.
        /// </remarks>
        public int? MinimumCount { get; set; }

        /// <summary>
        /// Values counted in less than this part of the rows are infrequent, and share one slot; rows where one is missing count too.
        /// </summary>
        /// <remarks>
        /// Unit: fraction of the rows. Range: above 0 and below 1, or null; not together with <see cref="MinimumCount"/>. Default: null,
        /// no such minimum. Source: scikit-learn's <c>OneHotEncoder(min_frequency)</c>.
        /// </remarks>
        public double? MinimumFraction { get; set; }

        /// <summary>
        /// The most categories a column may have, the infrequent one among them, the missing one not; if there are as many or more, the
        /// least counted are infrequent, and of equally many the first in <see cref="Order"/>.
        /// </summary>
        /// <remarks>
        /// Unit: categories. Range: at least 1, or null. Default: null, no such maximum. Source: scikit-learn's
        /// <c>OneHotEncoder(max_categories)</c>, which also makes an infrequent category if there are as many as the maximum.
        /// </remarks>
        public int? MaximumNumberOfCategories { get; set; }

        /// <summary>
        /// Whether the first category has no slot and is encoded as all zeros: the others' weights in a linear model are then unique. If
        /// all values are infrequent, that is their category; the missing one is never dropped. What else is encoded as all zeros, by
        /// <see cref="UnseenValues"/> and <see cref="MissingCategory"/>, then looks like the dropped category.
        /// </summary>
        /// <remarks>
        /// Range: true or false; true only with <see cref="OutputKind"/> <c>Indicator</c> and <c>Bag</c>. Default: false. Source:
        /// pandas' <c>get_dummies(drop_first)</c>.
        /// </remarks>
        public bool DropFirst { get; set; }

        /// <summary>
        /// The order of the slots: by value (text by code point, whatever the culture, numbers by size, false before true) or by first
        /// occurrence. Keys and <see cref="Categories"/> are in the order they have.
        /// </summary>
        /// <remarks>Range: a <see cref="ValueToKeyMappingEstimator.KeyOrdinality"/>. Default: <c>ByValue</c>.</remarks>
        public ValueToKeyMappingEstimator.KeyOrdinality Order { get; set; } = ValueToKeyMappingEstimator.KeyOrdinality.ByValue;

        /// <summary>
        /// The categories, in order, of columns for which they are not to be learned, by the name of the input column:
        /// <c>Categories = { ["size"] = ["S", "M", "L"] }</c>. Training then only counts them.
        /// </summary>
        /// <remarks>
        /// Range: names of input columns; for each at least one value of the column's type, or text that spells one (of a key, what it
        /// stands for), none missing, none twice. Numbers are rounded to the column's type as a loader would. Default: none, all are
        /// learned.
        /// </remarks>
        public Dictionary<string, object[]> Categories { get; set; } = [];

        /// <summary>
        /// The most categories that are taken for such; more are an error, for they are rather a row's name than a category.
        /// </summary>
        /// <remarks>
        /// Training ends as soon as there are more, unless infrequent values are to share a slot: then all are counted first, and kept in
        /// memory. Categories that are given are not held to it.
        /// Unit: categories. Range: at least 1. Default: 1,000,000, as ML.NET's own encoding, which leaves out what is beyond.
        /// </remarks>
        public int CategoryLimit { get; set; } = 1_000_000;

        /// <summary>
        /// What is made of a category: a slot that is 1, of which a vector's elements each have a block (<c>Indicator</c>) or which they
        /// add up in (<c>Bag</c>), a key (<c>Key</c>), or its number in binary (<c>Binary</c>).
        /// </summary>
        /// <remarks>Range: an <see cref="OneHotEncodingEstimator.OutputKind"/>. Default: <c>Indicator</c>.</remarks>
        public OneHotEncodingEstimator.OutputKind OutputKind { get; set; } = OneHotEncodingEstimator.OutputKind.Indicator;

        /// <summary>A copy that stays as it is, if all is well.</summary>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
        internal Options Checked()
        {
            new OptionChecks(InputColumns.Encoding)
                .RequireDefined(MissingCategory, nameof(MissingCategory))
                .Require(MissingTokens is not null && !MissingTokens.Contains(null), nameof(MissingTokens), null, "an array of texts")
                .RequireDefined(UnseenValues, nameof(UnseenValues))
                .Require(UnseenValues != UnseenValues.Missing || MissingCategory != MissingCategory.Never, nameof(UnseenValues),
                    UnseenValues, $"another one where {nameof(MissingCategory)} is {MissingCategory.Never}")
                .Require(MinimumCount is null or >= 1, nameof(MinimumCount), MinimumCount, "at least 1, or null")
                .Require(MinimumFraction is null or (> 0 and < 1), nameof(MinimumFraction), MinimumFraction, "above 0 and below 1, or null")
                .Require(MinimumFraction is null || MinimumCount is null, nameof(MinimumFraction), MinimumFraction,
                    $"null where {nameof(MinimumCount)} is given")
                .Require(MaximumNumberOfCategories is null or >= 1, nameof(MaximumNumberOfCategories), MaximumNumberOfCategories,
                    "at least 1, or null")
                .RequireDefined(Order, nameof(Order))
                .Require(Categories is not null, nameof(Categories), null, "given; empty for none")
                .Require(CategoryLimit >= 1, nameof(CategoryLimit), CategoryLimit, "at least 1")
                .RequireDefined(OutputKind, nameof(OutputKind))
                .Require(
                    !DropFirst || OutputKind is OneHotEncodingEstimator.OutputKind.Indicator or OneHotEncodingEstimator.OutputKind.Bag,
                    nameof(DropFirst), DropFirst, $"false where {nameof(OutputKind)} is {OutputKind}")
                .ThrowIfViolated("options");

            var copy = (Options)MemberwiseClone();
            copy.MissingTokens = [.. MissingTokens!];
            copy.Categories = Categories!.ToDictionary(pair => pair.Key, pair => pair.Value?.ToArray() ?? []);
            return copy;
        }
    }
}
