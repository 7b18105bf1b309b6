using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Benchmarks.Accuracy.Switch;

/// <summary>
/// More rows than a table has: its rows several times, with the numbers moved and new labels. Labels are drawn from what boosted trees,
/// fitted to the table, predict for the moved rows: so each row says something new, as a true one would.
/// </summary>
internal static class GeneratedRows
{
    /// <summary>The share of a column's standard deviation by which its numbers are moved.</summary>
    private const double Noise = 0.05;

    /// <param name="mlContext">The context.</param>
    /// <param name="train">The rows to repeat.</param>
    /// <param name="heldOut">Other rows, which get new labels only.</param>
    /// <param name="times">How often the rows are repeated.</param>
    public static (TableColumns Train, TableColumns HeldOut) Draw(
        MLContext mlContext, TableColumns train, TableColumns heldOut, int times)
    {
        var set = train.Set;
        var moved = train.Repeat(times, Noise, new Random(1));
        var views = set.Prepare(mlContext, train.View, moved.View, heldOut.View);
        var trees = Contender.All(set).First(contender => contender.Name == Contender.LightGbm).Create(mlContext).Fit(views[0]);
        var spread = set.IsRegression ? set.Evaluate(mlContext, trees, views[2]).Loss : 0;
        return (moved.WithLabels(Labels(views[1], new Random(2))), heldOut.WithLabels(Labels(views[2], new Random(3))));

        Array Labels(IDataView rows, Random random)
        {
            var scored = trees.Transform(rows);
            return set.IsRegression
                ? scored.GetColumn<float>("Score").Select(score => (float)(score + (spread * TableColumns.Normal(random)))).ToArray()
                : scored.GetColumn<float>("Probability").Select(probability => random.NextDouble() < probability).ToArray();
        }
    }
}
