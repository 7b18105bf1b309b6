namespace MlNetDl.Trainers;

/// <summary>What is measured on the validation rows after each epoch.</summary>
public enum ValidationMetric
{
    /// <summary>The mean loss of a row; smaller is better.</summary>
    Loss = 0,

    /// <summary>Classification: the share of rows whose class is predicted; larger is better.</summary>
    Accuracy = 1,

    /// <summary>Classification: the mean over the classes of the share of their rows whose class is predicted; larger is better.</summary>
    MacroAccuracy = 2,

    /// <summary>Binary classification: the area under the receiver operating characteristic; larger is better.</summary>
    AreaUnderRocCurve = 3,

    /// <summary>Regression: the coefficient of determination; larger is better.</summary>
    RSquared = 4,

    /// <summary>Regression: the root of the mean squared error, in the label's units; smaller is better.</summary>
    RootMeanSquaredError = 5,

    /// <summary>Regression: the mean absolute error, in the label's units; smaller is better.</summary>
    MeanAbsoluteError = 6,
}
