namespace MlNetDl.Trainers.Metrics;

/// <summary>A metric of the validation rows.</summary>
internal interface IValidationMeasure
{
    /// <summary>The metric's name.</summary>
    string Name { get; }

    /// <summary>Whether a larger value is better.</summary>
    bool LargerIsBetter { get; }

    /// <summary>Measures.</summary>
    /// <param name="outputs">The outputs of the network, [rows, outputs], before any softmax.</param>
    /// <param name="targets">The targets, one a row.</param>
    /// <param name="weights">The rows' weights.</param>
    double Measure(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights);
}
