using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Tabular;

/// <summary>What is said of a table of which no features can be made, or hardly.</summary>
internal static class TabularRefusals
{
    public static Exception Unsupported(SchemaShape.Column[] columns, IExceptionContext ectx, string parameter)
    {
        var described = string.Join(", ", columns.Select(column => $"'{column.Name}' ({column.GetTypeString()})"));
        var ignore = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        return ectx.ExceptParam(parameter, $"{ChosenColumns.Component}: no features can be made of {described}; a column must be numbers, "
            + "text, Boolean or a key, one value a row or a vector of known size. Leave out what is of no use by "
            + $"ignore: [{ignore}]{Remedy(columns)}.");
    }

    public static InvalidOperationException NoRows()
        => Refusal("the training data has no rows. Check the file that was loaded and the filters in the pipeline.");

    public static InvalidOperationException Infinite(string where, double value, long row)
        => Refusal($"{where} holds {Text(value)} in row {Text(row)} of the training data; it must be finite as a Single, or NaN for "
            + "missing. Correct it where it comes from, such as a division by zero, or filter the row out.");

    public static InvalidOperationException AllMissing(string where, long rows)
        => Refusal($"{where} is missing in all {Text(rows)} rows of the training data, so that it has no median. List the column in "
            + "ignore, or check how it was loaded: text that is no number is read as missing.");

    public static InvalidOperationException NamesRows(string where, long categories, long values)
        => Refusal($"{where} has {Text(categories)} categories among {Text(values)} values, so that it rather names rows, or is free text. "
            + "List the column in ignore; if it is of categories all the same, list it in options.CategoricalColumnNames, or let rare "
            + "values share a slot by options.OneHot.MinimumCount or MaximumNumberOfCategories.");

    public static string ManyCategories(string where, long categories, long values)
        => $"{ChosenColumns.Component}: {where} has {Text(categories)} categories among {Text(values)} values, and each is a slot. Rare "
            + "values can share one by options.OneHot.MinimumCount or MaximumNumberOfCategories; list the column in ignore if it is free "
            + "text.";

    public static string CountsRows(string where)
        => $"{ChosenColumns.Component}: {where} holds whole numbers of which hardly one is left out and none is there twice. List it in "
            + "ignore if it numbers the rows: it would tell where a row stood in the file.";

    public static InvalidOperationException TooWide(long width)
        => Refusal($"the vector would have {Text(width)} slots; it has at most {Text(Array.MaxLength)}. Let rare values share a slot by "
            + "options.OneHot.MinimumCount, or list columns in ignore.");

    private static string Remedy(SchemaShape.Column[] columns)
        => Array.Exists(columns, column => column.ItemType is DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType)
            ? "; of a time, make numbers that mean something first, such as the hour, the weekday or the days since a date"
            : Array.Exists(columns, column => column.Kind == SchemaShape.Column.VectorKind.VariableVector)
            ? "; give a vector a size where the data is loaded, by a VectorType attribute or a range of columns"
            : ", or convert it first";

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static InvalidOperationException Refusal(string message) => new($"{ChosenColumns.Component}: {message}");
}
