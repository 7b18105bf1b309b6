namespace MlNetDl.Trainers.Training;

/// <summary>The parameters of the best epoch so far, and for how long there was none better.</summary>
/// <param name="length">The number of parameters.</param>
/// <param name="largerIsBetter">Whether a larger value is better.</param>
/// <param name="patience">How many epochs in a row may pass without a better one.</param>
internal sealed class BestParameters(int length, bool largerIsBetter, int patience)
{
    public float[] Values { get; } = new float[length];

    public double Value { get; set; } = largerIsBetter ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>The best epoch, 0 before the first.</summary>
    public int Epoch { get; set; }

    /// <summary>Whether the patience is at its end.</summary>
    /// <param name="epoch">The epoch that has ended last.</param>
    public bool IsExhausted(int epoch) => epoch - Epoch >= patience;

    /// <summary>Takes in an epoch.</summary>
    public void Add(double value, int epoch, ReadOnlySpan<float> parameters)
    {
        // The first one is better than none, whatever it is.
        if (Epoch > 0 && !(largerIsBetter ? value > Value : value < Value))
            return;
        (Value, Epoch) = (value, epoch);
        parameters.CopyTo(Values);
    }
}
