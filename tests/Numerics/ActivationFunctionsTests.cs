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

    /// <summary>z, f(z) and f'(z) by PyTorch 1.13 in double precision: F.leaky_relu(z, 0.01), F.gelu(z) and F.silu(z).</summary>
    public static TheoryData<Activation, double[][]> TorchsNumbers() => new()
    {
        {
            Activation.LeakyReLU,
            [
                [-1000, -10, 0.01], [-20, -0.2, 0.01], [-3.5, -0.035, 0.01], [-0.25, -0.0025, 0.01], [-1e-20, -1e-22, 0.01],
                [0, 0, 0.01], [1e-20, 1e-20, 1], [0.25, 0.25, 1], [3.5, 3.5, 1], [1000, 1000, 1],
            ]
        },
        {
            Activation.GELU,
            [
                [-1000, 0, 0], [-20, 0, 0], [-6, -5.91952586948e-09, -3.5468709454e-08],
                [-3.5, -0.000814201776624, -0.00282176035362], [-2, -0.0455002638964, -0.0852318010782],
                [-1, -0.158655253931, -0.0833154705877], [-0.25, -0.100323418579, 0.304626645116],
                [-1e-3, -0.000499601057786, 0.499202115705], [-1e-20, -5e-21, 0.5], [0, 0, 0.5],
                [1e-3, 0.000500398942214, 0.500797884295], [0.25, 0.149676581421, 0.695373354884],
                [0.5, 0.345731230637, 0.867495124656], [1, 0.841344746069, 1.08331547059],
                [2, 1.9544997361, 1.08523180108], [3.5, 3.49918579822, 1.00282176035], [6, 5.99999999408, 1.00000003547],
                [20, 20, 1], [1000, 1000, 1],
            ]
        },
        {
            Activation.SiLU,
            [
                [-1000, 0, 0], [-90, -7.37461136159e-38, -7.29267123535e-38], [-20, -4.12230723638e-08, -3.91619186606e-08],
                [-6, -0.0148357389398, -0.0123264325915], [-3.5, -0.10259280763, -0.0702733528277],
                [-2, -0.238405844044, -0.0907842487849], [-1, -0.26894142137, 0.0723294881285],
                [-0.25, -0.109455874779, 0.37628997843], [-1e-3, -0.000499750000021, 0.499500000083],
                [-1e-20, -5e-21, 0.5], [0, 0, 0.5], [1e-3, 0.000500249999979, 0.500499999917],
                [0.25, 0.140544125221, 0.62371002157], [0.5, 0.311229665601, 0.739961187303],
                [1, 0.73105857863, 0.927670511871], [2, 1.76159415596, 1.09078424878], [3.5, 3.39740719237, 1.07027335283],
                [6, 5.98516426106, 1.01232643259], [20, 19.9999999588, 1.00000003916], [1000, 1000, 1],
            ]
        },
    };

    [Theory]
    [MemberData(nameof(TorchsNumbers))]
    public void Values_and_derivatives_are_those_of_torch(Activation activation, double[][] numbers)
    {
        float[] values = new float[32], derivatives = new float[32], applied = new float[32];
        for (var i = 0; i < numbers.Length; i++)
            values[i] = applied[i] = (float)numbers[i][0];

        ActivationFunctions.ApplyWithDerivative(activation, values, derivatives);
        ActivationFunctions.Apply(activation, applied);

        Assert.Equal(values, applied);
        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(numbers[i][1], values[i], 3e-7 * Math.Max(1, Math.Abs(numbers[i][1])));
            Assert.Equal(numbers[i][2], derivatives[i], 5e-7);
        }
    }

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.LeakyReLU)]
    [InlineData(Activation.GELU)]
    [InlineData(Activation.SiLU)]
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
    [InlineData(Activation.GELU)]
    [InlineData(Activation.SiLU)]
    public void The_largest_numbers_are_as_good_as_those_of_ReLU(Activation activation)
    {
        float[] values = new float[16], derivatives = new float[16];
        (values[0], values[1]) = (float.MinValue, float.MaxValue);

        ActivationFunctions.ApplyWithDerivative(activation, values, derivatives);

        Assert.Equal([0, float.MaxValue], values[..2]);
        Assert.Equal([0, 1], derivatives[..2]);
    }

    [Theory]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.LeakyReLU)]
    [InlineData(Activation.GELU)]
    [InlineData(Activation.SiLU)]
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
