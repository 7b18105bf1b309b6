namespace MlNetDl.Trainers;

/// <summary>What a regression network minimizes, and so what of the label it predicts. The label is standardized.</summary>
public enum RegressionLoss
{
    /// <summary>The squared error: the network predicts the mean.</summary>
    SquaredError = 0,

    /// <summary>The absolute error: the network predicts the median.</summary>
    AbsoluteError = 1,

    /// <summary>
    /// Squared up to <c>HuberDelta</c>, absolute beyond (Huber 1964, "Robust Estimation of a Location Parameter"): close to the mean,
    /// but outliers pull less.
    /// </summary>
    Huber = 2,

    /// <summary>
    /// The pinball loss (Koenker and Bassett 1978, "Regression Quantiles"): the network predicts the quantile that <c>Quantile</c> says.
    /// </summary>
    Quantile = 3,
}
