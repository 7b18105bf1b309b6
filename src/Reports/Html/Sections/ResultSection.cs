using MlNetDl.Reports.Html.Results;

namespace MlNetDl.Reports.Html.Sections;

/// <summary>How good the model is on the rows of the test set.</summary>
internal static class ResultSection
{
    /// <summary>The matrix of more classes has no room for its figures beside another picture.</summary>
    private const int MostClassesBeside = 6;

    public static Section Of(TestResult result) => new("results", "Results on the test set", Markup.Of($"""
        <p>{Rows(result)}</p>
        <dl class="metrics">{result.Metrics.Select(metric => Markup.Of($"""
            <div><dt>{metric.Name}</dt><dd><strong>{Figures.Metric(metric.Value)}</strong> <span>{metric.Meaning}</span></dd></div>

            """))}</dl>
        {PictureMarkup.Beside([
            .. result.Pictures.Select(picture => result.Classes.Count > MostClassesBeside ? PictureMarkup.Wide(picture) : PictureMarkup.Of(picture)),
            Classes(result.Classes),
        ])}
        """));

    private static string Rows(TestResult result)
    {
        var labelled = result.Strata.Count(stratum => stratum >= 0);
        var rows = $"{Figures.Count(labelled)} rows, {result.Task}.";
        return labelled == result.Strata.Count ? rows
            : $"{rows} {result.WithoutLabel}, left out: {Figures.Count(result.Strata.Count - labelled)}.";
    }

    private static Markup Classes(IReadOnlyList<ClassResult> classes)
    {
        if (classes.Count == 0)
            return default;

        var total = (double)classes.Sum(ofClass => ofClass.Rows);
        return TableMarkup.Of(
            "Classes",
            [("Class", false), ("Rows", true), ("Predicted", true), ("Precision", true), ("Recall", true)],
            classes.Select(ofClass => (Markup[])
            [
                Markup.Isolated(Figures.Shortened(ofClass.Name)),
                Markup.Of($"{Figures.Count(ofClass.Rows)} <small>{Figures.Share(ofClass.Rows / total)}</small>"),
                Markup.Of($"{Figures.Count(ofClass.Predicted)}"),
                Share(ofClass.Precision),
                Share(ofClass.Recall),
            ]));
    }

    private static Markup Share(double share) => double.IsNaN(share)
        ? Markup.Of($"{Figures.None}")
        : Markup.Of($"{Figures.Share(share)} {TableMarkup.Bar(share)}");
}
