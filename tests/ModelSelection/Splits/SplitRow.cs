using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Tests.ModelSelection.Splits;

/// <summary>A row to split: its number, and a column of each kind that splits go by.</summary>
internal sealed class SplitRow
{
    public int Id { get; set; }

    public string Label { get; set; } = "";

    public string Group { get; set; } = "";

    public float Y { get; set; }

    public DateTime Time { get; set; }

    /// <summary>Rows with these labels.</summary>
    public static IDataView Labelled(MLContext mlContext, IEnumerable<string> labels) =>
        View(mlContext, labels.Select(label => new SplitRow { Label = label }));

    /// <summary>Rows of these groups.</summary>
    public static IDataView Grouped(MLContext mlContext, IEnumerable<int> groups, IEnumerable<int>? labels = null) =>
        View(mlContext, groups.Zip(labels ?? groups, (group, label) => new SplitRow { Group = $"g{group}", Label = $"{label}" }));

    /// <summary>The rows, numbered.</summary>
    public static IDataView View(MLContext mlContext, IEnumerable<SplitRow> rows)
    {
        var numbered = rows.ToArray();
        for (var i = 0; i < numbered.Length; i++)
            numbered[i].Id = i;
        return mlContext.Data.LoadFromEnumerable(numbered);
    }

    /// <summary>The warnings that a context logs from now on.</summary>
    public static List<string> Warnings(MLContext mlContext)
    {
        var warnings = new List<string>();
        mlContext.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Warning)
                warnings.Add(e.RawMessage);
        };
        return warnings;
    }

    /// <summary>The numbers of the rows of a view.</summary>
    public static int[] Ids(IDataView view) => [.. view.GetColumn<int>(nameof(Id))];

    /// <summary>The numbers of the rows each fold tests.</summary>
    public static int[][] Tested(IReadOnlyList<DataOperationsCatalog.TrainTestData> folds) => [.. folds.Select(fold => Ids(fold.TestSet))];
}
