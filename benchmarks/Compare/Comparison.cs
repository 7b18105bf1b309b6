namespace MlNetDl.Benchmarks.Compare;

/// <summary>The timings of both sides on a workload.</summary>
internal sealed record Comparison(Workload Workload, Timings Ours, Timings Plain)
{
    public double RatioOfMinima => Plain.Minimum / Ours.Minimum;

    public double RatioOfMedians => Plain.Median / Ours.Median;

    /// <summary>Times both by turns, so that a slower spell of the machine meets both.</summary>
    public static Comparison Run(Workload workload, int rounds)
    {
        var blobs = Blobs.Draw(workload, seed: 1);
        var trainer = new TrainerFit(workload, blobs);
        using var loop = new PlainTorchLoop(workload, blobs);

        // The warm-up: libtorch and the just-in-time compiler come to rest.
        trainer.Train();
        loop.Train();

        var comparison = new Comparison(workload, new Timings(), new Timings());
        for (var round = 0; round < rounds; round++)
        {
            comparison.Ours.Measure(trainer);
            comparison.Plain.Measure(loop);
        }

        return comparison;
    }
}
