using System.Globalization;

namespace MlNetDl.Reports.Drawing;

/// <summary>Numbers as text, short and in the same form on every machine.</summary>
internal static class TickText
{
    /// <summary>A number beside a tick: 0.05, 20000, 150k, 2M, 1e-5.</summary>
    public static string Of(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.99e-3 or >= 1e12 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        >= 1e9 => Scaled(value / 1e9) + "G",
        >= 1e6 => Scaled(value / 1e6) + "M",
        >= 1e5 => Scaled(value / 1e3) + "k",
        _ => Scaled(value),
    };

    private static string Scaled(double value) => Math.Round(value, 8).ToString("0.########", CultureInfo.InvariantCulture);

    /// <summary>A number with so many digits that count.</summary>
    public static string Short(double value, int digits = 3)
    {
        if (value == 0 || !double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is < -4 or >= 6)
            return value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(digits - 1 - exponent, 0, 10);
        return value.ToString(FormattableString.Invariant($"F{decimals}"), CultureInfo.InvariantCulture);
    }
}
