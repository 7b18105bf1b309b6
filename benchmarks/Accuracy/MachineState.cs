namespace MlNetDl.Benchmarks.Accuracy;

/// <summary>What else the machine has to do: seconds count only where that is nothing.</summary>
internal static class MachineState
{
    private const string LoadFile = "/proc/loadavg";

    public static void Write()
    {
        var load = File.Exists(LoadFile) ? string.Join(' ', File.ReadAllText(LoadFile).Split(' ').Take(3)) : "unknown";
        Output.Line($"{Environment.ProcessorCount} processors; load average {load}");
    }
}
