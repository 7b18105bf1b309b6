using MathNet.Numerics.Distributions;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>What the scores of folds tell of their mean.</summary>
/// <remarks>
/// Training sets of folds overlap, so that their scores vary less than those of new data would. The variance of the mean is therefore taken
/// as (1/J + n2/n1) s², not s²/J: J scores of variance s², each from n1 rows of training and n2 of testing. C. Nadeau, Y. Bengio: Inference
/// for the Generalization Error, Machine Learning 52 (2003); for repeated folds R. Bouckaert, E. Frank: Evaluating the Replicability of
/// Significance Tests for Comparing Learning Algorithms, PAKDD 2004. The mean over its standard error is compared with Student's t of J - 1
/// degrees of freedom.
/// </remarks>
internal sealed class ResampledScores
{
    public ResampledScores(IReadOnlyList<double> scores, double testToTraining)
    {
        Mean = scores.Average();
        var squares = scores.Sum(score => (score - Mean) * (score - Mean));
        StandardDeviation = Math.Sqrt(squares / (scores.Count - 1));
        StandardError = StandardDeviation * Math.Sqrt((1.0 / scores.Count) + testToTraining);
        DegreesOfFreedom = scores.Count - 1;
    }

    public double Mean { get; }

    public double StandardDeviation { get; }

    public double StandardError { get; }

    public int DegreesOfFreedom { get; }

    /// <summary>The mean over its standard error; 0 for a mean of 0, also if the scores do not vary at all.</summary>
    public double T => Mean == 0 ? 0 : Mean / StandardError;

    /// <summary>How likely a mean at least as far from 0 is, if it is 0 in truth.</summary>
    public double PValue => double.IsInfinity(T) ? 0 : Math.Min(1, 2 * StudentT.CDF(0, 1, DegreesOfFreedom, -Math.Abs(T)));

    /// <summary>How far the interval that holds the mean at a level of confidence reaches from it.</summary>
    public double Margin(double confidenceLevel) => StandardError * StudentT.InvCDF(0, 1, DegreesOfFreedom, (1 + confidenceLevel) / 2);
}
