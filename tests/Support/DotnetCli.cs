using System.Diagnostics;
using System.Text;

namespace MlNetDl.Tests.Support;

/// <summary>Runs <c>dotnet</c>, or a program it built, as a user's shell would.</summary>
public static class DotnetCli
{
    private static readonly TimeSpan _defaultTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet</c> with the arguments.</summary>
    public static ProcessResult Run(
        IEnumerable<string> arguments, string workingDirectory,
        IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? timeout = null) =>
        RunProgram("dotnet", arguments, workingDirectory, environment, timeout);

    /// <summary>Runs a program with the arguments; an environment value of null removes the variable.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it and what it started have been ended.</exception>
    public static ProcessResult RunProgram(
        string program, IEnumerable<string> arguments, string workingDirectory,
        IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? timeout = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        SetEnvironment(start.Environment, environment);

        StringBuilder output = new(), error = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => AppendLine(output, line.Data);
        process.ErrorDataReceived += (_, line) => AppendLine(error, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        TimeSpan limit = timeout ?? _defaultTimeout;
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{program} {string.Join(' ', start.ArgumentList)} did not end within {limit.TotalSeconds:0} s."
                + $"{Environment.NewLine}{Snapshot(output)}{Snapshot(error)}");
        }
        process.WaitForExit(); // The overload without a limit also waits for the last lines of output.
        return new ProcessResult(process.ExitCode, Snapshot(output), Snapshot(error));
    }

    private static void SetEnvironment(IDictionary<string, string?> variables, IReadOnlyDictionary<string, string?>? changes)
    {
        // A test host passes on what points its children at its own SDK's MSBuild and host.
        foreach (string name in variables.Keys.Where(IsOfTheTestHost).ToList())
            variables.Remove(name);

        // A server or node left running would hold the pipes and the temporary folders of the test.
        variables["MSBUILDDISABLENODEREUSE"] = "1";
        variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        variables["UseSharedCompilation"] = "false";
        variables["DOTNET_NOLOGO"] = "1";
        variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        variables["DOTNET_CLI_UI_LANGUAGE"] = "en";

        foreach ((string name, string? value) in changes ?? new Dictionary<string, string?>())
        {
            if (value is null)
                variables.Remove(name);
            else
                variables[name] = value;
        }
    }

    private static bool IsOfTheTestHost(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_HOST", StringComparison.OrdinalIgnoreCase);

    private static void AppendLine(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
