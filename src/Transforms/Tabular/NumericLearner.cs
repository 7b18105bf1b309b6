using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.PiecewiseLinear;

namespace MlNetDl.Transforms.Tabular;

/// <summary>Collects the training values of a column of numbers, and learns their medians.</summary>
/// <param name="row">The row, or the cursor over the rows.</param>
/// <param name="column">The column.</param>
/// <param name="indicator">Whether slots tell of missing values.</param>
internal sealed class NumericLearner(DataViewRow row, NumericColumn column, MissingIndicator indicator) : ColumnLearner
{
    // In double: integers beyond the precision of a Single have a median, too.
    private readonly NumberReader<double> _reader =
        new(NumberDataViewType.Double, row, ChosenColumns.Component, column.Name, column.ElementNames?.Length);

    private readonly SlotValues[] _values = [.. Enumerable.Range(0, column.Size).Select(_ => new SlotValues())];

    /// <summary>Takes in the values of the row the cursor is at, which is counted from 1.</summary>
    /// <exception cref="InvalidOperationException">One is infinite.</exception>
    public void AddCurrentRow(long number)
    {
        var values = _reader.Read();
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            if (float.IsInfinity((float)values[i]))
                throw TabularRefusals.Infinite(column.Where(i), values[i], number);

            _values[i].Add(values[i]);
        }
    }

    /// <inheritdoc/>
    public override FeatureBlock Learn(long rows, Action<string> warn)
    {
        var slots = new NumericSlot[_values.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var missing = rows - _values[i].Count;
            if (missing == rows)
                throw TabularRefusals.AllMissing(column.Where(i), rows);

            var values = _values[i].Sort();
            if (column.ElementNames is null && missing == 0 && values.CountRows)
                warn(TabularRefusals.CountsRows(column.Where(i)));
            slots[i] = new NumericSlot(values.Median, missing, indicator == MissingIndicator.Always
                || (indicator == MissingIndicator.WhenPresent && missing > 0));
        }

        return new NumericBlock(column, slots);
    }
}
