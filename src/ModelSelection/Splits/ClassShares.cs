namespace MlNetDl.ModelSelection.Splits;

/// <summary>How evenly the rows of each class are spread over folds while groups are dealt.</summary>
internal sealed class ClassShares
{
    private readonly int[][] _folds;
    private readonly int[] _rows;
    private readonly int[] _classes;
    private readonly long[] _sums;
    private readonly long[] _squares;

    /// <param name="counts">The rows of each class, a group.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    public ClassShares(int[][] counts, int numberOfFolds)
    {
        var classes = counts[0].Length;
        _folds = [.. Enumerable.Range(0, numberOfFolds).Select(_ => new int[classes])];
        _rows = new int[numberOfFolds];
        _classes = [.. Enumerable.Range(0, classes).Select(label => counts.Sum(group => group[label]))];
        _sums = new long[classes];
        _squares = new long[classes];
        EmptyFolds = numberOfFolds;
    }

    /// <summary>The number of folds without a group.</summary>
    public int EmptyFolds { get; private set; }

    /// <summary>The fold to which a group is added best.</summary>
    /// <param name="group">The group's rows of each class.</param>
    /// <param name="mustFill">Whether only empty folds come into question.</param>
    public int BestFold(int[] group, bool mustFill)
    {
        const double Tie = 1e-9;
        var (best, leastUneven) = (-1, double.PositiveInfinity);
        for (var fold = 0; fold < _folds.Length; fold++)
        {
            if (mustFill && _rows[fold] > 0)
                continue;
            var uneven = UnevennessWith(group, fold);
            if (best < 0 || uneven < leastUneven - Tie || (uneven <= leastUneven + Tie && _rows[fold] < _rows[best]))
                (best, leastUneven) = (fold, uneven);
        }

        return best;
    }

    public void Add(int[] group, int fold)
    {
        if (_rows[fold] == 0)
            EmptyFolds--;
        for (var label = 0; label < group.Length; label++)
        {
            _sums[label] += group[label];
            _squares[label] += Gain(group, fold, label);
            _folds[fold][label] += group[label];
            _rows[fold] += group[label];
        }
    }

    /// <summary>The mean over the classes of the standard deviation, over the folds, of a fold's share of the class.</summary>
    private double UnevennessWith(int[] group, int fold)
    {
        var sum = 0.0;
        for (var label = 0; label < group.Length; label++)
        {
            if (_classes[label] == 0)
                continue;
            var mean = (double)(_sums[label] + group[label]) / _folds.Length;
            var square = (double)(_squares[label] + Gain(group, fold, label)) / _folds.Length;
            sum += Math.Sqrt(Math.Max(square - (mean * mean), 0)) / _classes[label];
        }

        return sum / group.Length;
    }

    /// <summary>What a group adds to the sum of the squares of the folds' counts.</summary>
    private long Gain(int[] group, int fold, int label) => ((2L * _folds[fold][label]) + group[label]) * group[label];
}
