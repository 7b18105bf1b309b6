using System.Globalization;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>What is said of data from which no pieces can be learned.</summary>
internal static class PiecewiseRefusals
{
    public static InvalidOperationException Infinite(string where, float value, long row)
        => Refusal($"{where} holds {Text(value)} in row {Text(row)} of the training data; it must be finite as a Single, or NaN for "
            + "missing. Correct it where it comes from, such as a division by zero, or filter the row out.");

    public static InvalidOperationException BadWeight(string column, float value, long row)
        => Refusal($"example weight column '{column}' holds {Text(value)} in row {Text(row)} of the training data; it must be at least 0 "
            + "and finite. Correct the weight, or replace it by 0 to leave the row out.");

    public static InvalidOperationException NoRows(string? weightColumn)
        => Refusal(weightColumn is null
            ? "the training data has no rows. Check the file that was loaded and the filters in the pipeline."
            : $"the training data has no rows with a weight above 0 in column '{weightColumn}'. Check the weights, the file that was "
                + "loaded and the filters in the pipeline.");

    public static InvalidOperationException AllMissing(string where, long rows)
        => Refusal($"{where} is missing in all {Text(rows)} rows of the training data, so that there is nothing to learn pieces from. "
            + "Leave it out, or check how it was loaded.");

    public static InvalidOperationException TooWide(string column, long width)
        => Refusal($"input column '{column}' would be encoded as a vector of {Text(width)} slots; a vector has at most "
            + $"{Text(Array.MaxLength)}. Lower {nameof(PiecewiseLinearEncodingEstimator.Options.MaximumNumberOfPieces)}.");

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static InvalidOperationException Refusal(string message) => new($"{NumericColumn.Encoding}: {message}");
}
