using System.Globalization;
using MlNetDl.Reports.Drawing;

namespace MlNetDl.Reports;

/// <summary>Pictures of training, of metrics and of models.</summary>
/// <remarks>
/// Each has an alternative text that tells in numbers what is seen. What has very many rows is drawn by what of it can be seen. Weights of
/// rows are not taken into account: each row counts once, as in the metrics without a column of weights.
/// </remarks>
public static partial class Pictures
{
    private static string Component(string picture) => $"{nameof(Pictures)}.{picture}";

    private static string Number(double value, int digits = 3) => TickText.Short(value, digits);

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Count(double number, string thing, string? several = null) =>
        $"{number.ToString("#,0", CultureInfo.InvariantCulture)} {(number == 1 ? thing : several ?? thing + "s")}";
}
