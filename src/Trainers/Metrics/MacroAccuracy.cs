namespace MlNetDl.Trainers.Metrics;

/// <summary>The mean over the classes that have rows of the share of their rows whose class is predicted.</summary>
internal sealed class MacroAccuracy(int classes) : IValidationMeasure
{
    public string Name => nameof(ValidationMetric.MacroAccuracy);

    public bool LargerIsBetter => true;

    public double Measure(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        var (right, all) = PredictedClasses.Count(outputs, targets, weights, classes);
        return right.Zip(all).Where(pair => pair.Second > 0).Average(pair => pair.First / pair.Second);
    }
}
