using System.Globalization;

namespace MlNetDl.Reports.Drawing;

/// <summary>A cell of a confusion matrix.</summary>
/// <param name="Actual">The row.</param>
/// <param name="Predicted">The column.</param>
/// <param name="Count">How many rows of the data are in it.</param>
/// <param name="Recall">Its share of the matrix' row; not a number where that is empty.</param>
internal sealed record ConfusionCell(int Actual, int Predicted, double Count, double Recall)
{
    /// <summary>Its share of the matrix' row; 0 where that is empty.</summary>
    public double Share => double.IsNaN(Recall) ? 0 : Recall;

    public string CountText => Count.ToString("0.#", CultureInfo.InvariantCulture);

    public static ConfusionCell[] Of(IReadOnlyList<IReadOnlyList<double>> counts) =>
    [
        .. counts.SelectMany((row, actual) => row.Select(
            (count, predicted) => new ConfusionCell(actual, predicted, count, count / row.Sum()))),
    ];
}
