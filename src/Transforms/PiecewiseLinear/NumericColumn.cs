using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>A column to be encoded, as it was in training.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementNames">The names of a vector's elements; null if the column is a scalar.</param>
internal sealed record NumericColumn(string Name, string[]? ElementNames)
{
    public const string Encoding = nameof(PiecewiseLinearEncodingCatalog.PiecewiseLinearEncoding);

    /// <summary>The number of slots.</summary>
    public int Size => ElementNames?.Length ?? 1;

    /// <summary>What a slot's columns are named after: its own name, if it has one.</summary>
    public string SlotName(int slot)
        => ElementNames is null ? Name
            : ElementNames[slot] == ColumnNames.OfSlot(slot) ? $"{Name}_{ElementNames[slot]}"
            : ElementNames[slot];

    /// <summary>What a slot's values are of, as a message says it.</summary>
    public string Where(int slot)
        => ElementNames is null ? $"input column '{Name}'" : $"element '{ElementNames[slot]}' of input column '{Name}'";

    /// <summary>Looks for a column that can be encoded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not of numbers.</exception>
    public static SchemaShape.Column Find(
        string name, SchemaShape schema, IExceptionContext ectx, string parameter, string component = Encoding)
    {
        var column = ColumnPairs.Find(name, schema, ectx, parameter, component);
        if (column.ItemType is NumberDataViewType && !column.IsKey && column.Kind != SchemaShape.Column.VectorKind.VariableVector)
            return column;

        var remedy = column.Kind == SchemaShape.Column.VectorKind.VariableVector
            ? "Give the vector a size where the data is loaded, by a VectorType attribute or a range of columns."
            : "Convert it first, with mlContext.Transforms.Conversion.ConvertType to DataKind.Single; categories are for "
                + $"mlContext.Transforms.Categorical.{nameof(CategoricalEncodingCatalog.NaNAwareOneHotEncoding)}.";
        throw ectx.ExceptParam(parameter, $"{component}: input column '{name}' is of type {column.GetTypeString()}; it must be a number, "
            + $"one value a row or a vector of known size. {remedy}");
    }

    /// <summary>What there is to be known of a column before its rows are read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not of numbers.</exception>
    public static NumericColumn Describe(
        string name, DataViewSchema schema, IExceptionContext ectx, string parameter, string component = Encoding)
    {
        Find(name, ColumnPairs.ShapeFor(name, schema), ectx, parameter, component);
        return new NumericColumn(name, VectorElements.NamesOf(schema[name]));
    }

    /// <summary>Looks for the column of the rows' weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not one number a row.</exception>
    public static void CheckWeights(string name, SchemaShape schema, IExceptionContext ectx, string parameter)
    {
        var column = ColumnPairs.Find(name, schema, ectx, parameter, Encoding, "example weight");
        ectx.CheckParam(column.ItemType is NumberDataViewType && !column.IsKey && column.Kind == SchemaShape.Column.VectorKind.Scalar,
            parameter, $"{Encoding}: example weight column '{name}' is of type {column.GetTypeString()}; it must be a number, one value a "
                + "row. Name another column, or convert it.");
    }

    /// <summary>Refuses data in which the column is not what it was when its pieces were learned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it has another size or other slot names.</exception>
    public void Check(DataViewSchema schema, IExceptionContext ectx, string parameter, string component = Encoding)
    {
        var found = Describe(Name, schema, ectx, parameter, component);
        string difference;
        if (found.Shape != Shape)
            difference = $"is {found.Shape}; it was {Shape}";
        else if (VectorElements.NamesDiffer(ElementNames, found.ElementNames))
            difference = "has other slot names, or has them in another order, than it had";
        else
            return;

        throw ectx.ExceptParam(parameter, $"{component}: input column '{Name}' {difference} when the encoding was fitted, and must be so "
            + "again. Load it as it was then, or fit anew.");
    }

    private string Shape => ElementNames is null ? "one number a row" : FormattableString.Invariant($"a vector of {Size} numbers");
}
