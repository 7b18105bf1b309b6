using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.PiecewiseLinear;

namespace MlNetDl.Transforms;

/// <summary>
/// Parts the range of each numeric slot into pieces and encodes a value as one column a piece: 1 for a piece below the value, 0 for one
/// above it, and in the piece the value lies in, the share of it that is below.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input columns</term><description>Numbers of any type, read as <see cref="float"/>; a scalar, or a vector of known
/// size.</description></item>
/// <item><term>Output columns</term><description>A dense vector of <see cref="float"/> of known size, from 0 to 1.</description></item>
/// <item><term>Looks at the data</term><description>Once, in a single pass; the values of the input columns are kept in memory
/// meanwhile.</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes.</description></item>
/// </list>
/// <para>
/// A linear function of the encoded columns is a function of the value that is linear in each piece: a linear model can follow a curve,
/// and a network learns bends that it would find only slowly otherwise. Trees gain nothing. The column of the piece from edge a to edge
/// b is (x - a) / (b - a), clipped to 0 and 1. Source: Gorishniy, Rubachev and Babenko (2022), "On Embeddings for Numerical Features in
/// Tabular Deep Learning". MlNetDl's networks can encode their numbers so themselves.
/// </para>
/// <para>
/// <b>Edges</b> are the distinct training values where there are at most <see cref="Options.MaximumNumberOfPieces"/> and one of them: a
/// slot of two values, low and high, is one column, (x - low) / (high - low), and one that never varied a column of 0. Otherwise each
/// distinct value counts by the square root of its number of rows, and the edges lie at equal distances of what so counts: pieces are
/// narrow where there are many values, and no value takes up many of them however frequent it is.
/// </para>
/// <para>
/// <b>Missing values</b>, NaN, are 0 in all pieces of the slot and 1 in a further column, the last one, if the slot has one by
/// <see cref="Options.MissingIndicator"/>: by default, if training saw a missing value. In a slot without it they are encoded as the
/// median of the training values is, the lower one if there are two: nothing could have been learned of them, and the lowest value,
/// which is all zeros, would be a claim.
/// </para>
/// <para>
/// <b>Values beyond the training values</b>, infinite ones too, are encoded as the nearest of these. In training an infinite value is an
/// error, and so is a slot without a value.
/// </para>
/// <para>
/// <b>Slots are named</b> <c>age&gt;=25</c>, by the lower edge, in the invariant culture, as short as it can be read back, and
/// <c>age_nan</c>: after the input column; of a vector, after the element's slot name, or the column and the element's index where it
/// has none.
/// </para>
/// </remarks>
/// <seealso cref="PiecewiseLinearEncodingCatalog"/>
public sealed partial class PiecewiseLinearEncodingEstimator : IEstimator<PiecewiseLinearEncodingTransformer>
{
    /// <summary>Often enough for a cancellation to be felt at once, seldom enough to cost nothing.</summary>
    private const int RowsBetweenChecks = 4096;

    private readonly IHost _host;
    private readonly (string Output, string Input)[] _columns;
    private readonly Options _options;

    internal PiecewiseLinearEncodingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns, Options? options)
    {
        _host = env.Register(nameof(PiecewiseLinearEncodingEstimator));
        _columns = ColumnPairs.Of(columns, _host, NumericColumn.Encoding);
        _options = (options ?? new Options()).Checked();
    }

    /// <summary>Learns the pieces of the input columns.</summary>
    /// <param name="input">The training data; it is read once.</param>
    /// <returns>The transformer that encodes these columns.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is not in the data, or is not of numbers.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, a slot holds an infinite value or none at all, or a weight is not
    /// finite and at least 0.</exception>
    /// <exception cref="OperationCanceledException">The context's execution was cancelled.</exception>
    public PiecewiseLinearEncodingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var sources = Array.ConvertAll(_columns, pair => NumericColumn.Describe(pair.Input, input.Schema, _host, nameof(input)));
        var weightColumn = _options.ExampleWeightColumnName;
        if (weightColumn is not null)
            NumericColumn.CheckWeights(weightColumn, SchemaShape.Create(input.Schema), _host, nameof(input));

        var needed = sources.Select(source => source.Name).Concat(weightColumn is null ? [] : [weightColumn]).Distinct();
        using var cursor = input.GetRowCursor(needed.Select(name => input.Schema[name]));
        var learners = Array.ConvertAll(sources, source => new PiecewiseLearner(cursor, source));
        var weights = new RowWeights(cursor, weightColumn);
        var rows = 0L;
        for (var number = 1L; cursor.MoveNext(); number++)
        {
            if (number % RowsBetweenChecks == 0)
                _host.CheckAlive();
            if (!weights.TakeCurrentRow(number))
                continue;

            rows++;
            foreach (var learner in learners)
                learner.AddCurrentRow(number);
        }

        if (rows == 0)
            throw PiecewiseRefusals.NoRows(weightColumn);

        return new PiecewiseLinearEncodingTransformer(_host, [.. learners.Zip(_columns, (learner, pair)
            => learner.Learn(pair.Output, weights.Taken, _options))]);
    }

    /// <summary>The columns of the encoded data: those of the input, and the output columns.</summary>
    /// <param name="inputSchema">The columns of the data to be encoded.</param>
    /// <returns>The columns as the fitted transformer makes them; widths are known only after the fit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there, or is not of numbers.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        foreach (var (_, name) in _columns)
            NumericColumn.Find(name, inputSchema, _host, nameof(inputSchema));
        if (_options.ExampleWeightColumnName is { } weightColumn)
            NumericColumn.CheckWeights(weightColumn, inputSchema, _host, nameof(inputSchema));
        return inputSchema.With(Array.ConvertAll(_columns, pair => PiecewiseColumn.Shape(pair.Output)));
    }
}
