using System.Globalization;

namespace MlNetDl.Samples.Own.Csv;

/// <summary>The task that a label column sets: which one, why, and its classes.</summary>
internal sealed class LabelTask
{
    // Few whole numbers that come again and again are classes or grades, not amounts.
    private const int MaximumNumberedClasses = 20;
    private const int RowsAClass = 5;

    private LabelTask(TaskKind kind, string reason, string[] labels, string[] classes)
    {
        Kind = kind;
        Reason = reason;
        Labels = labels;
        Classes = classes;
    }

    public TaskKind Kind { get; }

    /// <summary>Why this task; what the user may disagree with.</summary>
    public string Reason { get; }

    /// <summary>Each row's class; empty for regression.</summary>
    public string[] Labels { get; }

    /// <summary>The classes, numbers by value and text by code point; of two, the second is the positive one.</summary>
    public string[] Classes { get; }

    /// <param name="label">The label column; none of its rows is missing.</param>
    /// <param name="asked">The task asked for; null lets the label decide.</param>
    /// <exception cref="UnusableDataException">The label cannot be learned, or not as asked.</exception>
    public static LabelTask Of(TableColumn label, TaskKind? asked)
    {
        if (label.Distinct < 2)
        {
            throw new UnusableDataException(
                $"Label column '{label.Name}' has one value, '{label.Texts[0]}', in all rows: there is nothing to learn.");
        }

        var (kind, reason) = asked is { } given ? (given, "as asked") : Choose(label);
        if (kind == TaskKind.Regression)
        {
            return label.IsNumber
                ? new LabelTask(kind, reason, [], [])
                : throw new UnusableDataException($"Label column '{label.Name}' is text{Strays(label)}; regression needs numbers.");
        }

        if (kind == TaskKind.Binary && label.Distinct != 2)
            throw new UnusableDataException($"Label column '{label.Name}' has {label.Distinct} values; a binary label has two.");
        if (label.Distinct > label.Texts.Length / 2)
        {
            throw new UnusableDataException($"Label column '{label.Name}' is {(label.IsNumber ? "numbers" : "text")} with {label.Distinct} "
                + $"different values in {label.Texts.Length} rows{Strays(label)}: too many for classes.");
        }

        return label.IsNumber
            // 1 and 1.0 are one class.
            ? new LabelTask(kind, reason, Array.ConvertAll(label.Numbers, Text), [.. label.Numbers.Distinct().Order().Select(Text)])
            : new LabelTask(kind, reason, label.Texts, [.. label.Texts.Distinct().Order(StringComparer.Ordinal)]);

        static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static (TaskKind Kind, string Reason) Choose(TableColumn label)
    {
        if (label.Distinct == 2)
            return (TaskKind.Binary, "two different values");
        if (!label.IsNumber)
            return (TaskKind.Multiclass, $"text with {label.Distinct} different values");
        if (!label.Numbers.All(float.IsInteger))
            return (TaskKind.Regression, "numbers");
        return label.Distinct <= MaximumNumberedClasses && label.Texts.Length >= RowsAClass * label.Distinct
            ? (TaskKind.Multiclass, $"whole numbers, {label.Distinct} different ones")
            : (TaskKind.Regression, $"whole numbers, {label.Distinct} different ones");
    }

    private static string Strays(TableColumn label)
        => label.Stray is { } stray ? $", mostly numbers but for '{stray.Text}' in line {stray.Line}" : "";
}
