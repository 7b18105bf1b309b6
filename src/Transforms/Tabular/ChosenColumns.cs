using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.Tabular;

/// <summary>Which columns of a schema go into the vector, and which are left out.</summary>
/// <param name="Columns">What goes into the vector, in the order of the schema.</param>
/// <param name="LeftOut">What is left out, and why.</param>
internal sealed record ChosenColumns(ChosenColumn[] Columns, IReadOnlyDictionary<string, string> LeftOut)
{
    public const string Component = nameof(TabularFeaturesCatalog.TabularFeatures);

    private const string Ignored = "ignored";

    /// <exception cref="ArgumentException">The schema lacks a column named, or has one of which no features can be made.</exception>
    public static ChosenColumns Of(
        DataViewSchema schema, string output, string? label, string? weight, string[] ignore,
        TabularFeaturesEstimator.Options options, IExceptionContext ectx)
    {
        var categorical = options.CategoricalColumnNames;
        var shape = SchemaShape.Create(schema);
        var leftOut = LeaveOut(shape, label, weight, ignore, ectx);
        CheckOutput(shape, leftOut, output, ectx);
        if (!options.AllowLabelAsFeature)
            CheckLabel(shape, leftOut, label, ectx);
        CheckCategorical(shape, leftOut, categorical, ectx);

        var candidates = shape.Where(column => !leftOut.ContainsKey(column.Name)).ToArray();
        if (candidates.Length == 0)
        {
            throw ectx.ExceptParam(nameof(schema), $"{Component}: the schema has no columns to make features of: "
                + (shape.Count == 0 ? "it has none at all. Give the schema of the data." : "all it has are left out. Leave out fewer."));
        }

        var refused = Array.FindAll(candidates, column => KindOf(column) is null);
        return refused.Length > 0
            ? throw TabularRefusals.Unsupported(refused, ectx, nameof(schema))
            : new ChosenColumns(Array.ConvertAll(
                candidates, column => new ChosenColumn(column.Name, KindOf(column)!.Value, categorical.Contains(column.Name))), leftOut);

        TabularColumnKind? KindOf(SchemaShape.Column column) => ChosenColumn.KindOf(column, categorical.Contains(column.Name));
    }

    /// <summary>Refuses data in which a column is not what it was in the schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there, or something else would have to be made of it.</exception>
    public void Check(SchemaShape found, IExceptionContext ectx, string parameter)
    {
        foreach (var column in Columns)
        {
            var now = ColumnPairs.Find(column.Name, found, ectx, parameter, Component);
            if (ChosenColumn.KindOf(now, column.IsAskedFor) != column.Kind)
            {
                var then = column.Kind == TabularColumnKind.Numeric ? "of numbers" : "of categories";
                throw ectx.ExceptParam(parameter, $"{Component}: input column '{column.Name}' is of type {now.GetTypeString()}; by the "
                    + $"schema that was given it is {then}. Give the schema of the data as the step before makes it.");
            }
        }
    }

    private static Dictionary<string, string> LeaveOut(
        SchemaShape shape, string? label, string? weight, string[] ignore, IExceptionContext ectx)
    {
        if (weight is not null && weight == label)
        {
            throw ectx.ExceptParam(nameof(weight), $"{Component}: column '{weight}' is named as label and as weight. Name another, or no "
                + "weight.");
        }

        var leftOut = new Dictionary<string, string>();
        foreach (var (name, parameter, role, why) in ignore.Select(name => ((string?)name, nameof(ignore), "ignored", Ignored))
            .Prepend((weight, nameof(weight), "weight", "the weight")).Prepend((label, nameof(label), "label", "the label")))
        {
            // A name misspelt would have the column be a feature.
            if (name is not null)
                leftOut.TryAdd(ColumnPairs.Find(name, shape, ectx, parameter, Component, role).Name, why);
        }

        return leftOut;
    }

    private static void CheckOutput(SchemaShape shape, Dictionary<string, string> leftOut, string output, IExceptionContext ectx)
    {
        const string parameter = "outputColumnName";
        if (!shape.TryFindColumn(output, out _))
            return;

        if (!leftOut.TryGetValue(output, out var why))
        {
            throw ectx.ExceptParam(parameter, $"{Component}: the schema has a column '{output}' already, which the output column would "
                + $"hide. Give the output another name, or list '{output}' in ignore if it is made of the other columns.");
        }

        ectx.CheckParam(
            why == Ignored, parameter, $"{Component}: the output column '{output}' would hide {why}. Give it another name.");
    }

    // Almost always the label under another name, as a key, and never seen as the cause of figures too good to be true.
    private static void CheckLabel(SchemaShape shape, Dictionary<string, string> leftOut, string? label, IExceptionContext ectx)
    {
        const string usual = DefaultColumnNames.Label;
        if (!shape.TryFindColumn(usual, out _) || leftOut.ContainsKey(usual))
            return;

        throw ectx.ExceptParam(nameof(label), $"{Component}: the schema has a column '{usual}', but "
            + $"{(label is null ? "no label is named" : $"the label is '{label}'")}: as a feature it would tell what is to be predicted. "
            + "Name it as label, list it in ignore, or set options.AllowLabelAsFeature if it is a feature all the same.");
    }

    private static void CheckCategorical(
        SchemaShape shape, Dictionary<string, string> leftOut, string[] categorical, IExceptionContext ectx)
    {
        const string option = nameof(TabularFeaturesEstimator.Options.CategoricalColumnNames);
        foreach (var name in categorical)
        {
            ColumnPairs.Find(name, shape, ectx, "options", $"{Component}: {option}");
            if (leftOut.TryGetValue(name, out var why))
            {
                throw ectx.ExceptParam("options", $"{Component}: {option} has '{name}', which is left out: it is {why}. Take it out of one "
                    + "of them.");
            }
        }
    }
}
