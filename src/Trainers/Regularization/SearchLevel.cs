using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Regularization;

/// <summary>A strength of regularization to try.</summary>
/// <param name="WeightDecay">The weight decay.</param>
/// <param name="Architecture">The network, with its dropout.</param>
internal sealed record SearchLevel(float WeightDecay, NetworkArchitecture Architecture)
{
    /// <summary>The dropout of the hidden layer that drops most.</summary>
    public float Dropout => Architecture.Layers.Max(layer => layer.Dropout);

    /// <summary>The levels there are, from the weakest: docs/accuracy.md.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="weightDecay">The weight decay, where the options set it.</param>
    /// <param name="keepsDropout">Whether the network has the dropout that the options set.</param>
    public static IReadOnlyList<SearchLevel> All(NetworkArchitecture architecture, float? weightDecay, bool keepsDropout)
    {
        (float WeightDecay, float Dropout)[] levels = [(0.001f, 0), (0.003f, 0.1f), (0.01f, 0.2f), (0.03f, 0.2f)];
        return
        [
            .. levels
                .Select(level => new SearchLevel(
                    // The loss of members is the mean of theirs, and so must be the share of it that the penalty has.
                    weightDecay ?? level.WeightDecay / architecture.Members, keepsDropout ? architecture : WithDropout(architecture, level.Dropout)))
                .DistinctBy(level => (level.WeightDecay, level.Dropout)),
        ];
    }

    private static NetworkArchitecture WithDropout(NetworkArchitecture architecture, float dropout) => architecture with
    {
        Layers = [.. architecture.Layers.SkipLast(1).Select(layer => layer with { Dropout = dropout }), architecture.Layers[^1]],
    };
}
