using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>
/// The rows of a training set in an order of chance, from which any number can be taken: those of a smaller number are among those of a
/// larger one, and each number has of each stratum its share, within a row, where the set is one of a stratified split.
/// </summary>
internal sealed class TrainingSample
{
    private readonly SplitSource _source;

    /// <summary>The rank of each row; those that are not trained on have the last.</summary>
    private readonly int[] _ranks;

    /// <summary>The best rank in each class; null where the split is not by classes.</summary>
    private readonly int[]? _firstOfClass;

    /// <param name="env">The environment.</param>
    /// <param name="method">The name of the method that samples, with which messages begin.</param>
    /// <param name="training">The training set, which is read once if it is not one of MlNetDl's splits.</param>
    /// <param name="random">Chance.</param>
    public TrainingSample(IHostEnvironment env, string method, IDataView training, Random random)
    {
        var subset = training as RowSubsetView;
        _source = subset?.Source ?? SplitSource.Read(env, method, training);
        int[][] strata = _source.Strata ?? [[.. Enumerable.Range(0, _source.Rows)]];
        if (subset is not null)
            strata = Array.ConvertAll(strata, rows => Array.FindAll(rows, subset.Rows.Contains));

        var order = StratifiedDeal.Order(strata, random);
        Count = order.Length;
        _ranks = [.. Enumerable.Repeat(int.MaxValue, _source.Rows)];
        for (var rank = 0; rank < order.Length; rank++)
            _ranks[order[rank]] = rank;
        if (_source.Classes is { } classes)
            _firstOfClass = [.. strata.Take(classes.Count).Select(rows => rows.Select(row => _ranks[row]).DefaultIfEmpty(-1).Min())];
    }

    /// <summary>The number of training rows.</summary>
    public int Count { get; }

    /// <summary>So many of the rows, in their order.</summary>
    public IDataView Take(int rows) => new RowSubsetView(_source, RowSet.Where(_ranks.Length, row => _ranks[row] < rows));

    /// <summary>The classes of the training set of which so many rows hold none, as messages name them.</summary>
    public IEnumerable<string> Lacks(int rows) => _firstOfClass is null
        ? []
        : Enumerable.Range(0, _firstOfClass.Length).Where(label => _firstOfClass[label] >= rows).Select(_source.Classes!.Name);
}
