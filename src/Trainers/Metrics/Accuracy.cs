namespace MlNetDl.Trainers.Metrics;

/// <summary>The share of the rows whose class is predicted.</summary>
internal sealed class Accuracy(int classes) : IValidationMeasure
{
    public string Name => nameof(ValidationMetric.Accuracy);

    public bool LargerIsBetter => true;

    public double Measure(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        var (right, all) = PredictedClasses.Count(outputs, targets, weights, classes);
        return right.Sum() / all.Sum();
    }
}
