using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetDl.Tests.Course;

/// <summary>The numbers in a text.</summary>
internal static partial class Figures
{
    private const string Measured = "(measured)";

    /// <summary>What of the two outputs is not the same, line by line; nothing, if all is.</summary>
    /// <remarks>
    /// Whole numbers are the same. Others may differ by a fiftieth or by two of their last digit, for sums round differently on other
    /// processors. In lines of what was measured, only the text counts.
    /// </remarks>
    public static IEnumerable<string> Differences(string page, string run)
    {
        string[] expected = page.Split('\n'), actual = run.Split('\n');
        if (expected.Length != actual.Length)
            return [$"{expected.Length} lines on the page, {actual.Length} printed"];
        return expected.Zip(actual).Where(pair => !Agree(pair.First, pair.Second))
            .Select(pair => $"page: {pair.First}\nrun:  {pair.Second}");
    }

    /// <summary>The numbers of a page's prose that its output does not have, or has as measured only.</summary>
    public static IEnumerable<string> Unfounded(string prose, string output)
    {
        var printed = output.Split('\n').Where(line => !IsMeasured(line))
            .SelectMany(line => Number().Matches(line)).Select(match => match.Value);
        return Number().Matches(WithoutCode().Replace(prose, " ")).Select(match => match.Value).Except(printed);
    }

    private static bool Agree(string expected, string actual)
        => Number().Replace(expected, "#") == Number().Replace(actual, "#")
        && (IsMeasured(expected)
            || Number().Matches(expected).Zip(Number().Matches(actual)).All(pair => AreClose(pair.First.Value, pair.Second.Value)));

    private static bool IsMeasured(string line) => line.EndsWith(Measured, StringComparison.Ordinal);

    private static bool AreClose(string expected, string actual)
    {
        var point = expected.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return expected == actual;
        double page = Parse(expected), run = Parse(actual);
        var lastDigit = Math.Pow(10, point + 1 - expected.Length);
        // A little more, for the difference is not exact.
        return Math.Abs(page - run) <= Math.Max(2.001 * lastDigit, Math.Abs(page) / 50);
    }

    private static double Parse(string number) => double.Parse(number, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>A number that is not part of a name, such as the 2 of x2.</summary>
    [GeneratedRegex(@"(?<![\w.,])-?\d+(,\d{3})*(\.\d+)?(?![\w])")]
    private static partial Regex Number();

    /// <summary>
    /// Blocks, formulas, the picture (whose text the picture itself has), code, where links lead to, and the paragraph that says where
    /// the book has it.
    /// </summary>
    [GeneratedRegex(
        @"^```.*?^```$|^\$\$.*?\$\$$|^!\[[^\n]*$|^In the book:.*?(?=\n\n)|`[^`\n]*`|\$[^$\n]*\$|\]\([^)\n]*\)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex WithoutCode();
}
