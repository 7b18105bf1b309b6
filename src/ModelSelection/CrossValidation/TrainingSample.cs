using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.Splits;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>The training rows of a fold in an order of chance, from which any number can be taken.</summary>
internal sealed class TrainingSample
{
    private readonly RowSubsetView _training;
    private readonly IDataView _test;

    /// <summary>The rank of each row; those that are not trained on have the last.</summary>
    private readonly int[] _ranks;

    private TrainingSample(RowSubsetView training, IDataView test, Random random)
    {
        _training = training;
        _test = test;
        int[] members = [.. Enumerable.Range(0, training.Source.Rows).Where(training.Rows.Contains)];
        random.Shuffle(members);
        _ranks = [.. Enumerable.Repeat(int.MaxValue, training.Source.Rows)];
        for (var rank = 0; rank < members.Length; rank++)
            _ranks[members[rank]] = rank;
    }

    /// <summary>The number of training rows.</summary>
    public int Count => _training.Rows.Count;

    /// <exception cref="ArgumentOutOfRangeException">There are no folds, or such as are not made by MlNetDl.</exception>
    public static TrainingSample[] Draw(
        IHostEnvironment env, string method, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, Random random)
    {
        env.CheckParam(
            folds.Count > 0 && folds.All(fold => fold.TrainSet is RowSubsetView), nameof(folds),
            $"{method}: the folds are not made by MlNetDl. Make them by StratifiedCrossValidationSplit or another of its splits.");
        return [.. folds.Select(fold => new TrainingSample((RowSubsetView)fold.TrainSet, fold.TestSet, random))];
    }

    /// <summary>The fold with some of its training rows, in their order.</summary>
    public DataOperationsCatalog.TrainTestData Take(int rows) =>
        new(new RowSubsetView(_training.Source, RowSet.Where(_ranks.Length, row => _ranks[row] < rows)), _test);
}
