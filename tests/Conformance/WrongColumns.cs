using Microsoft.ML;

namespace MlNetDl.Tests.Conformance;

/// <summary>Ways in which data are wrong for an estimator.</summary>
internal static class WrongColumns
{
    /// <summary>Without a column that is needed.</summary>
    public static WrongData Without(string column, params string[] words) => new(
        $"no {column}", (mlContext, data) => mlContext.Transforms.DropColumns(column).Fit(data).Transform(data), [$"'{column}'", .. words]);

    /// <summary>With a column that is there, but has the content of another.</summary>
    public static WrongData Replaced(string column, string by, params string[] words) => new(
        $"{column} is {by}", (mlContext, data) => mlContext.Transforms.CopyColumns(column, by).Fit(data).Transform(data),
        [$"'{column}'", .. words]);

    /// <summary>With rows that are changed, which only the rows themselves tell.</summary>
    public static WrongData Rows(string name, Action<SampleRow> change, params string[] words) => new(
        name, (mlContext, _) => SampleTable.View(mlContext, SampleTable.Training().Select(row => row.With(change))), words, BySchema: false);
}
