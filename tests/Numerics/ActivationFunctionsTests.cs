using MlNetDl.Trainers;
using MlNetDl.Transforms.Numerics;
using Xunit;

namespace MlNetDl.Tests.Numerics;

public class ActivationFunctionsTests
{
    private static readonly float[] _points =
        [-1000, -90, -20, -3.5f, -1, -0.25f, -1e-3f, -1e-20f, 1e-20f, 1e-3f, 0.25f, 1, 3.5f, 20, 90, 1000];

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    public void Values_and_derivatives_are_those_of_the_formula(Activation activation)
    {
        float[] values = [.. _points], derivatives = new float[_points.Length], applied = [.. _points];

        ActivationFunctions.ApplyWithDerivative(activation, values, derivatives);
        ActivationFunctions.Apply(activation, applied);

        Assert.Equal(values, applied);
        for (var i = 0; i < _points.Length; i++)
        {
            var (value, derivative) = Formula(activation, _points[i]);
            Assert.Equal(value, values[i], 2e-7 * Math.Max(1, Math.Abs(value)));
            Assert.Equal(derivative, derivatives[i], 3e-7);
        }
    }

    private static (double Value, double Derivative) Formula(Activation activation, double z)
    {
        switch (activation)
        {
            case Activation.Identity:
                return (z, 1);
            case Activation.ReLU:
                return (Math.Max(0, z), z > 0 ? 1 : 0);
            case Activation.Sigmoid:
                var s = 1 / (1 + Math.Exp(-z));
                return (s, s * (1 - s));
            default:
                return (Math.Tanh(z), 1 - (Math.Tanh(z) * Math.Tanh(z)));
        }
    }
}
