using System.Globalization;
using Spectre.Console;

namespace MlNetDl.Samples;

/// <summary>Where the samples write: a terminal gets colours and a live bar, a file or a pipe plain lines.</summary>
internal static class Output
{
    // Without the enrichers, for on some build servers they turn escape sequences on whatever is said here.
    public static readonly IAnsiConsole Console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = System.Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        Interactive = System.Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    public static void Heading(string text) => Console.Write(new Markup($"\n[bold]{Markup.Escape(text)}[/]\n"));

    /// <summary>Writes a line as it is, however wide; figures and paths are not to be broken in two.</summary>
    public static void Line(FormattableString text)
        => Console.Profile.Out.Writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
