namespace MlNetDl.Trainers.Training;

/// <summary>The random numbers of an epoch. They depend on nothing that came before, so that a run can resume at any epoch.</summary>
internal static class EpochRandom
{
    public static Random Create(int seed, int epoch)
    {
        // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbouring seeds and epochs get unrelated numbers.
        var z = unchecked(((ulong)(uint)seed << 32) + ((ulong)(uint)epoch * 0x9E3779B97F4A7C15));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return new Random((int)(z ^ (z >> 31)));
    }
}
