using Microsoft.ML.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Tabular;

namespace MlNetDl.Transforms;

public sealed partial class TabularFeaturesEstimator
{
    /// <summary>The options of <see cref="TabularFeaturesEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>Whether a number has a further slot that is 1 where it is missing.</summary>
        /// <remarks>
        /// Range: a <see cref="Transforms.MissingIndicator"/>. Default: <see cref="MissingIndicator.WhenPresent"/>. Source:
        /// scikit-learn's <c>SimpleImputer(add_indicator=True)</c>.
        /// </remarks>
        public MissingIndicator MissingIndicator { get; set; } = MissingIndicator.WhenPresent;

        /// <summary>
        /// The columns of numbers that are categories, such as postal codes. Text and keys named here are taken for categories even if
        /// nearly every row has one of its own.
        /// </summary>
        /// <remarks>Range: names of columns that are not left out. Default: none.</remarks>
#pragma warning disable CA1819 // An array, as ML.NET's options have it; the estimator copies it.
        public string[] CategoricalColumnNames { get; set; } = [];
#pragma warning restore CA1819

        /// <summary>How categories are encoded; for all columns of categories.</summary>
        /// <remarks>
        /// A Boolean is never missing, so that <see cref="MissingCategory.Always"/> gives it no slot for that. Range: options with
        /// <see cref="NaNAwareOneHotEncodingEstimator.Options.OutputKind"/> <c>Indicator</c>. Default: the encoding's own.
        /// </remarks>
        public NaNAwareOneHotEncodingEstimator.Options OneHot { get; set; } = new();

        /// <summary>
        /// Whether a column called <c>Label</c> may be a feature though the label has another name. It is mostly the label itself, made
        /// a key by an earlier step, and would tell a trainer all that it is to predict.
        /// </summary>
        /// <remarks>Range: true or false. Default: false, such a column is an error.</remarks>
        public bool AllowLabelAsFeature { get; set; }

        /// <summary>A copy that stays as it is, if all is well.</summary>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
        internal Options Checked()
        {
            new OptionChecks(ChosenColumns.Component)
                .RequireDefined(MissingIndicator, nameof(MissingIndicator))
                .Require(CategoricalColumnNames is not null && !CategoricalColumnNames.Contains(null), nameof(CategoricalColumnNames), null,
                    "an array of names")
                .Require(OneHot is not null, nameof(OneHot), null, "given; new() for the defaults")
                .Require(OneHot?.OutputKind is null or OneHotEncodingEstimator.OutputKind.Indicator, "OneHot.OutputKind",
                    OneHot?.OutputKind, "Indicator, for each category to have a slot")
                .ThrowIfViolated("options");

            var copy = (Options)MemberwiseClone();
            copy.CategoricalColumnNames = [.. CategoricalColumnNames!];
            copy.OneHot = OneHot!.Checked();
            return copy;
        }
    }
}
