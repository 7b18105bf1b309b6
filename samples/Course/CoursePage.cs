using System.Text.RegularExpressions;

namespace MlNetDl.Samples.Course;

/// <summary>
/// A page of the course. It has one block marked "text" with what the topic prints, the topic's picture, and ends in a line of links.
/// All else is written by hand.
/// </summary>
internal sealed partial class CoursePage
{
    private readonly string _name;
    private readonly string _text;
    private readonly Match _output;
    private readonly Match _picture;
    private readonly Match _links;

    private CoursePage(string name, string text)
    {
        (_name, _text) = (name, text);
        _output = Only(OutputBlock(), "one block of output, from ```text to ```");
        _picture = Only(
            new Regex($@"(?<=^!\[)[^\]\n]*(?=\]\({Regex.Escape(name)}\.svg\)$)", RegexOptions.Multiline),
            $"one line with its picture, ![...]({name}.svg)");
        _links = Only(LinkLine(), "a last line with a link to README.md");
        if (_output.Index > _picture.Index)
            throw new InvalidDataException($"The page {name}.md must have its output before its picture.");
    }

    /// <summary>What the topic printed, without the last line's end.</summary>
    public string Output => _output.Value;

    /// <summary>What the page says of its picture.</summary>
    public string AlternativeText => _picture.Value;

    /// <summary>The links to the index, the page before and the page after.</summary>
    public string Links => _links.Value;

    /// <summary>The page without its output.</summary>
    public string Prose => _text.Remove(_output.Index, _output.Length);

    /// <summary>Reads the page of the topic that its file is named after.</summary>
    public static CoursePage Read(string path)
        => new(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path).ReplaceLineEndings("\n"));

    /// <summary>The last line of a topic's page.</summary>
    public static string LinksFrom(int topic, IReadOnlyList<string> names)
    {
        var previous = topic > 0 ? $"Previous: [{names[topic - 1]}]({names[topic - 1]}.md) | " : "";
        var next = topic < names.Count - 1 ? $" | Next: [{names[topic + 1]}]({names[topic + 1]}.md)" : "";
        return $"{previous}[The course](README.md){next}";
    }

    public CoursePage With(string output, string alternativeText, string links)
    {
        // From the end, so that what comes before keeps its place.
        var text = _text;
        foreach (var (part, value) in new[] { (_links, links), (_picture, alternativeText), (_output, output) })
            text = string.Concat(text.AsSpan(0, part.Index), value, text.AsSpan(part.Index + part.Length));
        return new CoursePage(_name, text);
    }

    public void Save(string path) => File.WriteAllText(path, _text);

    [GeneratedRegex(@"(?<=^```text\n)(?:(?!```).*\n)*?(?:(?!```).*)(?=\n```$)", RegexOptions.Multiline)]
    private static partial Regex OutputBlock();

    [GeneratedRegex(@"^.*\]\(README\.md\).*(?=\n\z)", RegexOptions.Multiline)]
    private static partial Regex LinkLine();

    private Match Only(Regex pattern, string what)
        => pattern.Matches(_text) is [var match] ? match : throw new InvalidDataException($"The page {_name}.md must have {what}.");
}
