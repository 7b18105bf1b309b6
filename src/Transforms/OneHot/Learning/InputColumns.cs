using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Holds input columns to what the encoding reads, and says what to do about those that are something else.</summary>
internal static class InputColumns
{
    public const string Encoding = nameof(CategoricalEncodingCatalog.NaNAwareOneHotEncoding);

    /// <summary>Looks for a column that can be encoded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its type is not supported.</exception>
    public static SchemaShape.Column Find(
        string name, SchemaShape schema, IExceptionContext ectx, string parameter, string component = Encoding)
    {
        var column = ColumnPairs.Find(name, schema, ectx, parameter, component);
        if (column.Kind == SchemaShape.Column.VectorKind.VariableVector || !ValueKind.Reads(column.ItemType, column.IsKey))
        {
            throw ectx.ExceptParam(parameter, $"{component}: input column '{name}' is of type {column.GetTypeString()}; it must be text "
                + $"(String), Boolean, a number or a key, one value a row or a vector of known size. {Remedy(column)}");
        }

        return column;
    }

    /// <summary>What there is to be known of columns before their rows are read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its type is not supported.</exception>
    public static InputColumn[] Describe(
        IEnumerable<string> names, DataViewSchema schema, IExceptionContext ectx, string parameter, string component = Encoding)
        => [.. names.Select(name =>
        {
            Find(name, ColumnPairs.ShapeFor(name, schema), ectx, parameter, component);
            var column = schema[name];
            return new InputColumn(name, ValueKind.Of(column), VectorElements.NamesOf(column));
        })];

    /// <summary>Refuses data in which a column is not what it was when its categories were learned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such column, it has another type, other key values or other slot names.
    /// </exception>
    public static void Check(
        IReadOnlyCollection<InputColumn> learned, DataViewSchema schema, IExceptionContext ectx, string parameter,
        string component = Encoding)
    {
        var names = learned.Select(column => column.Name);
        foreach (var (then, now) in learned.Zip(Describe(names, schema, ectx, parameter, component)))
            Check(then, now, ectx, parameter, component);
    }

    private static void Check(InputColumn learned, InputColumn found, IExceptionContext ectx, string parameter, string component)
    {
        var (now, then) = (TypeOf(found), TypeOf(learned));
        string difference;
        if (now != then)
            difference = $"is of type {now}; it was {then}";
        else if (!learned.Kind.Accepts(found.Kind))
            difference = "has other key values than it had";
        else if (VectorElements.NamesDiffer(learned.ElementNames, found.ElementNames))
            difference = "has other slot names, or has them in another order, than it had";
        else
            return;

        throw ectx.ExceptParam(parameter, $"{component}: input column '{learned.Name}' {difference} when the encoding was fitted, and "
            + "must be so again. Load or convert it as it was then, or fit anew.");
    }

    private static string TypeOf(InputColumn column)
        => column.Size is { } size ? FormattableString.Invariant($"Vector<{column.Kind.Type}, {size}>") : $"{column.Kind.Type}";

    private static string Remedy(SchemaShape.Column column)
        => column.Kind == SchemaShape.Column.VectorKind.VariableVector
            ? "Give the vector a size where the data is loaded, by a VectorType attribute or a range of columns."
            : "Convert it first, with mlContext.Transforms.Conversion.ConvertType: to DataKind.String, for instance.";
}
