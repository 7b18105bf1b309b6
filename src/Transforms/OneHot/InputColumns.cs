using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Holds input columns to what the encoding reads, and says what to do about those that are something else.</summary>
internal static class InputColumns
{
    private const string Encoding = nameof(CategoricalEncodingCatalog.NaNAwareOneHotEncoding);
    private const int ColumnsListed = 10;

    /// <summary>The kind of a column to be encoded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its type is not supported.</exception>
    public static ValueKind KindOf(string name, SchemaShape schema, IExceptionContext ectx, string parameter)
    {
        if (!schema.TryFindColumn(name, out var column))
        {
            throw ectx.ExceptParam(parameter, $"{Encoding}: there is no input column '{name}'; {Listed(schema)}. "
                + $"Name one that is there, or add a step that makes '{name}' before this one.");
        }

        return ValueKind.For(column) ?? throw ectx.ExceptParam(parameter, $"{Encoding}: input column '{name}' is of type "
            + $"{column.GetTypeString()}; it must be text (String) or Single, one value a row. {Remedy(column)}");
    }

    /// <summary>Refuses data in which a column is not what it was when its categories were learned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it has another type.</exception>
    public static void CheckKind(string name, ValueKind learned, SchemaShape schema, IExceptionContext ectx, string parameter)
    {
        var kind = KindOf(name, schema, ectx, parameter);
        if (kind != learned)
        {
            throw ectx.ExceptParam(parameter, $"{Encoding}: input column '{name}' is of type {kind.Type}; it was {learned.Type} "
                + "when the encoding was fitted, and must be so again. Load or convert it as it was then, or fit anew.");
        }
    }

    private static string Listed(SchemaShape schema)
    {
        if (schema.Count == 0)
            return "the data has no columns";

        var listed = string.Join(", ", schema.Take(ColumnsListed).Select(column => $"'{column.Name}'"));
        var more = schema.Count > ColumnsListed ? $" and {schema.Count - ColumnsListed} more" : "";
        return $"the data has {listed}{more}";
    }

    private static string Remedy(SchemaShape.Column column)
    {
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar)
            return "Make each value of the vector a column of its own first.";

        if (column.IsKey)
            return "Turn the keys back into values first, with mlContext.Transforms.Conversion.MapKeyToValue.";

        return "Convert it first, with mlContext.Transforms.Conversion.ConvertType: to DataKind.Single, or to DataKind.String "
            + "if it holds integers of more than seven digits.";
    }
}
