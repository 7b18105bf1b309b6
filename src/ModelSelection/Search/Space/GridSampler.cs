using System.Globalization;

namespace MlNetDl.ModelSelection.Search;

/// <summary>Every combination, the last option changing fastest.</summary>
internal sealed class GridSampler : ITrialSampler
{
    /// <summary>More are a mistake in the space rather than a search.</summary>
    private const int MostTrials = 100_000;

    private readonly int _pointsPerRange;
    private readonly OptionValues[] _grid;

    public GridSampler(SearchSpace space, int pointsPerRange)
    {
        if (pointsPerRange < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(pointsPerRange), $"GridSearch: pointsPerRange is {pointsPerRange}; it must be at least 1.");
        }

        _pointsPerRange = pointsPerRange;
        _grid = [.. space.Grid(pointsPerRange).Take(MostTrials + 1)];
        if (_grid.Length > MostTrials)
        {
            throw new ArgumentException(
                $"GridSearch: the grid of the space has more than {MostTrials} combinations. Take fewer pointsPerRange than "
                + $"{pointsPerRange}, fewer values, or RandomSearch.", nameof(space));
        }
    }

    public int Limit => _grid.Length;

    public OptionValues this[int trial] => _grid[trial];

    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"grid, {_pointsPerRange} points per range");
}
