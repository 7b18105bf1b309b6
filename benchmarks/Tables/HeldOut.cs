using Microsoft.ML;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>Training rows to choose by: trained on the first four fifths of train.csv, measured on the last fifth.</summary>
internal static class HeldOut
{
    /// <summary>Reads and prepares both parts; the test rows are not read.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="set">The set.</param>
    /// <param name="dataFolder">Where it is.</param>
    /// <param name="rows">How many of the first rows to train on; all four fifths of the file, if null.</param>
    public static (IDataView Train, IDataView Rows) Prepare(MLContext mlContext, TableSet set, string dataFolder, int? rows = null)
    {
        var all = set.Read(mlContext, dataFolder, "train.csv");
        var count = TableSet.Count(all) * 4L / 5;
        var views = set.Prepare(mlContext, mlContext.Data.TakeRows(all, rows ?? count), mlContext.Data.SkipRows(all, count));
        return (views[0], views[1]);
    }
}
