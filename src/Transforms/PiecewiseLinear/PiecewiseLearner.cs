using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>Collects the training values of a column, and learns the pieces of its slots from them.</summary>
internal sealed class PiecewiseLearner(DataViewRow row, NumericColumn column)
{
    private readonly NumberReader<float> _reader =
        new(NumberDataViewType.Single, row, NumericColumn.Encoding, column.Name, column.ElementNames?.Length);

    private readonly List<float>[] _values = [.. Enumerable.Range(0, column.Size).Select(_ => new List<float>())];

    /// <summary>Takes in the values of the row the cursor is at, which is counted from 1.</summary>
    /// <exception cref="InvalidOperationException">One is infinite: no piece could end there.</exception>
    public void AddCurrentRow(long number)
    {
        var values = _reader.Read();
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsInfinity(values[i]))
                throw PiecewiseRefusals.Infinite(column.Where(i), values[i], number);

            _values[i].Add(values[i]);
        }
    }

    /// <summary>Learns what there is to be known of each slot.</summary>
    /// <param name="output">The name of the output column.</param>
    /// <param name="weights">The weights of the rows that were taken in; empty if there are none.</param>
    /// <param name="options">How to encode.</param>
    /// <exception cref="InvalidOperationException">All values of a slot are missing.</exception>
    public PiecewiseColumn Learn(string output, ReadOnlySpan<float> weights, PiecewiseLinearEncodingEstimator.Options options)
    {
        var slots = new PiecewiseSlot[_values.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var values = CollectionsMarshal.AsSpan(_values[i]);
            var distinct = DistinctValues.Of(values, weights);
            if (distinct.Values.IsEmpty)
                throw PiecewiseRefusals.AllMissing(column.Where(i), values.Length);

            // Contains compares by Equals, for which NaN is equal to NaN.
            var hasMissing = options.MissingIndicator == MissingIndicator.Always
                || (options.MissingIndicator == MissingIndicator.WhenPresent && values.Contains(float.NaN));
            slots[i] = new PiecewiseSlot(
                PieceEdges.Learn(distinct, options.MaximumNumberOfPieces), distinct.Median, hasMissing);
        }

        return new PiecewiseColumn(output, column, slots);
    }
}
