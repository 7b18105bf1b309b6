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

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    public void Derivatives_are_those_of_central_differences(Activation activation)
    {
        // f(z + h) - f(z - h) over 2h errs by h^2/6 times the third derivative, which is at most 2, and by 1e-7 over h.
        const float H = 1f / 128;
        float[] points = [.. Enumerable.Range(-200, 400).Select(i => (i + 0.5f) / 32)];
        float[] above = [.. points.Select(z => z + H)], below = [.. points.Select(z => z - H)];
        var derivatives = new float[points.Length];

        ActivationFunctions.Apply(activation, above);
        ActivationFunctions.Apply(activation, below);
        ActivationFunctions.ApplyWithDerivative(activation, points, derivatives);

        for (var i = 0; i < points.Length; i++)
            Assert.Equal((above[i] - below[i]) / (2 * H), derivatives[i], 5e-5f);
    }

    [Theory]
    [InlineData(Activation.Sigmoid, 0, 1)]
    [InlineData(Activation.Tanh, -1, 1)]
    public void Any_value_is_bounded_and_infinity_reaches_the_bound(Activation activation, float lower, float upper)
    {
        float[] values = new float[16];
        (values[0], values[1], values[2], values[3]) =
            (float.NegativeInfinity, float.MinValue, float.MaxValue, float.PositiveInfinity);
        var derivatives = new float[16];

        ActivationFunctions.ApplyWithDerivative(activation, values, derivatives);

        Assert.Equal([lower, lower, upper, upper], values[..4]);
        Assert.Equal([0, 0, 0, 0], derivatives[..4]);
    }

    [Theory]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    public void What_is_no_number_stays_none(Activation activation)
    {
        var values = new float[16];
        values[3] = float.NaN;

        ActivationFunctions.Apply(activation, values);

        Assert.True(float.IsNaN(values[3]), "A loss that is no number must not be hidden.");
        Assert.False(float.IsNaN(values[2]), "Its neighbours are numbers.");
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
