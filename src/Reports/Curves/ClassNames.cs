using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.ModelSelection.Splits;

namespace MlNetDl.Reports.Curves;

/// <summary>Reads a column of classes as their names: keys, Booleans or text.</summary>
internal static class ClassNames
{
    public static bool Accepts(DataViewType type) => type is KeyDataViewType or BooleanDataViewType or TextDataViewType;

    /// <summary>The name of the class of the row that a cursor is at; null where it is missing.</summary>
    public static Func<string?> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        switch (column.Type)
        {
            case BooleanDataViewType:
                var getFlag = row.GetGetter<bool>(column);
                return () =>
                {
                    var flag = false;
                    getFlag(ref flag);
                    return flag ? "true" : "false";
                };
            case TextDataViewType:
                var getText = row.GetGetter<ReadOnlyMemory<char>>(column);
                return () =>
                {
                    ReadOnlyMemory<char> text = default;
                    getText(ref text);
                    return text.IsEmpty ? null : text.ToString();
                };
            default:
                var names = KeyNames.Of(column);
                var getKey = RowCursorUtils.GetGetterAs<uint>(NumberDataViewType.UInt32, row, column.Index);
                return () =>
                {
                    uint key = 0;
                    getKey(ref key);
                    return key == 0 ? null : names is null ? FormattableString.Invariant($"class {key}") : names[key - 1];
                };
        }
    }

    /// <summary>The classes in the order that the column has for them, if it has one.</summary>
    public static string[] Order(DataViewSchema.Column column) => column.Type switch
    {
        BooleanDataViewType => ["false", "true"],
        KeyDataViewType => KeyNames.Of(column) ?? [],
        _ => [],
    };
}
