using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Benchmarks.Tables;

namespace MlNetDl.Benchmarks.OneHot;

/// <summary>Columns of adult's training rows that are encoded together.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Values">Their names and values.</param>
internal sealed record Columns(string Title, IReadOnlyList<(string Name, Array Values)> Values)
{
    /// <summary>The column that stands for columns of text.</summary>
    public const string OneText = "occupation";

    public InputOutputColumnPair[] Pairs => [.. Values.Select(column => new InputOutputColumnPair(column.Name))];

    public static Columns[] ReadAll(MLContext mlContext, string dataFolder)
    {
        var set = TableSet.Adult;
        var rows = set.Read(mlContext, dataFolder, "train.csv");
        (string, Array)[] texts = [.. set.Texts.Select(name => (name, (Array)Texts(rows, name)))];
        (string Name, float[] Values)[] numbers = [.. rows.Schema
            .Where(column => column.Type == NumberDataViewType.Single)
            .Select(column => (column.Name, rows.GetColumn<float>(column).ToArray()))];
        return
        [
            new($"{texts.Length} of text", texts),
            new(OneText, [(OneText, Texts(rows, OneText))]),
            new($"{numbers.Length} of Single", [.. numbers.Select(column => (column.Name, (Array)column.Values))]),
            new($"{numbers.Length} of Int32",
                [.. numbers.Select(column => (column.Name, (Array)Array.ConvertAll(column.Values, value => (int)value)))]),
        ];
    }

    // As from a loader, texts are parts of longer ones: nothing is learned from where they are, and reading them is cheap.
    private static ReadOnlyMemory<char>[] Texts(IDataView rows, string name)
    {
        var values = rows.GetColumn<string>(name).ToArray();
        var all = string.Concat(values).AsMemory();
        var texts = new ReadOnlyMemory<char>[values.Length];
        for (var (row, start) = (0, 0); row < values.Length; start += values[row++].Length)
            texts[row] = all.Slice(start, values[row].Length);

        return texts;
    }
}
