using System.Globalization;

namespace MlNetDl.Reports.Html;

/// <summary>Numbers as the report writes them.</summary>
internal static class Figures
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = "–";

    private const int MostCharacters = 60;

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 in per cent; a very small one is not told as none, nor a very large one as all.</summary>
    public static string Share(double share) => share switch
    {
        double.NaN => None,
        > 0 and < 0.001 => "< 0.1 %",
        > 0.999 and < 1 => "> 99.9 %",
        _ => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>A value: whole numbers in full, others with six digits.</summary>
    public static string Value(double value) => double.IsNaN(value) ? None
        : value == 0 ? "0" // Negative zero too.
        : Math.Abs(value) < 1e15 && Math.Floor(value) == value ? value.ToString("0", CultureInfo.InvariantCulture)
        : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A measured value, of which four digits tell enough, of a large one those before the point.</summary>
    public static string Short(double value) => double.IsNaN(value) ? None : value.ToString(Math.Abs(value) >= 1000 ? "0" : "G4", CultureInfo.InvariantCulture);

    /// <summary>A text, of a very long one the beginning.</summary>
    public static string Shortened(string text) => text.Length <= MostCharacters || text.EnumerateRunes().Count() <= MostCharacters ? text
        : string.Concat(text.EnumerateRunes().Take(MostCharacters)) + "…";

    /// <summary>A metric: four places of a share, fewer of an amount; of a tiny or a huge one four digits.</summary>
    public static string Metric(double value) => double.IsNaN(value) ? "not defined"
        : double.IsInfinity(value) ? "infinite"
        : value.ToString(
            Math.Abs(value) switch { 0 => "0.0000", < 5e-5 or >= 1e12 => "G4", >= 1000 => "#,0", >= 10 => "0.##", _ => "0.0000" },
            CultureInfo.InvariantCulture);
}
