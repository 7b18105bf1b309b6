using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlNetDl.ModelSelection.Search;

/// <summary>Options at random, from the seed and the trial's number alone.</summary>
/// <remarks>
/// Each value is at the quantile that a hash of seed, trial and option's name says: it depends neither on other trials nor on other
/// options, nor on the version of .NET, as that of a generator would. A space with few combinations is gone through in random order
/// without repeats, as scikit-learn's ParameterSampler does.
/// </remarks>
internal sealed class RandomSampler : ITrialSampler
{
    /// <summary>Up to so many combinations are listed; of more, a few trials hardly ever meet one twice.</summary>
    public const int MostListed = 10_000;

    private readonly SearchSpace _space;
    private readonly int _seed;
    private readonly OptionValues[]? _shuffled;

    public RandomSampler(SearchSpace space, int seed)
    {
        _space = space;
        _seed = seed;
        if (!space.IsFinite)
            return;
        OptionValues[] combinations = [.. space.Grid(int.MaxValue).Take(MostListed + 1)];
        if (combinations.Length <= MostListed)
            _shuffled = Shuffle(combinations);
    }

    public int Limit => _shuffled?.Length ?? int.MaxValue;

    public OptionValues this[int trial] => _shuffled is null
        ? _space.At(option => Quantile(trial.ToString(CultureInfo.InvariantCulture), option))
        : _shuffled[trial];

    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"random, seed {_seed}");

    // Fisher and Yates.
    private OptionValues[] Shuffle(OptionValues[] combinations)
    {
        for (var last = combinations.Length - 1; last > 0; last--)
        {
            var other = (int)(Quantile("order", last.ToString(CultureInfo.InvariantCulture)) * (last + 1));
            (combinations[last], combinations[other]) = (combinations[other], combinations[last]);
        }

        return combinations;
    }

    private double Quantile(string trial, string option)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_seed}/{trial}/{option}")));
        // 53 bits are what a double holds.
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
