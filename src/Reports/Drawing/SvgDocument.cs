using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MlNetDl.Reports.Drawing;

/// <summary>Makes what Skia writes as SVG a document that stands alone and goes into HTML, also several times.</summary>
/// <remarks>
/// Skia's has texts without a width, which fall apart with another font, ids that are the same in every document, no dashes and no
/// description.
/// </remarks>
internal static class SvgDocument
{
    private const string Fallbacks = ", Verdana, Geneva, sans-serif";

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace _xlink = "http://www.w3.org/1999/xlink";

    public static string Complete(
        string xml, string title, string description, IReadOnlyDictionary<byte, (float[] Dashes, byte Alpha)> dashes)
    {
        var root = XDocument.Parse(xml).Root!;
        foreach (var text in root.Descendants(_svg + "text").ToArray())
            SetWidth(text);
        foreach (var line in root.Descendants(_svg + "path").ToArray())
            SetDashes(line, dashes);
        foreach (var clip in root.Descendants(_svg + "clipPath").ToArray())
            ReplaceClip(root, clip);
        MergeViewports(root);
        MakeIdsUnique(root);
        if (!root.Descendants().Attributes().Any(attribute => attribute.Name.Namespace == _xlink))
            root.Attribute(XNamespace.Xmlns + "xlink")?.Remove();

        var (width, height) = (root.Attribute("width")!.Value, root.Attribute("height")!.Value);
        root.Add(
            new XAttribute("viewBox", $"0 0 {width} {height}"), new XAttribute("role", "img"),
            new XAttribute("style", "max-width:100%;height:auto"));
        root.AddFirst(new XElement(_svg + "title", Valid(title)), new XElement(_svg + "desc", Valid(description)));
        return Write(root);
    }

    // Skia places each glyph by itself, in a list that ends in a comma and is not valid. The width keeps a text in its place with any font.
    private static void SetWidth(XElement text)
    {
        text.Value = text.Value.Trim();
        var family = text.Attribute("font-family")!.Value;
        var size = float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        var width = PictureFont.Width(text.Value, family, size, text.Attribute("font-weight")?.Value is "bold" or "700");
        text.SetAttributeValue("x", First(text.Attribute("x")!.Value));
        text.SetAttributeValue("y", First(text.Attribute("y")!.Value));
        text.SetAttributeValue("textLength", Math.Round(width, 2));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
        text.SetAttributeValue("font-family", family + Fallbacks);
    }

    private static string First(string list) => list.Split(',', 2)[0].Trim();

    private static void SetDashes(XElement path, IReadOnlyDictionary<byte, (float[] Dashes, byte Alpha)> dashes)
    {
        if (path.Attribute("stroke-opacity") is not { } opacity ||
            !dashes.TryGetValue((byte)Math.Round(double.Parse(opacity.Value, CultureInfo.InvariantCulture) * 255), out var line))
        {
            return;
        }

        var pattern = line.Dashes.Select(dash => dash.ToString(CultureInfo.InvariantCulture));
        path.SetAttributeValue("stroke-dasharray", string.Join(' ', pattern));
        path.SetAttributeValue("stroke-opacity", line.Alpha == 255 ? null : Math.Round(line.Alpha / 255.0, 4));
    }

    // A rectangle to clip to becomes a viewport of its own, which needs no id.
    private static void ReplaceClip(XElement root, XElement clip)
    {
        if (clip.Elements().SingleOrDefault() is not { } shape || shape.Name != _svg + "rect")
            return;
        var (x, y, width, height) = (Number(shape, "x"), Number(shape, "y"), Number(shape, "width"), Number(shape, "height"));
        foreach (var group in root.Descendants(_svg + "g")
            .Where(group => group.Attribute("clip-path")?.Value == $"url(#{clip.Attribute("id")!.Value})").ToArray())
        {
            group.Attribute("clip-path")!.Remove();
            group.Name = _svg + "svg";
            group.Add(
                new XAttribute("x", x), new XAttribute("y", y), new XAttribute("width", width), new XAttribute("height", height),
                new XAttribute("viewBox", $"{x} {y} {width} {height}"),
                // A page's rules for svg elements are not meant for this one.
                new XAttribute("style", $"width:{width}px;height:{height}px;max-width:none;overflow:hidden"));
        }

        clip.Remove();
    }

    // Each thing that is drawn comes with a clip of its own, most often the same as that of the one before.
    private static void MergeViewports(XElement root)
    {
        foreach (var viewport in root.Elements(_svg + "svg").ToArray())
        {
            if (viewport.PreviousNode is not XElement before || before.Name != viewport.Name || !Values(before).SequenceEqual(Values(viewport)))
                continue;

            before.Add(viewport.Elements());
            viewport.Remove();
        }
    }

    private static IEnumerable<string> Values(XElement element) => element.Attributes().Select(attribute => attribute.Value);

    private static string Number(XElement shape, string attribute) => shape.Attribute(attribute)?.Value ?? "0";

    private static void MakeIdsUnique(XElement root)
    {
        var ids = root.Descendants().Attributes("id").ToArray();
        if (ids.Length == 0)
            return;
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(root.ToString())))[..12];
        foreach (var id in ids)
        {
            foreach (var attribute in root.Descendants().Attributes().ToArray())
            {
                attribute.Value = attribute.Value
                    .Replace($"url(#{id.Value})", $"url(#p{hash}-{id.Value})", StringComparison.Ordinal);
                if (attribute.Value == "#" + id.Value)
                    attribute.Value = $"#p{hash}-{id.Value}";
            }

            id.Value = $"p{hash}-{id.Value}";
        }
    }

    /// <summary>A text without the characters that XML cannot hold.</summary>
    private static string Valid(string text) =>
        XmlConvert.VerifyXmlChars(string.Concat(text.Where((c, i) => XmlConvert.IsXmlChar(c) || IsPaired(text, i))));

    private static bool IsPaired(string text, int i) =>
        (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) ||
        (char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]));

    private static string Write(XElement root)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(text, settings))
            root.Save(writer);
        return text.Append('\n').ToString();
    }
}
