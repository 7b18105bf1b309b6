using System.Globalization;
using Spectre.Console;

namespace MlNetDl.Benchmarks;

/// <summary>Where the benchmarks write: wide enough for their tables in a file or a pipe too.</summary>
internal static class Output
{
    private const int RedirectedWidth = 240;

    public static readonly IAnsiConsole Console = Create();

    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static IAnsiConsole Create()
    {
        var redirected = System.Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
