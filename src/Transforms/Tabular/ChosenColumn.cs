using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.OneHot;

namespace MlNetDl.Transforms.Tabular;

/// <summary>A column that goes into the vector, and what is made of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What is made of it.</param>
/// <param name="IsAskedFor">Whether the user said that it is of categories.</param>
internal sealed record ChosenColumn(string Name, TabularColumnKind Kind, bool IsAskedFor)
{
    /// <summary>What can be made of a column; null if nothing can.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isAskedFor">Whether the user said that it is of categories.</param>
    public static TabularColumnKind? KindOf(SchemaShape.Column column, bool isAskedFor)
        => column.Kind == SchemaShape.Column.VectorKind.VariableVector || !ValueKind.Reads(column.ItemType, column.IsKey) ? null
            : column.ItemType is NumberDataViewType && !column.IsKey && !isAskedFor ? TabularColumnKind.Numeric
            : TabularColumnKind.Categorical;
}
