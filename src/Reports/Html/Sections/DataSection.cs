using MlNetDl.Reports.Html.Profile;

namespace MlNetDl.Reports.Html.Sections;

/// <summary>What the data are like, column by column.</summary>
internal static class DataSection
{
    /// <summary>Of more columns, the rest are only counted.</summary>
    private const int MostColumns = 200;

    private static readonly (string Heading, bool IsNumber)[] _columns =
    [
        ("Column", false), ("Type", false), ("Missing", true), ("Distinct", true), ("Minimum", true), ("Median", true), ("Maximum", true),
        ("Distribution", false), ("Most frequent", false),
    ];

    public static Section Of(DataProfile test, DataProfile? training, string label) => new("data", "Data", Markup.Of($"""
        <h3>Test set</h3>
        {Profile(test, label, "test set")}{(training is null ? default : Markup.Of($"""
        <h3>Training set</h3>
        {Profile(training, label, "training set")}
        """))}
        """));

    private static Markup Profile(DataProfile profile, string label, string set) => Markup.Of($"""
        <p>{Figures.Count(profile.Rows)} rows, {Figures.Count(profile.Columns.Count)} columns.{(profile.ProfiledRows == profile.Rows ? ""
            : $" What is told of them is of the first {Figures.Count(profile.ProfiledRows)} rows.")}{(profile.Columns.Count <= MostColumns ? ""
            : $" The first {MostColumns} columns are listed.")}</p>
        {TableMarkup.Of($"Columns of the {set}", _columns, profile.Columns.Take(MostColumns).Select(column => Row(column, label)))}
        """);

    private static Markup[] Row(ColumnProfile column, string label) =>
    [
        Markup.Of($"{Markup.Isolated(column.Name)}{(column.Name == label ? " (label)" : "")}"),
        Markup.Of($"{column.Type}"),
        column.Missing is { } missing ? Share(missing, column.Values) : Markup.Of($"{Figures.None}"),
        Markup.Of($"{(column.Distinct is { } distinct ? Figures.Count(distinct) : Figures.None)}"),
        Value(column.Minimum),
        Value(column.Median),
        Value(column.Maximum),
        Histogram(column.Histogram),
        MostFrequent(column),
    ];

    private static Markup Share(long count, long total) => count == 0
        ? Markup.Of($"0")
        : Markup.Of($"{Figures.Count(count)} <small>{Figures.Share((double)count / total)}</small> {TableMarkup.Bar((double)count / total)}");

    private static Markup Value(string? value) => Markup.Of($"{value ?? Figures.None}");

    private static Markup Histogram(IReadOnlyList<long> bins)
    {
        if (bins.Count == 0)
            return default;

        var most = (double)bins.Max();
        return Markup.Of($"""<span class="histogram" aria-hidden="true">{bins.Select(count => Markup.Of(
            $"""<i style="height:{100 * count / most:0}%"></i>"""))}</span>""");
    }

    private static Markup MostFrequent(ColumnProfile column)
    {
        if (column.MostFrequent.Count == 0)
            return Markup.Of($"{(column.Distinct > 0 ? "all different" : Figures.None)}");

        return Markup.Of($"""<ul class="values">{column.MostFrequent.Select(pair => Value(pair.Value, (double)pair.Count / column.Values))}</ul>""");
    }

    private static Markup Value(string value, double share) => Markup.Of(
        $"<li>{TableMarkup.Bar(share)} {Markup.Isolated(Figures.Shortened(value))} <small>{Figures.Share(share)}</small></li>");
}
