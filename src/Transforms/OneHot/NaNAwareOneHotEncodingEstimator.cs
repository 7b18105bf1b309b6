using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.OneHot;

namespace MlNetDl.Transforms;

/// <summary>
/// Learns the categories of columns and encodes each column as a vector with one slot a category and a last one for missing
/// values.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input columns</term><description>Text, <see cref="bool"/>, numbers of any type, keys; a scalar, or a vector of known
/// size.</description></item>
/// <item><term>Output columns</term><description>A vector of <see cref="float"/> of known size, 0 but for one 1 a value; sparse or
/// dense, whichever is smaller. Other kinds of output by <see cref="Options.OutputKind"/>.</description></item>
/// <item><term>Looks at the data</term><description>Once, in a single pass; only the categories are kept in memory.</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes, unless unseen values are to be an error.</description></item>
/// </list>
/// <para>
/// <b>Missing values</b> are NaN, whatever its bits, key 0, text that is null or empty, and <see cref="Options.MissingTokens"/>. Their slot
/// is the last one, and is always there, even if none was missing in training or there were no rows at all: it is pandas'
/// <c>get_dummies(column, dummy_na=True)</c>. ML.NET's own one-hot encoding cannot tell a missing value from an unseen one.
/// <see cref="Options.MissingCategory"/> has the slot left out.
/// </para>
/// <para>
/// <b>Categories</b> are sorted: text by code point, whatever the culture, numbers by value, false before true; or in
/// <see cref="Options.Order"/>. Text is taken as it is; case and spaces matter. Numbers are compared in their own type: integers beyond
/// the precision of <see cref="double"/> stay apart. 0 and -0 are one category; infinities are categories. All of a key's values are
/// categories, in their order, seen or not. The categories may also be given: <see cref="Options.Categories"/>.
/// </para>
/// <para>
/// <b>Infrequent values</b> share a slot, after those of the other categories, by <see cref="Options.MinimumCount"/>,
/// <see cref="Options.MinimumFraction"/> and <see cref="Options.MaximumNumberOfCategories"/>.
/// </para>
/// <para>
/// <b>Unseen values</b>, those that are no category, are encoded as all zeros, or by <see cref="Options.UnseenValues"/>. Missing is never
/// unseen, and unseen is missing only if that is asked for.
/// </para>
/// <para>
/// <b>Vectors</b> have a block of slots for each element, and categories of its own for each. With output kinds <c>Bag</c> and <c>Key</c>,
/// where a slot or key does not tell the element, all elements have the same categories.
/// </para>
/// <para>
/// <b>Slots are named</b> after the input column: <c>column_value</c>, <c>column_infrequent</c> and <c>column_nan</c>; of a vector,
/// <c>column_element_value</c>, by the element's slot name or else its index. Numbers are written in the invariant culture, as short as
/// they can be read back from. Should a text category be called <c>nan</c>, a number is added to its name, so that names differ. The
/// annotations <c>CategoricalSlotRanges</c> and <c>IsNormalized</c> are those of ML.NET's own one-hot encoding.
/// </para>
/// </remarks>
/// <seealso cref="CategoricalEncodingCatalog"/>
public sealed partial class NaNAwareOneHotEncodingEstimator : IEstimator<NaNAwareOneHotEncodingTransformer>
{
    /// <summary>Often enough for a cancellation to be felt at once, seldom enough to cost nothing.</summary>
    private const int RowsBetweenChecks = 4096;

    private readonly IHost _host;
    private readonly (string Output, string Input)[] _columns;
    private readonly Options _options;

    internal NaNAwareOneHotEncodingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns, Options? options)
    {
        _host = env.Register(nameof(NaNAwareOneHotEncodingEstimator));
        _columns = ColumnPairs.Of(columns, _host, InputColumns.Encoding);
        _options = (options ?? new Options()).Checked();

        foreach (var (name, given) in _options.Categories)
        {
            if (given.Length == 0)
            {
                throw _host.ExceptParam(nameof(options), $"{InputColumns.Encoding}: Categories of input column '{name}' are none. Give at "
                    + "least one, or leave the column out to have them learned.");
            }

            if (!Array.Exists(_columns, pair => pair.Input == name))
            {
                throw _host.ExceptParam(nameof(options), $"{InputColumns.Encoding}: Categories names column '{name}', which is not among "
                    + $"the input columns: {string.Join(", ", _columns.Select(pair => $"'{pair.Input}'"))}. Name one of them.");
            }
        }
    }

    /// <summary>Learns the categories of the input columns.</summary>
    /// <param name="input">The training data; it is read once.</param>
    /// <returns>The transformer that encodes these columns.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is not in the data or cannot be encoded, or the
    /// <see cref="Options.Categories"/> given for it do not fit it.</exception>
    /// <exception cref="InvalidOperationException">A column has more categories than <see cref="Options.CategoryLimit"/>, has no slot at
    /// all, or holds none of the <see cref="Options.Categories"/> given for it and that is to be an error.</exception>
    /// <exception cref="OperationCanceledException">The context's execution was cancelled.</exception>
    public NaNAwareOneHotEncodingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var sources = InputColumns.Describe(_columns.Select(pair => pair.Input), input.Schema, _host, nameof(input));

        using var cursor = input.GetRowCursor(sources.Select(source => input.Schema[source.Name]));
        var counters = Array.ConvertAll(sources, source => source.Kind.MakeCounter(source, cursor, _options));
        var rowCounters = RowCounter.Of(counters);
        for (long row = 0; cursor.MoveNext(); row++)
        {
            if (row % RowsBetweenChecks == 0)
                _host.CheckAlive();

            foreach (var counter in rowCounters)
                counter.AddCurrentRow();
        }

        return new NaNAwareOneHotEncodingTransformer(_host, [.. _columns.Select((pair, i) =>
            new EncodedColumn(pair.Output, sources[i], _options.OutputKind, counters[i].ToCategories()))]);
    }

    /// <summary>The columns of the encoded data: those of the input, and the output columns.</summary>
    /// <param name="inputSchema">The columns of the data to be encoded.</param>
    /// <returns>The columns as the fitted transformer makes them; widths are known only after the fit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is not there or cannot be encoded.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Array.ConvertAll(_columns, pair => SlotEncoding.Shape(pair.Output, _options.OutputKind,
            InputColumns.Find(pair.Input, inputSchema, _host, nameof(inputSchema)).Kind == SchemaShape.Column.VectorKind.Vector)));
    }
}
