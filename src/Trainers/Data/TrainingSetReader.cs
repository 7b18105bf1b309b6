using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Trainers.Data;

/// <summary>Reads rows out of an <see cref="IDataView"/>, and refuses what cannot be trained on.</summary>
/// <param name="purpose">What the rows are for, <c>training</c> or <c>validation</c>; for the messages.</param>
/// <param name="fewestRows">How many rows there must be at least.</param>
/// <param name="host">The trainer's host.</param>
/// <param name="channel">Where rows that are left out are reported.</param>
internal sealed class TrainingSetReader(string purpose, int fewestRows, IHost host, IChannel channel)
{
    private const int RowsBetweenChecks = 1024;

    /// <summary>
    /// Reads all rows that have a label and a weight above 0. A weight of 0 means that the row is not there; weights are given a
    /// mean of 1.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows, weights that are negative or not finite, or features that are not finite.
    /// </exception>
    public TrainingSet Read(RoleMappedData data)
    {
        var featureColumn = data.Schema.Feature!.Value;
        var labelColumn = data.Schema.Label!.Value;
        var weightColumn = data.Schema.Weight;
        var set = new TrainingSet(((VectorDataViewType)featureColumn.Type).Size);
        var counts = default(RowCounts);
        var notFinite = new Dictionary<int, int>();
        DataViewSchema.Column[] columns = weightColumn is { } column ? [featureColumn, labelColumn, column] : [featureColumn, labelColumn];
        using (var cursor = data.Data.GetRowCursor(columns))
        {
            var getFeatures = cursor.GetGetter<VBuffer<float>>(featureColumn);
            var getLabel = RowCursorUtils.GetLabelGetter(cursor, labelColumn.Index);
            var getWeight = weightColumn is { } weights ? cursor.GetGetter<float>(weights) : (ref float value) => value = 1;
            VBuffer<float> features = default;
            var (label, weight) = (float.NaN, 1f);
            while (cursor.MoveNext())
            {
                if (counts.Read++ % RowsBetweenChecks == 0)
                    host.CheckAlive();
                getLabel(ref label);
                if (float.IsNaN(label))
                    continue;
                counts.Labelled++;
                if (!float.IsFinite(label))
                    throw BadLabel(labelColumn, label, counts.Read);
                getWeight(ref weight);
                if (!(weight >= 0 && float.IsFinite(weight)))
                    throw BadWeight(weightColumn!.Value, weight, counts.Read);
                if (weight == 0)
                    continue;
                getFeatures(ref features);
                var row = set.Add(label, weight);
                features.CopyTo(row);
                CountNotFinite(row, notFinite);
            }
        }

        CheckRows(counts, set.Rows, labelColumn, weightColumn);
        if (notFinite.Count > 0)
            throw NotFinite(featureColumn, notFinite, set.Rows);
        set.ScaleWeights();
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

    private void CheckRows(RowCounts counts, int rows, DataViewSchema.Column label, DataViewSchema.Column? weight)
    {
        if (counts.Read == 0)
            throw host.Except($"The {purpose} data has no rows. Check the file that was loaded and the filters in the pipeline.");
        if (counts.Labelled == 0)
        {
            throw host.Except(
                $"Label column '{label.Name}' is missing in all {counts.Read} {purpose} rows. Check that the labels were loaded, " +
                "and that the key of the labels was learned from them.");
        }

        if (rows == 0)
        {
            throw host.Except(
                $"Weight column '{weight!.Value.Name}' is 0 in all {counts.Labelled} {purpose} rows, and rows of weight 0 are left " +
                "out. Give the rows that count a weight above 0, or leave ExampleWeightColumnName unset.");
        }

        if (rows < fewestRows)
        {
            throw host.Except(
                $"The {purpose} data has one row with a label in column '{label.Name}'" +
                (weight is null ? "" : $" and a weight above 0 in column '{weight.Value.Name}'")
                    + "; training needs two at least. Add rows.");
        }

        if (counts.Labelled < counts.Read)
        {
            channel.Warning(
                $"Label column '{label.Name}' is missing in {counts.Read - counts.Labelled} of {counts.Read} {purpose} rows: they " +
                "are skipped.");
        }

        if (rows < counts.Labelled)
            channel.Info($"Weight column '{weight!.Value.Name}' is 0 in {counts.Labelled - rows} of {counts.Labelled} {purpose} rows: they are left out.");
    }

    private Exception BadLabel(DataViewSchema.Column column, float value, long row) => host.Except(
        $"Label column '{column.Name}' holds {value.ToString(CultureInfo.InvariantCulture)} in row {row} of the {purpose} data; it " +
        "must be finite. Correct it where it comes from, such as a division by zero, or filter the row out.");

    private Exception BadWeight(DataViewSchema.Column column, float value, long row) => host.Except(
        $"Weight column '{column.Name}' holds {value.ToString(CultureInfo.InvariantCulture)} in row {row} of the {purpose} data; it " +
        "must be at least 0 and finite. Correct the weight, or replace it by 0 to leave the row out.");

    private Exception NotFinite(DataViewSchema.Column column, Dictionary<int, int> counts, int rows)
    {
        const int Named = 5;
        var size = ((VectorDataViewType)column.Type).Size;
        var hasNames = column.HasSlotNames(size);
        var names = ColumnNames.OfSlots(column, size);
        var slots = counts
            .OrderBy(pair => pair.Key)
            .Take(Named)
            .Select(pair => $"slot {(hasNames ? $"'{names[pair.Key]}'" : names[pair.Key])} ({pair.Value})");
        var more = counts.Count > Named ? $" and {counts.Count - Named} more slots" : "";
        return host.Except(
            $"Feature column '{column.Name}' holds NaN or infinity in {string.Join(", ", slots)}{more}, the count of {rows} rows in " +
            "brackets. Append mlContext.Transforms.ReplaceMissingValues for these columns before the trainer; it replaces NaN. Infinity " +
            "has to be corrected where it comes from, such as a division by zero.");
    }

    private struct RowCounts
    {
        public long Read;
        public long Labelled;
    }
}
