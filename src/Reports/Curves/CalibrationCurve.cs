namespace MlNetDl.Reports.Curves;

/// <summary>How often rows are positive, by the probability that was predicted for them.</summary>
internal sealed class CalibrationCurve
{
    /// <summary>The quantile of the normal distribution that leaves 2.5 % above it.</summary>
    private const double Quantile = 1.959963984540054;

    /// <param name="rows">The rows, with probabilities as scores.</param>
    /// <param name="numberOfBins">The number of bins, all as wide.</param>
    public CalibrationCurve(BinaryRows rows, int numberOfBins)
    {
        var bins = new (double Sum, int Positives, int Rows)[numberOfBins];
        for (var row = 0; row < rows.Labels.Length; row++)
        {
            double probability = rows.Scores[row];
            ref var bin = ref bins[Bin(probability, numberOfBins)];
            bin = (bin.Sum + probability, bin.Positives + (rows.Labels[row] ? 1 : 0), bin.Rows + 1);
        }

        Points = [.. bins.Where(bin => bin.Rows > 0).Select(bin => Point(bin.Sum, bin.Positives, bin.Rows))];
        Error = Points.Sum(point => point.Rows * Math.Abs(point.Share - point.Probability)) / rows.Labels.Length;
    }

    /// <summary>The bins that have rows.</summary>
    public IReadOnlyList<CalibrationPoint> Points { get; }

    /// <summary>The expected calibration error: the mean distance of share and probability, by rows.</summary>
    public double Error { get; }

    // scikit-learn's bins hold their upper ends: a probability on an edge is of the lower bin.
    private static int Bin(double probability, int bins)
    {
        var bin = Math.Clamp((int)Math.Ceiling(probability * bins) - 1, 0, bins - 1);
        while (bin > 0 && probability <= (double)bin / bins)
            bin--;
        while (bin < bins - 1 && probability > (double)(bin + 1) / bins)
            bin++;
        return bin;
    }

    // E. Wilson: Probable Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927).
    private static CalibrationPoint Point(double sum, int positives, int rows)
    {
        var (share, squared) = ((double)positives / rows, Quantile * Quantile / rows);
        var middle = (share + (squared / 2)) / (1 + squared);
        var margin = Quantile / (1 + squared) * Math.Sqrt((share * (1 - share) / rows) + (squared / 4 / rows));
        return new CalibrationPoint(sum / rows, share, rows, Math.Max(0, middle - margin), Math.Min(1, middle + margin));
    }
}
