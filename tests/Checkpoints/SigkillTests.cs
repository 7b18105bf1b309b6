using System.Diagnostics;
using System.Globalization;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers.Checkpoints;
using Xunit;

namespace MlNetDl.Tests.Checkpoints;

/// <summary>A process that fits is killed from outside, by SIGKILL or what Windows has of the kind.</summary>
[Collection(ProcessCollection.Name)]
public sealed class SigkillTests : IDisposable
{
    /// <summary>So many that ten kills come before the end.</summary>
    public const int NumberOfEpochs = 160;

    private static readonly string _trainee = typeof(Trainee).Assembly.Location;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_at_ten_random_moments_and_started_again_it_ends_with_the_same_weights()
    {
        var undisturbed = Finish("undisturbed");
        Assert.Equal(1, FirstEpoch(undisturbed));

        var random = new Random(7);
        for (var kill = 1; kill <= 10; kill++)
        {
            KillAfter(epochs: random.Next(1, 6), TimeSpan.FromMilliseconds(8 * random.NextDouble()));
            _ = new CheckpointFile(_folder.File("killed")).Load(); // Throws if it is not whole.
        }

        var resumed = Finish("killed");
        Assert.InRange(FirstEpoch(resumed), 11, NumberOfEpochs);
        Assert.Equal(Result(undisturbed), Result(resumed));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    private string[] Finish(string checkpoint) =>
        DotnetCli.Run([_trainee, checkpoint], _folder.FullPath).Succeeded().Output.Split(Environment.NewLine);

    private void KillAfter(int epochs, TimeSpan delay)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [_trainee, "killed"])
        {
            WorkingDirectory = _folder.FullPath,
            RedirectStandardOutput = true,
        })!;
        for (var epoch = 0; epoch < epochs; epoch++)
            Assert.StartsWith("epoch ", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        SpinWait.SpinUntil(() => false, delay);
        process.Kill();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
    }

    private static int FirstEpoch(string[] output) => int.Parse(output[0]["epoch ".Length..], CultureInfo.InvariantCulture);

    private static string[] Result(string[] output) => [.. output.Where(line => !line.StartsWith("epoch ", StringComparison.Ordinal))];
}
