using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Looks for the columns of data that a model has scored.</summary>
internal static class ScoredColumns
{
    /// <summary>A column of single values of a type.</summary>
    /// <param name="data">The data.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="role">What it is for, in the words of a message.</param>
    /// <param name="requirement">What it must be.</param>
    /// <param name="component">Who looks, as messages begin.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type.</exception>
    public static DataViewSchema.Column Find<T>(IDataView data, string name, string role, string requirement, string component) =>
        Find(data.Schema, name, type => type is not KeyDataViewType && type.RawType == typeof(T), role, requirement, component);

    /// <summary>A column of a type that will do.</summary>
    /// <param name="schema">The columns of the data.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="accepts">Whether a type will do.</param>
    /// <param name="role">What it is for, in the words of a message.</param>
    /// <param name="requirement">What it must be.</param>
    /// <param name="component">Who looks, as messages begin.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is of another type.</exception>
    public static DataViewSchema.Column Find(
        DataViewSchema schema, string name, Func<DataViewType, bool> accepts, string role, string requirement, string component)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentOutOfRangeException(nameof(name), name,
                $"{component}: there is no {role} column '{name}'; it must be {requirement}. The data has " +
                $"{string.Join(", ", schema.Select(c => $"'{c.Name}'"))}.");
        }

        if (!accepts(column.Type))
        {
            throw new ArgumentOutOfRangeException(nameof(name), name,
                $"{component}: {role} column '{name}' is {column.Type}; it must be {requirement}.");
        }

        return column;
    }

    /// <summary>
    /// The scores of a binary model and the labels, read together: a source may give its rows in another order next time.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="label">The label column, a Boolean.</param>
    /// <param name="score">The score column, a Single.</param>
    /// <param name="component">Who reads, as messages begin.</param>
    /// <exception cref="InvalidOperationException">A score is not finite.</exception>
    public static (float[] Scores, bool[] Labels) Read(
        IDataView data, DataViewSchema.Column label, DataViewSchema.Column score, string component)
    {
        using var cursor = data.GetRowCursor([label, score]);
        var (getLabel, getScore) = (cursor.GetGetter<bool>(label), cursor.GetGetter<float>(score));
        var (labels, scores) = (new List<bool>(), new List<float>());
        var (isPositive, value) = (false, 0f);
        while (cursor.MoveNext())
        {
            getLabel(ref isPositive);
            getScore(ref value);
            if (!float.IsFinite(value))
                throw new InvalidOperationException(NotFinite(component, score.Name, value, cursor.Position));

            labels.Add(isPositive);
            scores.Add(value);
        }

        return ([.. scores], [.. labels]);
    }

    /// <summary>What is said of a score that is not finite.</summary>
    public static string NotFinite(string component, string column, float value, long position) => FormattableString.Invariant(
        $"{component}: score column '{column}' holds {value} in row {position + 1}; it must be finite. ") +
        "Replace missing values before the model, or filter the row out.";
}
