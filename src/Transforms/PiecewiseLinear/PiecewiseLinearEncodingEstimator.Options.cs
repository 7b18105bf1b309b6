using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.PiecewiseLinear;

namespace MlNetDl.Transforms;

public sealed partial class PiecewiseLinearEncodingEstimator
{
    /// <summary>The options of <see cref="PiecewiseLinearEncodingEstimator"/>; those of all its columns.</summary>
    public sealed class Options
    {
        /// <summary>
        /// The most pieces a slot is encoded in; a slot of few distinct values has fewer. More follow a curve more closely, and need
        /// more rows and more memory.
        /// </summary>
        /// <remarks>
        /// Unit: pieces. Range: at least 2. Default: 48; with 24, networks were a little worse on two of three tables, and equal on the
        /// third. Source: Gorishniy, Rubachev and Babenko (2022), who tune it between 2 and 256.
        /// </remarks>
        public int MaximumNumberOfPieces { get; set; } = 48;

        /// <summary>Whether a slot has a further column that is 1 where the value is missing.</summary>
        /// <remarks>
        /// Range: a <see cref="Transforms.MissingIndicator"/>. Default: <see cref="MissingIndicator.WhenPresent"/>.
        /// </remarks>
        public MissingIndicator MissingIndicator { get; set; } = MissingIndicator.WhenPresent;

        /// <summary>
        /// The name of the column of row weights, a number: a row of weight 2 counts as the row twice, one of weight 0 as none. A factor
        /// that all weights have in common changes nothing. Needed for the fit alone.
        /// </summary>
        /// <remarks>
        /// Unit: rows. Range: the name of a column whose values are at least 0, or null. Default: null, all rows count the same.
        /// Source: ML.NET's trainers.
        /// </remarks>
        public string? ExampleWeightColumnName { get; set; }

        /// <summary>A copy that stays as it is, if all is well.</summary>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
        internal Options Checked()
        {
            new OptionChecks(NumericColumn.Encoding)
                .Require(MaximumNumberOfPieces >= 2, nameof(MaximumNumberOfPieces), MaximumNumberOfPieces, "at least 2")
                .RequireDefined(MissingIndicator, nameof(MissingIndicator))
                .Require(
                    ExampleWeightColumnName is null || !string.IsNullOrWhiteSpace(ExampleWeightColumnName),
                    nameof(ExampleWeightColumnName), ExampleWeightColumnName, "the name of a column, or null")
                .ThrowIfViolated("options");
            return (Options)MemberwiseClone();
        }
    }
}
