using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// The bound on weights (Srebro, Rennie, Jaakkola 2005): a unit whose vector of incoming weights is longer than the bound has it
/// scaled down to it.
/// </summary>
internal static class MaxNorm
{
    /// <summary>Just below 1, so that no rounding puts a vector beyond the bound again.</summary>
    private const double Slack = 1 - 1e-6;

    /// <summary>Enforces the bound on a share of all units.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="layout">Where its parameters lie.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="share">Which share, from 0.</param>
    /// <param name="shares">How many shares there are.</param>
    public static void Enforce(
        Span<float> parameters, NetworkArchitecture architecture, ParameterLayout layout, float bound, int share, int shares)
    {
        for (var l = 0; l < architecture.Layers.Length; l++)
        {
            var layer = architecture.Layers[l];
            for (var unit = share; unit < layer.Units; unit += shares)
                Enforce(parameters.Slice(layout.Weights(l) + (unit * layer.Inputs), layer.Inputs), bound);
        }
    }

    private static void Enforce(Span<float> weights, float bound)
    {
        var square = VectorNorm.Square(weights);
        if (square <= (double)bound * bound)
            return;
        var factor = (float)(bound / Math.Sqrt(square) * Slack);
        foreach (ref var w in weights)
            w *= factor;
    }
}
