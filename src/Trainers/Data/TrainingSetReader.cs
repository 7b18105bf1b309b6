using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Trainers.Data;

/// <summary>Reads the rows to train on out of an <see cref="IDataView"/>, and refuses what cannot be trained on.</summary>
internal static class TrainingSetReader
{
    private const int RowsBetweenChecks = 1024;

    /// <exception cref="InvalidOperationException">There are too few rows, or features that are not finite.</exception>
    public static TrainingSet Read(RoleMappedData data, IHost host, IChannel channel)
    {
        var featureColumn = data.Schema.Feature!.Value;
        var labelColumn = data.Schema.Label!.Value;
        var slots = ((VectorDataViewType)featureColumn.Type).Size;
        var set = new TrainingSet(slots);
        var notFinite = new Dictionary<int, int>();
        var read = 0;
        using (var cursor = data.Data.GetRowCursor([featureColumn, labelColumn]))
        {
            var getFeatures = cursor.GetGetter<VBuffer<float>>(featureColumn);
            var getLabel = RowCursorUtils.GetLabelGetter(cursor, labelColumn.Index);
            VBuffer<float> features = default;
            var label = float.NaN;
            while (cursor.MoveNext())
            {
                if (read++ % RowsBetweenChecks == 0)
                    host.CheckAlive();
                getLabel(ref label);
                if (float.IsNaN(label))
                    continue;
                getFeatures(ref features);
                var row = set.Add(label);
                features.CopyTo(row);
                CountNotFinite(row, notFinite);
            }
        }

        CheckRows(read, set.Rows, labelColumn.Name, host, channel);
        if (notFinite.Count > 0)
            throw NotFinite(featureColumn, notFinite, set.Rows, host);
        return set;
    }

    private static void CountNotFinite(ReadOnlySpan<float> row, Dictionary<int, int> counts)
    {
        for (var slot = 0; slot < row.Length; slot++)
        {
            if (!float.IsFinite(row[slot]))
                counts[slot] = counts.GetValueOrDefault(slot) + 1;
        }
    }

    private static void CheckRows(int read, int labelled, string labelColumn, IHost host, IChannel channel)
    {
        if (read == 0)
            throw host.Except("The training data has no rows. Check the file that was loaded and the filters in the pipeline.");
        if (labelled == 0)
        {
            throw host.Except(
                $"Label column '{labelColumn}' is missing in all {read} rows. Check that the labels were loaded, and that the key of the " +
                "labels was learned from them.");
        }

        if (labelled == 1)
        {
            throw host.Except(
                $"The training data has one row with a label in column '{labelColumn}'; training needs two at least. Add rows.");
        }

        if (labelled < read)
            channel.Warning($"Label column '{labelColumn}' is missing in {read - labelled} of {read} rows: they are skipped.");
    }

    private static Exception NotFinite(DataViewSchema.Column column, Dictionary<int, int> counts, int rows, IHost host)
    {
        const int Named = 5;
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (column.HasSlotNames(((VectorDataViewType)column.Type).Size))
            column.GetSlotNames(ref names);
        var slots = counts
            .OrderBy(pair => pair.Key)
            .Take(Named)
            .Select(pair => $"{Name(pair.Key)} ({pair.Value})");
        var more = counts.Count > Named ? $" and {counts.Count - Named} more slots" : "";
        return host.Except(
            $"Feature column '{column.Name}' holds NaN or infinity in {string.Join(", ", slots)}{more}, the count of {rows} rows in " +
            "brackets. Append mlContext.Transforms.ReplaceMissingValues for these columns before the trainer; it replaces NaN. Infinity " +
            "has to be corrected where it comes from, such as a division by zero.");

        string Name(int slot) => names.Length > 0 && !names.GetItemOrDefault(slot).IsEmpty
            ? $"slot '{names.GetItemOrDefault(slot)}'"
            : $"slot {slot}";
    }
}
