using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Data;

/// <summary>Learns the input encoding from the training rows, slot by slot.</summary>
/// <remarks>
/// A slot with two values becomes 0 and 1, which leaves one-hot slots as they are: standardizing a category with 5 rows in
/// 16,512 would make it an input of 57 standard deviations. A slot with one value tells nothing and becomes 0, for other
/// values too, of which nothing was learned. All others are standardized, with the deviation of the population, and clipped
/// smoothly.
/// </remarks>
internal static class InputEncodingFitter
{
    /// <param name="data">The training rows; a row's weight counts, so that weight 2 is the row twice.</param>
    /// <param name="clip">Whether numeric slots are clipped smoothly; otherwise the encoding is linear.</param>
    public static InputEncoding Fit(TrainingSet data, bool clip = true)
    {
        var slots = data.Slots;
        var values = new DistinctValues(slots);
        var mean = new double[slots];
        var total = 0.0;
        for (var row = 0; row < data.Rows; row++)
        {
            var features = data.Features(row);
            double weight = data.Weights[row];
            total += weight;
            values.Add(features);
            for (var slot = 0; slot < features.Length; slot++)
                mean[slot] += weight * features[slot];
        }

        foreach (ref var sum in mean.AsSpan())
            sum /= total;

        // In a second pass, for a mean far from zero would cancel against the sum of squares.
        var variance = new double[slots];
        for (var row = 0; row < data.Rows; row++)
        {
            var features = data.Features(row);
            double weight = data.Weights[row];
            for (var slot = 0; slot < features.Length; slot++)
            {
                var deviation = features[slot] - mean[slot];
                variance[slot] += weight * deviation * deviation;
            }
        }

        var offset = new float[slots];
        var scale = new float[slots];
        var clipped = new bool[slots];
        for (var slot = 0; slot < slots; slot++)
        {
            (offset[slot], scale[slot], clipped[slot]) = values.Count(slot) switch
            {
                1 => (values.Low(slot), 0, false),
                2 => (values.Low(slot), Finite(1 / ((double)values.High(slot) - values.Low(slot))), false),
                _ => ((float)mean[slot], Finite(1 / Math.Sqrt(variance[slot] / total)), clip),
            };
        }

        return new InputEncoding(offset, scale, clipped);
    }

    /// <summary>Values that differ by less than a float's reciprocal can hold are scaled as far as it goes.</summary>
    private static float Finite(double scale) => (float)Math.Min(scale, float.MaxValue);

    /// <summary>The values of each slot, as long as there are two at most.</summary>
    private sealed class DistinctValues(int slots)
    {
        private readonly float[] _first = new float[slots];
        private readonly float[] _second = new float[slots];
        private readonly byte[] _count = new byte[slots];

        public void Add(ReadOnlySpan<float> features)
        {
            for (var slot = 0; slot < features.Length; slot++)
            {
                if (_count[slot] < 3)
                    Add(slot, features[slot]);
            }
        }

        /// <summary>One, two, or three for more.</summary>
        public int Count(int slot) => _count[slot];

        public float Low(int slot) => Count(slot) == 1 ? _first[slot] : Math.Min(_first[slot], _second[slot]);

        public float High(int slot) => Math.Max(_first[slot], _second[slot]);

        private void Add(int slot, float value)
        {
            if (_count[slot] == 0)
                (_first[slot], _count[slot]) = (value, 1);
            else if (value != _first[slot] && _count[slot] == 1)
                (_second[slot], _count[slot]) = (value, 2);
            else if (value != _first[slot] && value != _second[slot])
                _count[slot] = 3;
        }
    }
}
