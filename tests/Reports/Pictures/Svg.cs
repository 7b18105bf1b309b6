using System.Globalization;
using System.Xml.Linq;
using MlNetDl.Reports;
using Xunit;

namespace MlNetDl.Tests.Reports;

/// <summary>What there is to see in the SVG of a picture.</summary>
internal sealed class Svg(string xml)
{
    public static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    public Svg(Picture picture, PictureTheme theme = PictureTheme.Light, int width = 800, int height = 500)
        : this(picture.ToSvg(theme, width, height))
    {
    }

    public string Xml => xml;

    public XElement Root { get; } = XDocument.Parse(xml).Root!;

    /// <summary>The texts in it, in the order they are drawn in.</summary>
    public string[] Texts => [.. Root.Descendants(Namespace + "text").Select(text => text.Value)];

    public XElement[] All(string name) => [.. Root.Descendants(Namespace + name)];

    /// <summary>How long a text is drawn, and from where to where on the way across.</summary>
    public IEnumerable<(string Text, double Left, double Right)> LevelTexts() =>
        from text in All("text")
        let transform = text.Attribute("transform")!.Value
        where transform.StartsWith("translate(", StringComparison.Ordinal) && !transform.Contains("rotate")
        let x = double.Parse(transform[10..].Split(' ')[0], CultureInfo.InvariantCulture) + Number(text, "x")
        select (text.Value, x, x + Number(text, "textLength"));

    /// <summary>Some texts are among all.</summary>
    public static void AssertAmong(string[] texts, params string[] some) => Assert.Superset(some.ToHashSet(), texts.ToHashSet());

    public static double Number(XElement element, string attribute) => (double)element.Attribute(attribute)!;
}
