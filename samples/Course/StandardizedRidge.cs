using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;

namespace MlNetDl.Samples.Course;

/// <summary>
/// Least squares with a penalty in closed form: the minimum of the mean squared error plus lambda / 2 times the sum of the squared weights,
/// features and label being standardized as the trainer does it.
/// </summary>
internal sealed class StandardizedRidge
{
    private readonly double[] _deviations;
    private readonly double _labelDeviation;
    private readonly Matrix<double> _curvature;
    private readonly Vector<double> _slope;

    public StandardizedRidge((float[] Features, float Label)[] rows)
    {
        double[] labels = [.. rows.Select(row => (double)row.Label)];
        double[][] columns = [.. rows[0].Features.Select((_, i) => rows.Select(row => (double)row.Features[i]).ToArray())];
        _deviations = Array.ConvertAll(columns, Deviation);
        _labelDeviation = Deviation(labels);
        var x = Matrix<double>.Build.DenseOfColumnArrays(columns.Select(Standardized));
        var y = Vector<double>.Build.Dense(Standardized(labels));
        _curvature = x.TransposeThisAndMultiply(x) * (2.0 / labels.Length);
        _slope = x.TransposeThisAndMultiply(y) * (2.0 / labels.Length);
    }

    public Vector<double> Solve(double lambda)
        => (_curvature + Matrix<double>.Build.DenseDiagonal(_deviations.Length, lambda)).Cholesky().Solve(_slope);

    /// <summary>The lambda whose minimum these weights are: there the slope of the penalty is that of the error, reversed.</summary>
    public double ImpliedPenalty(Vector<double> weights)
        => (_slope - (_curvature * weights)).DotProduct(weights) / weights.DotProduct(weights);

    /// <summary>A model's weights, which are told in the units of features and label, as they were in training.</summary>
    public Vector<double> Standardize(ITransformer model) => Vector<double>.Build.Dense(
        [.. model.GetLinearCoefficients()[0].Weights.Select((weight, i) => weight.Weight * _deviations[i] / _labelDeviation)]);

    private static double[] Standardized(double[] values)
    {
        var (mean, deviation) = (values.Average(), Deviation(values));
        return Array.ConvertAll(values, value => (value - mean) / deviation);
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
