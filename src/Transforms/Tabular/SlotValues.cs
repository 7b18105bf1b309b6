using System.Runtime.InteropServices;

namespace MlNetDl.Transforms.Tabular;

/// <summary>
/// The training values of a slot that are not missing. Zeros are only counted, for a sparse vector has hardly anything else; as long as
/// all others are Singles they are kept as such.
/// </summary>
internal sealed class SlotValues
{
    private const int FewestThatCount = 20;

    private List<float> _singles = [];
    private List<double>? _doubles;
    private long _zeros;

    public long Count => _zeros + NonZeros;

    private int NonZeros => _doubles?.Count ?? _singles.Count;

    public void Add(double value)
    {
        if (value == 0)
        {
            _zeros++;
        }
        else if (_doubles is null && (float)value == value)
        {
            _singles.Add((float)value);
        }
        else
        {
            if (_doubles is null)
                (_doubles, _singles) = ([.. _singles.Select(single => (double)single)], []);
            _doubles.Add(value);
        }
    }

    /// <summary>The values in order.</summary>
    public InOrder Sort()
    {
        if (_doubles is null)
            CollectionsMarshal.AsSpan(_singles).Sort();
        else
            CollectionsMarshal.AsSpan(_doubles).Sort();
        return new InOrder(this);
    }

    private double NonZero(int index) => _doubles is null ? _singles[index] : _doubles[index];

    /// <summary>The values, once they are in order; there is at least one.</summary>
    internal readonly struct InOrder
    {
        private readonly SlotValues _values;
        private readonly int _negative;

        public InOrder(SlotValues values)
        {
            _values = values;
            var (from, to) = (0, values.NonZeros);
            while (from < to)
            {
                var middle = (from + to) / 2;
                (from, to) = values.NonZero(middle) < 0 ? (middle + 1, to) : (from, middle);
            }

            _negative = from;
        }

        /// <summary>The median: of an even number of values, the mean of the two in the middle, as numpy's <c>nanmedian</c>.</summary>
        public double Median => (At((_values.Count - 1) / 2) + At(_values.Count / 2)) / 2;

        /// <summary>Whether these are whole numbers, each once, of which at most every other is left out.</summary>
        public bool CountRows
        {
            get
            {
                if (_values.Count < FewestThatCount || _values._zeros > 1 || At(_values.Count - 1) - At(0) >= 2.0 * _values.Count)
                    return false;

                for (var i = 0; i < _values.NonZeros; i++)
                {
                    var value = _values.NonZero(i);
                    if (value != Math.Floor(value) || (i > 0 && value == _values.NonZero(i - 1)))
                        return false;
                }

                return true;
            }
        }

        private double At(long index)
            => index < _negative ? _values.NonZero((int)index)
                : index < _negative + _values._zeros ? 0
                : _values.NonZero((int)(index - _values._zeros));
    }
}
