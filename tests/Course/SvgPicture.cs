using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace MlNetDl.Tests.Course;

/// <summary>A picture, as far as two drawings of the same data agree: the texts, and the shapes to within a few pixels.</summary>
internal sealed partial class SvgPicture(string svg)
{
    private const double Pixels = 5;

    private readonly XElement[] _elements = [.. XDocument.Parse(svg).Descendants()];

    /// <summary>The texts, in the order in which they are drawn.</summary>
    public IReadOnlyList<string> Texts => [.. _elements.Where(IsText).Select(element => element.Value.Trim())];

    /// <summary>The alternative text.</summary>
    public string Description => Assert.Single(_elements, element => element.Name.LocalName == "desc").Value;

    /// <summary>What of the shapes is not the same; nothing, if all is.</summary>
    public IEnumerable<string> Differences(SvgPicture other)
    {
        XElement[] mine = [.. _elements.Where(IsShape)], theirs = [.. other._elements.Where(IsShape)];
        if (mine.Length != theirs.Length)
            return [$"{mine.Length} shapes against {theirs.Length}"];
        return mine.Zip(theirs).Where(pair => !Agree(pair.First, pair.Second)).Select(pair => $"{pair.First}\nagainst\n{pair.Second}");
    }

    // How wide a text is depends on the machine's fonts, and so where it begins.
    private static bool IsText(XElement element) => element.Name.LocalName == "text";

    private static bool IsShape(XElement element) => element.Name.LocalName is not ("text" or "title" or "desc");

    private static bool Agree(XElement one, XElement other)
        => one.Name == other.Name
        && one.Attributes().Select(attribute => attribute.Name).SequenceEqual(other.Attributes().Select(attribute => attribute.Name))
        && one.Attributes().Zip(other.Attributes(), Agree).All(agree => agree);

    private static bool Agree(XAttribute one, XAttribute other)
    {
        // A picture within the picture is bytes. Colours are names, and so are ids, which begin with a hash of all that is drawn.
        if (one.Value.StartsWith("data:", StringComparison.Ordinal))
            return other.Value.StartsWith("data:", StringComparison.Ordinal);
        if (one.Name == "id" || one.Value.Contains('#', StringComparison.Ordinal))
            return Hash().Replace(one.Value, "") == Hash().Replace(other.Value, "");
        double[] mine = Numbers(one.Value), theirs = Numbers(other.Value);
        // Which region a cell at its border is of, and so how many corners it has, is a matter of rounding; where it lies is not.
        return Number().Replace(one.Value, "#") == Number().Replace(other.Value, "#")
            ? mine.Zip(theirs).All(pair => AreClose(pair.First, pair.Second))
            : one.Name == "d" && Enumerable.Range(0, 2).All(axis =>
                AreClose(Along(mine, axis).Min(), Along(theirs, axis).Min()) && AreClose(Along(mine, axis).Max(), Along(theirs, axis).Max()));
    }

    private static IEnumerable<double> Along(double[] path, int axis) => path.Where((_, i) => i % 2 == axis);

    private static bool AreClose(double one, double other) => Math.Abs(one - other) <= Pixels;

    private static double[] Numbers(string text)
        => [.. Number().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\bp[0-9a-f]{12}-")]
    private static partial Regex Hash();

    [GeneratedRegex(@"-?\d*\.?\d+([eE][+-]?\d+)?")]
    private static partial Regex Number();
}
