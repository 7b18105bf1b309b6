using System.Globalization;
using System.Text.RegularExpressions;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Samples;

/// <summary>The samples' program, run as a user's shell would with its output going to a file.</summary>
internal static class SamplesProgram
{
    // The variables are those of a terminal with colours and of a build server: a pipe is a pipe all the same.
    public static ProcessResult Run(params string[] arguments) => DotnetCli.Run(
        [BuiltProgram.PathTo("samples", "MlNetDl.Samples"), .. arguments], AppContext.BaseDirectory,
        new Dictionary<string, string?> { ["TERM"] = "xterm-256color", ["GITHUB_ACTIONS"] = "true" });

    /// <summary>The figure on the one line that starts so, after a blank.</summary>
    public static double Figure(string output, string start)
    {
        var match = Assert.Single(Regex.Matches(output, $@"{start} (-?\d+(\.\d+)?)(, .*)?\r?$", RegexOptions.Multiline));
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>What was printed, each run of blanks and line ends as one blank.</summary>
    public static string OnOneLine(this ProcessResult result) => Regex.Replace(result.Output + result.Error, @"\s+", " ");
}
