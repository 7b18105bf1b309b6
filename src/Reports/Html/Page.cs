using MlNetDl.Reports.Html.Sections;

namespace MlNetDl.Reports.Html;

/// <summary>The page: its sections, a list of them, and its style. It loads nothing, and says so.</summary>
internal static class Page
{
    public static Markup Of(string title, IReadOnlyList<Section> sections) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'" />
        <title>{title}</title>
        <style>
        {Style()}</style>
        </head>
        <body>
        <header>
        <h1>{Markup.Isolated(title)}</h1>
        <nav aria-label="Contents"><ul>{sections.Select(section => Markup.Of($"""<li><a href="#{section.Id}">{section.Title}</a></li>"""))}</ul></nav>
        </header>
        <main>
        {sections.Select(section => Markup.Of($"""
            <section id="{section.Id}" aria-labelledby="{section.Id}-title">
            <h2 id="{section.Id}-title">{section.Title}</h2>
            {section.Content}</section>

            """))}</main>
        </body>
        </html>

        """);

    // Ours, and the one thing on the page that is not text: what CSS and HTML both escape, it does not hold.
    private static Markup Style()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(typeof(Page), "report.css")!;
        using var reader = new StreamReader(stream);
        return Markup.Raw(reader.ReadToEnd());
    }
}
