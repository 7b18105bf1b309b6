namespace MlNetDl.Reports.Html.Sections;

/// <summary>Tables, each of which scrolls within itself where the page is narrow.</summary>
internal static class TableMarkup
{
    /// <param name="caption">What the table is of; no two tables of a page have the same.</param>
    /// <param name="columns">The heading of each column, and whether it is one of numbers.</param>
    /// <param name="rows">The cells, a row after the other; the first of a row is its heading.</param>
    public static Markup Of(string caption, IReadOnlyList<(string Heading, bool IsNumber)> columns, IEnumerable<Markup[]> rows)
    {
        return Markup.Of($"""
            <div class="scroll" role="region" aria-label="{caption}" tabindex="0"><table>
            <caption>{caption}</caption>
            <thead><tr>{columns.Select(column => Markup.Of($"""<th scope="col"{Style(column.IsNumber)}>{column.Heading}</th>"""))}</tr></thead>
            <tbody>
            {rows.Select(Row)}</tbody>
            </table></div>

            """);

        Markup Row(Markup[] cells) => Markup.Of($"""
            <tr><th scope="row">{cells[0]}</th>{cells.Skip(1).Select((cell, i) => Markup.Of(
                $"<td{Style(columns[i + 1].IsNumber)}>{cell}</td>"))}</tr>

            """);
    }

    /// <summary>A list of names and values.</summary>
    public static Markup Facts(IEnumerable<(string Name, Markup Value)> facts) => Markup.Of($"""
        <dl>
        {facts.Select(fact => Markup.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n"))}</dl>

        """);

    /// <summary>A bar as long as a share, beside the figure that tells it.</summary>
    public static Markup Bar(double share) => Markup.Of(
        $"""<span class="bar" aria-hidden="true"><span style="width:{100 * Math.Clamp(share, 0, 1):0.#}%"></span></span>""");

    private static Markup Style(bool isNumber) => Markup.Raw(isNumber ? " class=\"number\"" : "");
}
