namespace MlNetDl.Tests.Support;

/// <summary>What a process left behind.</summary>
public sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>Returns the result, or fails with all the process printed if its exit code is not 0.</summary>
    public ProcessResult Succeeded()
    {
        Xunit.Assert.True(ExitCode == 0, $"Exit code {ExitCode}.{Environment.NewLine}{Output}{Error}");
        return this;
    }
}
