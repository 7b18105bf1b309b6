namespace MlNetDl.ModelSelection;

/// <summary>Which values of a metric are better.</summary>
public enum MetricDirection
{
    /// <summary>Greater ones: accuracy, area under a curve, R squared.</summary>
    Maximize = 0,

    /// <summary>Smaller ones: losses and errors.</summary>
    Minimize = 1,
}
