using MathNet.Numerics.LinearAlgebra;

namespace MlNetDl.Samples.Course;

/// <summary>A polynomial in the terms x^i / i!, as in the book: its terms do not grow so fast.</summary>
internal sealed class Polynomial(double[] coefficients)
{
    /// <summary>The range from which the rows of the topics are drawn.</summary>
    public const double Range = 2;

    /// <summary>What the rows of the topics are made by, before noise.</summary>
    public static readonly Polynomial Truth = new([5, 1.2, -3.4, 5.6]);

    /// <summary>The polynomial of least squares.</summary>
    public static Polynomial Fit(double[] x, double[] y, int degree)
        => new([.. Matrix<double>.Build.DenseOfRowArrays(x.Select(value => Terms(value, degree))).QR().Solve(Vector<double>.Build.Dense(y))]);

    /// <summary>The terms of a value, from that of degree 0.</summary>
    public static double[] Terms(double x, int degree)
    {
        var terms = new double[degree + 1];
        terms[0] = 1;
        for (var i = 1; i <= degree; i++)
            terms[i] = terms[i - 1] * x / i;
        return terms;
    }

    /// <summary>Values of x from the whole range.</summary>
    public static double[] Draw(Random random, int rows)
        => [.. Enumerable.Range(0, rows).Select(_ => Range * ((2 * random.NextDouble()) - 1))];

    /// <summary>The values with noise of standard deviation 1.</summary>
    public double[] Observe(Random random, double[] x) => Array.ConvertAll(x, value => At(value) + random.NextNormal());

    public double At(double x) => Terms(x, coefficients.Length - 1).Zip(coefficients, (term, coefficient) => term * coefficient).Sum();

    public double MeanSquaredError(double[] x, double[] y)
        => x.Zip(y, (value, label) => (At(value) - label) * (At(value) - label)).Average();
}
