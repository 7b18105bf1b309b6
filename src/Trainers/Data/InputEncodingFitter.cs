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
    public static InputEncoding Fit(TrainingSet data)
    {
        var slots = data.Slots;
        var statistics = new SlotStatistics[slots];
        for (var row = 0; row < data.Rows; row++)
        {
            var features = data.Features(row);
            for (var slot = 0; slot < slots; slot++)
                statistics[slot].Add(features[slot], row);
        }

        var offset = new float[slots];
        var scale = new float[slots];
        var clip = new bool[slots];
        for (var slot = 0; slot < slots; slot++)
            (offset[slot], scale[slot], clip[slot]) = statistics[slot].Encoding(data.Rows);
        return new InputEncoding(offset, scale, clip);
    }

    /// <summary>Encodes all rows in place.</summary>
    public static void Apply(InputEncoding encoding, TrainingSet data)
    {
        var padded = new float[encoding.Stride];
        for (var row = 0; row < data.Rows; row++)
        {
            var features = data.Features(row);
            features.CopyTo(padded);
            encoding.Apply(padded);
            padded.AsSpan(0, features.Length).CopyTo(features);
        }
    }

    private struct SlotStatistics
    {
        private float _first;
        private float _second;
        private int _distinct;
        private double _mean;
        private double _squares;

        /// <summary>Mean and sum of squared deviations, updated row by row (Welford 1962): stable far from zero too.</summary>
        public void Add(float value, int row)
        {
            if (_distinct == 0)
                (_first, _distinct) = (value, 1);
            else if (_distinct == 1 && value != _first)
                (_second, _distinct) = (value, 2);
            else if (_distinct == 2 && value != _first && value != _second)
                _distinct = 3;

            var deviation = value - _mean;
            _mean += deviation / (row + 1);
            _squares += deviation * (value - _mean);
        }

        public readonly (float Offset, float Scale, bool Clip) Encoding(int rows)
        {
            switch (_distinct)
            {
                case <= 1:
                    return (_first, 0, false);
                case 2:
                    var (low, high) = _first < _second ? (_first, _second) : (_second, _first);
                    return (low, Finite(1 / ((double)high - low)), false);
                default:
                    return ((float)_mean, Finite(1 / Math.Sqrt(_squares / rows)), true);
            }
        }

        /// <summary>Values that differ by less than a float's reciprocal can hold are scaled as far as it goes.</summary>
        private static float Finite(double scale) => (float)Math.Min(scale, float.MaxValue);
    }
}
