using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.OneHot;

namespace MlNetDl.Transforms;

/// <summary>
/// Learns the categories of columns and encodes each column as a vector with one slot a category and a last one for missing
/// values.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input columns</term><description>Text or <see cref="float"/>, one value a row.</description></item>
/// <item><term>Output columns</term><description>A vector of <see cref="float"/> of known size, 0 but for one 1; sparse if
/// that is smaller.</description></item>
/// <item><term>Looks at the data</term><description>Once, in a single pass; only the categories are kept in memory.</description></item>
/// </list>
/// <para>
/// <b>Missing values</b> are NaN, whatever its bits, and text that is null or empty. Their slot is the last one, and is always
/// there, even if none was missing in training or there were no rows at all: it is pandas'
/// <c>get_dummies(column, dummy_na=True)</c>. ML.NET's own one-hot encoding cannot tell a missing value from an unseen one.
/// </para>
/// <para>
/// <b>Categories</b> are sorted: text by code point, whatever the culture, numbers by value. Text is taken as it is; case and
/// spaces matter. 0 and -0 are one category; infinities are categories.
/// </para>
/// <para>
/// <b>Unseen values</b>, those that did not occur in training, are encoded as all zeros. Missing is never unseen.
/// </para>
/// <para>
/// <b>Slots are named</b> after the input column: <c>column_value</c>, and <c>column_nan</c> for missing values, numbers in the
/// invariant culture. Should a text category be called <c>nan</c>, a number is added to its name, so that names differ. The
/// annotations <c>CategoricalSlotRanges</c> and <c>IsNormalized</c> are those of ML.NET's own one-hot encoding.
/// </para>
/// </remarks>
/// <seealso cref="CategoricalEncodingCatalog"/>
public sealed class NaNAwareOneHotEncodingEstimator : IEstimator<NaNAwareOneHotEncodingTransformer>
{
    /// <summary>Often enough for a cancellation to be felt at once, seldom enough to cost nothing.</summary>
    private const int RowsBetweenChecks = 4096;

    private readonly IHost _host;
    private readonly (string Output, string Input)[] _columns;

    internal NaNAwareOneHotEncodingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns)
    {
        _host = env.Register(nameof(NaNAwareOneHotEncodingEstimator));
        _host.CheckValue(columns, nameof(columns));
        _host.CheckParam(columns.Length > 0 && Array.TrueForAll(columns, pair => pair is not null), nameof(columns),
            "NaNAwareOneHotEncoding: there must be at least one pair of columns, and none may be null. Name the columns to encode.");
        _columns = Array.ConvertAll(columns, pair => (pair.OutputColumnName, pair.InputColumnName));

        var outputs = new HashSet<string>();
        foreach (var (output, _) in _columns)
        {
            if (!outputs.Add(output))
            {
                throw _host.ExceptParam(nameof(columns), $"NaNAwareOneHotEncoding: output column '{output}' is there more than "
                    + "once; each must have a name of its own. Rename all but one.");
            }
        }
    }

    /// <summary>Learns the categories of the input columns.</summary>
    /// <param name="input">The training data; it is read once.</param>
    /// <returns>The transformer that encodes these columns.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is not in the data, or is neither text nor
    /// <see cref="float"/>, one value a row.</exception>
    /// <exception cref="OperationCanceledException">The context's execution was cancelled.</exception>
    public NaNAwareOneHotEncodingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var kinds = Kinds(SchemaShape.Create(input.Schema), nameof(input));
        var sources = Array.ConvertAll(_columns, pair => input.Schema[pair.Input]);

        using var cursor = input.GetRowCursor(sources);
        var collectors = kinds.Zip(sources, (kind, source) => kind.Collect(cursor, source)).ToArray();
        for (long row = 0; cursor.MoveNext(); row++)
        {
            if (row % RowsBetweenChecks == 0)
                _host.CheckAlive();

            foreach (var collector in collectors)
                collector.AddCurrentRow();
        }

        return new NaNAwareOneHotEncodingTransformer(_host, _columns,
            Array.ConvertAll(collectors, collector => collector.ToCategories()));
    }

    /// <summary>The columns of the encoded data: those of the input, and the output columns.</summary>
    /// <param name="inputSchema">The columns of the data to be encoded.</param>
    /// <returns>The columns as the fitted transformer makes them; widths are known only after the fit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is not there, or is neither text nor
    /// <see cref="float"/>, one value a row.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        Kinds(inputSchema, nameof(inputSchema));

        // As in the encoded data, an output column takes the place of the input column that has its name.
        var encoded = _columns.ToDictionary(pair => pair.Output, pair => EncodedColumn.Shape(pair.Output));
        var added = _columns.Where(pair => !inputSchema.TryFindColumn(pair.Output, out _)).Select(pair => encoded[pair.Output]);
        return new SchemaShape([.. inputSchema.Select(column => encoded.GetValueOrDefault(column.Name, column)), .. added]);
    }

    private ValueKind[] Kinds(SchemaShape schema, string parameter)
        => Array.ConvertAll(_columns, pair => InputColumns.KindOf(pair.Input, schema, _host, parameter));
}
