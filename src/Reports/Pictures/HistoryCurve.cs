namespace MlNetDl.Reports;

/// <summary>What of a training history is drawn over its epochs.</summary>
public enum HistoryCurve
{
    /// <summary>The loss of the training rows and of the validation rows.</summary>
    Loss = 0,

    /// <summary>The metric of the validation rows.</summary>
    Metric = 1,

    /// <summary>The learning rate.</summary>
    LearningRate = 2,

    /// <summary>The Euclidean norm of the gradient.</summary>
    GradientNorm = 3,
}
