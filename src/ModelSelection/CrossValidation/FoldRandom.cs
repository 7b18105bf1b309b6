using System.Collections.Concurrent;
using Microsoft.ML;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>
/// The generator of one of ML.NET's hosts, which several folds draw from at once: each draws from a copy of its own, made of the
/// generator as it
/// was before. Whoever draws outside of folds draws from the generator itself.
/// </summary>
/// <remarks>
/// Estimators of ML.NET draw from their host while they are fitted. Fits side by side would take each other's numbers, and fits one by one
/// leave each other others than they found. So each fold is fitted as if it were the first.
/// </remarks>
internal sealed class FoldRandom(Random host) : Random
{
    private static readonly AsyncLocal<Scope?> _scope = new();

    private Random Current => _scope.Value?.CopyFor(this) ?? host;

    /// <summary>Runs a fold; threads that it starts belong to it.</summary>
    public static void RunFold(Action fold)
    {
        var outer = _scope.Value;
        _scope.Value = new Scope(outer);
        try
        {
            fold();
        }
        finally
        {
            _scope.Value = outer;
        }
    }

    public override int Next() => Current.Next();

    public override int Next(int maxValue) => Current.Next(maxValue);

    public override int Next(int minValue, int maxValue) => Current.Next(minValue, maxValue);

    public override long NextInt64() => Current.NextInt64();

    public override long NextInt64(long maxValue) => Current.NextInt64(maxValue);

    public override long NextInt64(long minValue, long maxValue) => Current.NextInt64(minValue, maxValue);

    public override float NextSingle() => Current.NextSingle();

    public override double NextDouble() => Current.NextDouble();

    public override void NextBytes(byte[] buffer) => Current.NextBytes(buffer);

    public override void NextBytes(Span<byte> buffer) => Current.NextBytes(buffer);

    protected override double Sample() => Current.NextDouble();

    /// <param name="outer">The fold that this one is fitted in, if there is one.</param>
    private sealed class Scope(Scope? outer)
    {
        private readonly ConcurrentDictionary<FoldRandom, Lazy<Random>> _copies = new(ReferenceEqualityComparer.Instance);

        public Random CopyFor(FoldRandom random) =>
            _copies.GetOrAdd(random, _ => new Lazy<Random>(() => Copy(outer?.CopyFor(random) ?? random.Host))).Value;

        private static Random Copy(Random random) =>
            random is TauswortheHybrid hybrid ? new TauswortheHybrid(hybrid.GetState()) : random;
    }

    private Random Host => host;
}
