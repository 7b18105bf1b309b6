using System.Globalization;

namespace MlNetDl.Reports.Drawing;

/// <summary>Numbers as text, short and in the same form on every machine.</summary>
internal static class TickText
{
    /// <summary>A number beside a tick.</summary>
    public static string Of(double value)
    {
        var size = Math.Abs(value);
        return size is not 0 && size is < 1e-4 or >= 1e6
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : Math.Round(value, 10) is var rounded && rounded == 0 ? "0" : rounded.ToString("0.##########", CultureInfo.InvariantCulture);
    }

    /// <summary>A number with so many digits that count.</summary>
    public static string Short(double value, int digits = 3)
    {
        if (value == 0 || !double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is < -4 or >= 6)
            return value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);
        return value.ToString("F" + Math.Clamp(digits - 1 - exponent, 0, 10).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
