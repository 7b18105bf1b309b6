using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Transforms.Importance;

/// <summary>What each column that goes into a model is worth to it, whatever steps there are between the column and the features.</summary>
internal static class ColumnImportance
{
    public const string Component = nameof(ColumnImportanceCatalog.PermutationColumnImportance);

    private static readonly string[] _predictions =
        [DefaultColumnNames.Score, DefaultColumnNames.Probability, DefaultColumnNames.PredictedLabel];

    /// <param name="env">The environment of the catalog.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">What goes into it.</param>
    /// <param name="label">The label column of what comes out of it.</param>
    /// <param name="names">The columns, or null for all that the predictions depend on.</param>
    /// <param name="prediction">The column by which the metrics are computed, and what type it has.</param>
    /// <param name="measure">ML.NET's importance.</param>
    public static ImmutableDictionary<string, TResult> Measure<TResult>(
        IHostEnvironment env, ITransformer model, IDataView data, string label, string[]? names,
        (string Name, Func<DataViewType, bool> Accepts, string Requirement) prediction,
        Func<ShufflingModel, ImmutableArray<TResult>> measure)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var host = env.Register(Component);
        var steps = StepsTo(prediction, model, data.Schema);
        var columns = Columns(new TransformerChain<ITransformer>([.. steps]), data.Schema, label, names);
        var results = measure(new ShufflingModel(host, steps, data, columns));
        return columns.Zip(results).ToImmutableDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    /// <summary>
    /// The steps up to the last after which the metrics can be computed: a later one may turn predicted keys into values.
    /// </summary>
    private static ITransformer[] StepsTo(
        (string Name, Func<DataViewType, bool> Accepts, string Requirement) prediction, ITransformer model, DataViewSchema schema)
    {
        ITransformer[] steps = [.. FittedSteps.Of(model)];
        var last = -1;
        for (var i = 0; i < steps.Length; i++)
        {
            schema = steps[i].GetOutputSchema(schema);
            if (schema.GetColumnOrNull(prediction.Name) is { } column && prediction.Accepts(column.Type))
                last = i;
        }

        return last >= 0 ? steps[..(last + 1)] : throw new ArgumentException(
            $"{Component}: no step of the model gives a column '{prediction.Name}' that is {prediction.Requirement}. Give it a model of " +
            "this task, whose last trainer names its columns so.",
            nameof(model));
    }

    private static DataViewSchema.Column[] Columns(ITransformer chain, DataViewSchema schema, string label, string[]? names)
    {
        var columns = chain.IsRowToRowMapper
            ? Columns(chain.GetRowToRowMapper(schema), schema, label, names)
            : names?.Distinct().Select(name => Find(schema, name)).ToArray() ?? throw new ArgumentException(
                $"{Component}: the model has a step that does not go row by row, so that the columns it depends on are not known. Name " +
                "them with columns.",
                nameof(names));
        foreach (var column in columns)
        {
            if (!((column.Type as VectorDataViewType)?.ItemType ?? column.Type).RawType.IsValueType)
            {
                throw new ArgumentOutOfRangeException(nameof(names), column.Name,
                    $"{Component}: column '{column.Name}' is {column.Type}, objects each of which belongs to its row. Shuffle what is " +
                    "made of them, or name other columns.");
            }
        }

        return columns;
    }

    private static DataViewSchema.Column[] Columns(IRowToRowMapper mapper, DataViewSchema schema, string label, string[]? names)
    {
        if (mapper.OutputSchema.GetColumnOrNull(label) is not { } labelColumn)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label,
                $"{Component}: there is no label column '{label}' behind the model. Name one that is in the data, or that a step of the " +
                "model makes.");
        }

        var ofLabel = Dependencies(mapper, [labelColumn]);
        if (names is null)
        {
            var predictions = _predictions.Select(name => mapper.OutputSchema.GetColumnOrNull(name)).OfType<DataViewSchema.Column>();
            var found = Dependencies(mapper, predictions);
            found.ExceptWith(ofLabel);
            return found.Count > 0 ? [.. schema.Where(column => found.Contains(column.Index))] : throw new ArgumentException(
                $"{Component}: the predictions depend on no column of the data but the label's. Give it the data that go into the model.",
                nameof(schema));
        }

        var columns = names.Distinct().Select(name => Find(schema, name)).ToArray();
        if (Array.FindIndex(columns, column => ofLabel.Contains(column.Index)) is var index and >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(names), columns[index].Name,
                $"{Component}: label column '{label}' is made of column '{columns[index].Name}'; shuffled, the labels would be too. Leave " +
                "it out.");
        }

        return columns.Length > 0 ? columns : throw new ArgumentOutOfRangeException(nameof(names), "[]",
            $"{Component}: columns is empty; name columns, or leave it null for all that the predictions depend on.");
    }

    private static HashSet<int> Dependencies(IRowToRowMapper mapper, IEnumerable<DataViewSchema.Column> columns) =>
        [.. mapper.GetDependencies(columns).Select(column => column.Index)];

    private static DataViewSchema.Column Find(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name,
            $"{Component}: there is no column '{name}'; the data has {string.Join(", ", schema.Select(column => $"'{column.Name}'"))}. " +
            "Name columns of the data that go into the model.");
}
