using MlNetDl.Trainers.Checkpoints;

namespace MlNetDl.Tests.Checkpoints;

/// <summary>Ends a run at one of the moments before and after the steps of a <see cref="CheckpointFile"/>, as a kill would.</summary>
internal sealed class KillAt(int moment)
{
    private int _passed;

    /// <summary>For <see cref="CheckpointFile"/>'s seam.</summary>
    public void Pass(string step)
    {
        if (_passed++ == moment)
            throw new KilledException(step);
    }

    /// <summary>The moments that a run comes by, in order.</summary>
    public static List<string> Moments(Action<Action<string>> run)
    {
        List<string> moments = [];
        run(moments.Add);
        return moments;
    }
}

/// <summary>Of a kind that nothing in the library catches.</summary>
#pragma warning disable CA1032, CA1064 // Thrown by this double alone.
internal sealed class KilledException(string step) : Exception($"Killed {step}.");
#pragma warning restore CA1032, CA1064
