using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Support;

/// <summary>Schemas as text, to be compared: columns with their types, annotations with their values.</summary>
internal static class SchemaText
{
    /// <summary>A line a column: its name, its type, and the names and types of its annotations.</summary>
    public static string[] Of(SchemaShape schema) =>
    [
        .. schema.Select(column => $"{column.Name}: {column.Kind} {column.ItemType} {column.IsKey} "
            + $"[{string.Join(", ", Of(column.Annotations).Order(StringComparer.Ordinal))}]").Order(StringComparer.Ordinal),
    ];

    /// <summary>A line a column: its place, its name, its type, and its annotations with their values.</summary>
    public static string[] Of(DataViewSchema schema) =>
    [
        .. schema.Select(column => $"{column.Index} {column.Name}: {column.Type}{(column.IsHidden ? " hidden" : "")} "
            + $"[{string.Join(", ", Of(column.Annotations))}]"),
    ];

    /// <summary>A line an annotation: its name and its value.</summary>
    public static string[] Of(DataViewSchema.Annotations annotations) =>
        [.. annotations.Schema.Select(column => $"{column.Name} {Value(annotations, column)}").Order(StringComparer.Ordinal)];

    private static string Value(DataViewSchema.Annotations annotations, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { ItemType: TextDataViewType } =>
            string.Join(' ', Get<VBuffer<ReadOnlyMemory<char>>>(annotations, column).DenseValues()),
        TextDataViewType => $"{Get<ReadOnlyMemory<char>>(annotations, column)}",
        _ => ValueText.Of(annotations, column),
    };

    private static T Get<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        T value = default!;
        annotations.GetValue(column.Name, ref value);
        return value;
    }
}
