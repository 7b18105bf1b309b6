using Microsoft.ML;

namespace MlNetDl.Tests.Conformance;

/// <summary>Data that an estimator refuses.</summary>
internal sealed class WrongData
{
    private Action<SampleRow> _changeRow = _ => { };
    private Func<MLContext, IEstimator<ITransformer>>? _changeColumns;

    private WrongData(string name, string[] words) => (Name, Words) = (name, words);

    /// <summary>What is wrong.</summary>
    public string Name { get; }

    /// <summary>What the message has to say.</summary>
    public string[] Words { get; }

    /// <summary>Whether the schema alone tells.</summary>
    public bool IsToldBySchema => _changeColumns is not null;

    /// <summary>Without a column that is needed.</summary>
    public static WrongData Without(string column, params string[] words) => new($"no {column}", [$"'{column}'", .. words])
    {
        _changeColumns = mlContext => mlContext.Transforms.DropColumns(column),
    };

    /// <summary>With a column that is there, but has the content of another.</summary>
    public static WrongData Replaced(string column, string by, params string[] words) => new($"{column} is {by}", [$"'{column}'", .. words])
    {
        _changeColumns = mlContext => mlContext.Transforms.CopyColumns(column, by),
    };

    /// <summary>With rows that are changed, which only the rows themselves tell.</summary>
    public static WrongData Rows(string name, Action<SampleRow> change, params string[] words) => new(name, words) { _changeRow = change };

    /// <summary>Makes such data of right rows.</summary>
    public IDataView Of(MLContext mlContext, ConformanceSubject subject, IEnumerable<SampleRow> rows)
    {
        var view = subject.View(mlContext, rows.Select(row => row.With(_changeRow)));
        return _changeColumns?.Invoke(mlContext).Fit(view).Transform(view) ?? view;
    }
}
