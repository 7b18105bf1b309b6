using MlNetDl.Trainers.Optimization;
using Xunit;

namespace MlNetDl.Tests.Optimization;

/// <summary>Five steps down f(w, b) = 1.5 w^2 + 0.5 b^2 + 0.5 w b from (1, -2), w being a weight and b a bias.</summary>
internal static class FiveSteps
{
    /// <summary>Where the bias stands: behind all weights, padding included.</summary>
    public const int Bias = 16;

    public const int Length = 32;

    public static void AssertAre(UpdateRule rule, float rate, double[] weight, double[] bias)
    {
        var parameters = new float[Length];
        (parameters[0], parameters[Bias]) = (1, -2);
        for (var step = 0; step < 5; step++)
        {
            var (w, b) = (parameters[0], parameters[Bias]);
            var gradient = new float[Length];
            (gradient[0], gradient[Bias]) = ((3 * w) + (0.5f * b), b + (0.5f * w));

            rule.BeginStep(rate);
            rule.Step(parameters, gradient, 0, Length);

            // A few roundings of numbers between 1 and 2.
            Assert.Equal(weight[step], parameters[0], 1e-6);
            Assert.Equal(bias[step], parameters[Bias], 1e-6);
        }
    }
}
