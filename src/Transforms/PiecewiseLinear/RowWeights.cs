using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>Collects the weights of the training rows, if they have any.</summary>
internal sealed class RowWeights(DataViewRow row, string? column)
{
    private readonly NumberReader<float>? _reader =
        column is null ? null : new(NumberDataViewType.Single, row, NumericColumn.Encoding, column, size: null);

    private readonly List<float> _weights = [];

    /// <summary>The weights of the rows that count; empty if all count once.</summary>
    public ReadOnlySpan<float> Taken => CollectionsMarshal.AsSpan(_weights);

    /// <summary>Takes in the weight of the row the cursor is at, which is counted from 1, and tells whether the row counts.</summary>
    /// <exception cref="InvalidOperationException">The weight is negative or not finite.</exception>
    public bool TakeCurrentRow(long number)
    {
        if (_reader is null)
            return true;

        var weight = _reader.Read()[0];
        if (!(weight >= 0 && float.IsFinite(weight)))
            throw PiecewiseRefusals.BadWeight(column!, weight, number);
        if (weight == 0)
            return false;

        _weights.Add(weight);
        return true;
    }
}
