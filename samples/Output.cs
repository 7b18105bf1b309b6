using System.Globalization;
using Spectre.Console;

namespace MlNetDl.Samples;

/// <summary>Where the samples write: a terminal gets colours and a live bar, a file or a pipe plain lines.</summary>
internal static class Output
{
    // Said outright, for Spectre.Console writes escape sequences to the pipes of some build servers.
    public static readonly IAnsiConsole Console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = System.Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = System.Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    public static void Heading(string text) => Console.Write(new Markup($"\n[bold]{Markup.Escape(text)}[/]\n"));

    public static void Line(FormattableString text)
        => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
