using ScottPlot;
using ScottPlot.TickGenerators;

namespace MlNetDl.Reports.Drawing;

/// <summary>An axis on which values or their logarithms are drawn.</summary>
/// <param name="IsLogarithmic">Whether it is the logarithms, to base 10.</param>
internal sealed record ValueAxis(bool IsLogarithmic)
{
    public double Place(double value) => IsLogarithmic ? Math.Log10(value) : value;

    /// <summary>Ticks at 1, 2 and 5 times the powers of ten, as far as there is room.</summary>
    public void Mark(IAxis axis, IEnumerable<double> values, int most)
    {
        if (!IsLogarithmic)
            return;
        var (least, greatest) = (Math.Log10(values.Min()), Math.Log10(values.Max()));
        double[][] choices = [[1, 2, 5], [1, 3], [1]];
        var decades = Enumerable.Range((int)Math.Floor(least) - 1, (int)(Math.Ceiling(greatest) - Math.Floor(least)) + 3).ToArray();
        var ticks = choices.Select(factors => Ticks(decades, factors)).ToArray();
        var chosen = Array.Find(ticks, choice => choice.Count(tick => tick >= least - 0.1 && tick <= greatest + 0.1) <= most);
        if (chosen is null)
        {
            var step = (int)Math.Ceiling((greatest - least) / most);
            chosen = Ticks([.. decades.Where(decade => decade % step == 0)], [1]);
        }

        axis.TickGenerator = new NumericManual(chosen, [.. chosen.Select(tick => TickText.Of(Math.Pow(10, tick)))]);
    }

    private static double[] Ticks(int[] decades, double[] factors) =>
        [.. decades.SelectMany(decade => factors.Select(factor => decade + Math.Log10(factor)))];
}
