using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.OneHot;
using MlNetDl.Transforms.PiecewiseLinear;
using MlNetDl.Transforms.Tabular;

namespace MlNetDl.Transforms;

/// <summary>
/// Makes one vector of features of a table: numbers with the median in place of missing ones, categories as a slot each. What is made of
/// a column is told by its type.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input columns</term><description>All of a schema but the label, the weight, and those that are ignored: numbers of any
/// type, text, <see cref="bool"/>, keys; a scalar, or a vector of known size.</description></item>
/// <item><term>Output column</term><description>A vector of <see cref="float"/> of known size; sparse or dense, whichever is
/// smaller.</description></item>
/// <item><term>Looks at the data</term><description>Once, in a single pass; numbers that are not 0 are kept in memory
/// meanwhile.</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes, unless unseen categories are to be an error.</description></item>
/// </list>
/// <para>
/// <b>The schema decides</b> which columns there are, by their names, and what is made of them, by their types, when the estimator is
/// made. Columns that only a later step adds, such as the key of the label, are no features. Columns that are hidden by others of their
/// name do not count. A column of another type, a time, an image, a vector of unknown size, is an error until it is ignored: nothing is
/// left out unsaid. So is a column called <c>Label</c> that is not the label.
/// </para>
/// <para>
/// <b>Numbers</b> have a slot each. A missing one, NaN, becomes the median of the training values: numpy's <c>nanmedian</c>, reckoned in
/// double. Where training saw gaps, or by <see cref="Options.MissingIndicator"/>, a further slot is 1 for a missing value: scikit-learn's
/// <c>SimpleImputer(strategy="median", add_indicator=True)</c>. Where training saw none, a missing value becomes the median, too, and
/// nothing tells of it. An infinite value is an error in training, and stays as it is later. A column without any value is an error.
/// </para>
/// <para>
/// <b>Text, Booleans, keys</b>, and numbers by <see cref="Options.CategoricalColumnNames"/>, are encoded as
/// <see cref="NaNAwareOneHotEncodingEstimator"/> does, by <see cref="Options.OneHot"/>: a slot a category, and a last one for missing
/// values. A column of text or keys in which at least nine of ten values, and at least 20, have a category of their own is an error: it
/// names rows.
/// </para>
/// <para>
/// <b>Slots</b> are in the order of the columns, those of a column together: its numbers and then the indicators, or its categories. They
/// are named <c>age</c> and <c>age_nan</c>; of a vector <c>column_element</c>, by the element's slot name or else its index; of
/// categories, <c>city_Rome</c>. Should two want one name, a number is added. <see cref="TabularFeaturesTransformer.Columns"/> tells what
/// was decided, and so does the context's log, in a line a column.
/// </para>
/// </remarks>
/// <seealso cref="TabularFeaturesCatalog"/>
public sealed partial class TabularFeaturesEstimator : IEstimator<TabularFeaturesTransformer>
{
    /// <summary>Often enough for a cancellation to be felt at once, seldom enough to cost nothing.</summary>
    private const int RowsBetweenChecks = 4096;

    private readonly IHost _host;
    private readonly string _output;
    private readonly ChosenColumns _chosen;
    private readonly Options _options;
    private readonly NaNAwareOneHotEncodingEstimator.Options _ofBooleans;

    internal TabularFeaturesEstimator(
        IHostEnvironment env, string outputColumnName, DataViewSchema schema, string? label, string? weight, string[]? ignore,
        Options? options)
    {
        _host = env.Register(nameof(TabularFeaturesEstimator));
        _host.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        _host.CheckValue(schema, nameof(schema));
        _host.CheckParam(ignore is null || !ignore.Contains(null), nameof(ignore),
            $"{ChosenColumns.Component}: ignore has a null. Name the columns to leave out.");

        _output = outputColumnName;
        _options = (options ?? new Options()).Checked();
        _chosen = ChosenColumns.Of(schema, outputColumnName, label, weight, ignore ?? [], _options, _host);
        CheckGivenCategories();
        _ofBooleans = _options.OneHot.Checked();
        if (_ofBooleans.MissingCategory == MissingCategory.Always)
            _ofBooleans.MissingCategory = MissingCategory.WhenPresent;
    }

    /// <summary>Learns the medians and the categories, and says in the log what was decided.</summary>
    /// <param name="input">The training data; it is read once.</param>
    /// <returns>The transformer that makes the vector.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is not in the data, or is of another kind than by the schema.</exception>
    /// <exception cref="InvalidOperationException">There are no rows; a column of numbers holds an infinite value, or none at all; a
    /// column has nearly as many categories as values, more than the limit, or no slot.</exception>
    /// <exception cref="OperationCanceledException">The context's execution was cancelled.</exception>
    public TabularFeaturesTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var schema = input.Schema;
        _chosen.Check(SchemaShape.Create(schema), _host, nameof(input));

        using var channel = _host.Start(nameof(Fit));
        using var cursor = input.GetRowCursor(_chosen.Columns.Select(column => schema[column.Name]));
        var learners = Array.ConvertAll(_chosen.Columns, column => MakeLearner(column, cursor));
        NumericLearner[] numbers = [.. learners.OfType<NumericLearner>()];
        var categories = RowCounter.Of(learners.OfType<CategoricalLearner>().Select(learner => learner.Counter));
        var rows = 0L;
        while (cursor.MoveNext())
        {
            if (rows++ % RowsBetweenChecks == 0)
                _host.CheckAlive();

            foreach (var learner in numbers)
                learner.AddCurrentRow(rows);
            foreach (var counter in categories)
                counter.AddCurrentRow();
        }

        if (rows == 0)
            throw TabularRefusals.NoRows();

        var blocks = Array.ConvertAll(learners, learner => learner.Learn(rows, message => channel.Warning(message)));
        var vector = new FeatureVector(_output, blocks);
        Report(vector, rows, channel);
        return new TabularFeaturesTransformer(_host, vector);
    }

    /// <summary>The columns of the data with the vector: those of the input, and the vector.</summary>
    /// <param name="inputSchema">The columns of the data.</param>
    /// <returns>The columns as the fitted transformer makes them; the width is known only after the fit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there, or is of another kind than by the schema that was
    /// given.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        _chosen.Check(inputSchema, _host, nameof(inputSchema));
        return inputSchema.With([FeatureVector.Shape(_output, _chosen.Columns)]);
    }

    private ColumnLearner MakeLearner(ChosenColumn column, DataViewRow row)
    {
        if (column.Kind == TabularColumnKind.Numeric)
        {
            return new NumericLearner(row,
                NumericColumn.Describe(column.Name, row.Schema, _host, "input", ChosenColumns.Component), _options.MissingIndicator);
        }

        var source = InputColumns.Describe([column.Name], row.Schema, _host, "input", ChosenColumns.Component)[0];
        var options = source.Kind.Type is BooleanDataViewType ? _ofBooleans : _options.OneHot;
        return new CategoricalLearner(source, source.Kind.MakeCounter(source, row, options), column.IsAskedFor);
    }

    private void Report(FeatureVector vector, long rows, IChannel channel)
    {
        channel.Info(FormattableString.Invariant(
            $"{_output}: {vector.Columns.Sum(column => column.NumberOfSlots)} slots of {vector.Columns.Count} columns, learned from ")
            + FormattableString.Invariant($"{rows} rows"));
        foreach (var column in vector.Columns)
            channel.Info(column.ToString());
        foreach (var (name, why) in _chosen.LeftOut)
            channel.Info($"{name}: left out, {why}");
    }

    private void CheckGivenCategories()
    {
        foreach (var (name, given) in _options.OneHot.Categories)
        {
            if (!Array.Exists(_chosen.Columns, column => column.Name == name && column.Kind == TabularColumnKind.Categorical))
            {
                throw _host.ExceptParam("options", $"{ChosenColumns.Component}: OneHot.Categories names column '{name}', which is none of "
                    + "the columns of categories. Name one that is; one of numbers must be in CategoricalColumnNames, too.");
            }

            if (given.Length == 0)
            {
                throw _host.ExceptParam("options", $"{ChosenColumns.Component}: OneHot.Categories of column '{name}' are none. Give at "
                    + "least one, or leave the column out to have them learned.");
            }
        }
    }
}
