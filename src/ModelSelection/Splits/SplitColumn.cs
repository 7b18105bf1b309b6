using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>Finds the columns that splits go by, and says what is wrong with those they cannot go by.</summary>
internal static class SplitColumn
{
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public static DataViewSchema.Column Find(IHostEnvironment env, string method, IDataView data, string name, string parameter)
    {
        env.CheckValue(data, nameof(data));
        env.CheckNonEmpty(name, parameter);
        if (data.Schema.GetColumnOrNull(name) is { } column)
            return column;
        var names = data.Schema.Where(other => !other.IsHidden).Select(other => $"'{other.Name}'");
        throw env.ExceptParam(
            parameter, $"{method}: the data have no column '{name}'. {parameter} must name one of {string.Join(", ", names)}.");
    }

    public static Exception WrongType(
        IHostEnvironment env, string method, DataViewSchema.Column column, string requirement, string remedy, string parameter) =>
        env.ExceptParam(parameter, $"{method}: column '{column.Name}' is {column.Type}; it must be {requirement}. {remedy}");
}
