using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.MlNet;

/// <summary>The columns that an encoding is made for, and what it makes of a schema.</summary>
internal static class ColumnPairs
{
    private const int ColumnsListed = 10;

    /// <summary>The names of the pairs, if each output has one of its own.</summary>
    /// <exception cref="ArgumentException">There is no pair, one is null, or two have the same output column.</exception>
    public static (string Output, string Input)[] Of(InputOutputColumnPair[] columns, IExceptionContext ectx, string component)
    {
        ectx.CheckValue(columns, nameof(columns));
        ectx.CheckParam(columns.Length > 0 && Array.TrueForAll(columns, pair => pair is not null), nameof(columns),
            $"{component}: there must be at least one pair of columns, and none may be null. Name the columns to encode.");
        var outputs = new HashSet<string>();
        foreach (var pair in columns)
        {
            if (!outputs.Add(pair.OutputColumnName))
            {
                throw ectx.ExceptParam(nameof(columns), $"{component}: output column '{pair.OutputColumnName}' is there more than "
                    + "once; each must have a name of its own. Rename all but one.");
            }
        }

        return Array.ConvertAll(columns, pair => (pair.OutputColumnName, pair.InputColumnName));
    }

    /// <summary>Looks for a column in a schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static SchemaShape.Column Find(
        string name, SchemaShape schema, IExceptionContext ectx, string parameter, string component, string role = "input")
        => schema.TryFindColumn(name, out var column) ? column : throw ectx.ExceptParam(parameter,
            $"{component}: there is no {role} column '{name}'; {Listed(schema)}. "
                + $"Name one that is there, or add a step that makes '{name}' before this one.");

    /// <summary>
    /// The shape of a column alone, so that looking at each of very many takes no time by their square; that of all of them, for
    /// messages, if it is not there.
    /// </summary>
    public static SchemaShape ShapeFor(string name, DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            return SchemaShape.Create(schema);

        var alone = new DataViewSchema.Builder();
        alone.AddColumn(name, column.Type);
        return SchemaShape.Create(alone.ToSchema());
    }

    /// <summary>A schema with encoded columns: as in the encoded data, one takes the place of the input column that has its name.</summary>
    public static SchemaShape With(this SchemaShape schema, SchemaShape.Column[] encoded)
    {
        var byName = encoded.ToDictionary(column => column.Name);
        var added = encoded.Where(column => !schema.TryFindColumn(column.Name, out _));
        return new SchemaShape([.. schema.Select(column => byName.GetValueOrDefault(column.Name, column)), .. added]);
    }

    private static string Listed(SchemaShape schema)
    {
        if (schema.Count == 0)
            return "the data has no columns";

        var listed = string.Join(", ", schema.Take(ColumnsListed).Select(column => $"'{column.Name}'"));
        var more = schema.Count > ColumnsListed ? $" and {schema.Count - ColumnsListed} more" : "";
        return $"the data has {listed}{more}";
    }
}
