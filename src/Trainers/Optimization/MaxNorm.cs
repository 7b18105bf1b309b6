using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Optimization;

/// <summary>
/// The bound on weights (Srebro, Rennie, Jaakkola 2005): a unit whose vector of incoming weights is longer than the bound has it
/// scaled down to it. Where members share a unit's weights, the longest that any of them makes of it counts.
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
        var last = architecture.Layers.Length - 1;
        for (var l = 0; l <= last; l++)
        {
            var layer = architecture.Layers[l];
            for (var member = 0; member < (l == last ? architecture.Members : 1); member++)
            {
                var weights = parameters.Slice(layout.Weights(l, member), layer.Units * layer.Inputs);
                // An input-major matrix has a unit's weights so far apart.
                var (step, distance) = l == 0 && layout.IsInputMajor ? (1, layer.Units) : (layer.Inputs, 1);
                for (var unit = share; unit < layer.Units; unit += shares)
                {
                    var square = l == 0 && architecture.Members > 1
                        ? LongestSquare(parameters, architecture, layout, weights[(unit * step)..], distance)
                        : Square(weights[(unit * step)..], layer.Inputs, distance);
                    if (square > (double)bound * bound)
                        Scale(weights[(unit * step)..], layer.Inputs, distance, (float)(bound / Math.Sqrt(square) * Slack));
                }
            }
        }
    }

    private static double LongestSquare(
        ReadOnlySpan<float> parameters, NetworkArchitecture architecture, ParameterLayout layout, ReadOnlySpan<float> weights, int distance)
    {
        var longest = 0.0;
        for (var member = 0; member < architecture.Members; member++)
        {
            var factors = parameters.Slice(layout.InputVector(member), architecture.Columns.Count);
            var sum = 0.0;
            for (var i = 0; i < factors.Length; i++)
            {
                var weight = (double)factors[i] * weights[i * distance];
                sum += weight * weight;
            }

            longest = Math.Max(longest, sum);
        }

        return longest;
    }

    private static double Square(ReadOnlySpan<float> weights, int count, int distance)
    {
        if (distance == 1)
            return VectorNorm.Square(weights[..count]);
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += (double)weights[i * distance] * weights[i * distance];
        return sum;
    }

    private static void Scale(Span<float> weights, int count, int distance, float factor)
    {
        for (var i = 0; i < count; i++)
            weights[i * distance] *= factor;
    }
}
