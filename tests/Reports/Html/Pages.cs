using System.Xml;
using System.Xml.Linq;
using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Tests.Around;

namespace MlNetDl.Tests.Reports.Html;

/// <summary>Reports of small models of the penguins, made once, and pages as the tests read them.</summary>
internal static class Pages
{
    public const string Binary = "binary", Multiclass = "multiclass", Regression = "regression";

    private static readonly Dictionary<string, Lazy<TrainingReport>> _all = new()
    {
        [Binary] = new(() => Of(PenguinRows.Binary, nameof(PenguinRow.IsAdelie))),
        [Multiclass] = new(() => Of(PenguinRows.Multiclass, "Label")),
        [Regression] = new(() => Of(PenguinRows.Regression, nameof(PenguinRow.Mass))),
    };

    /// <summary>Of the task of that name.</summary>
    public static TrainingReport Of(string task) => _all[task].Value;

    /// <summary>Of a model fitted on three quarters of the penguins, tested on the last quarter.</summary>
    public static TrainingReport Of(Func<MLContext, IEstimator<ITransformer>> trainer, string label)
    {
        var mlContext = new MLContext(seed: 1);
        return mlContext.Report(Model(mlContext, trainer), Test(mlContext), Options(mlContext, label));
    }

    public static ITransformer Model(MLContext mlContext, Func<MLContext, IEstimator<ITransformer>> trainer) =>
        PenguinRows.Preparation(mlContext).Append(trainer(mlContext)).Fit(Training(mlContext));

    public static IDataView Training(MLContext mlContext) => mlContext.Data.LoadFromEnumerable(PenguinRows.All[..256]);

    public static IDataView Test(MLContext mlContext) => mlContext.Data.LoadFromEnumerable(PenguinRows.All[256..]);

    public static ReportOptions Options(MLContext mlContext, string label = "Label") => new()
    {
        LabelColumnName = label,
        TrainingSet = Training(mlContext),
        Clock = new StoppedClock(),
    };

    /// <summary>The page as XML, which it is too.</summary>
    public static XElement Parse(TrainingReport report)
    {
        using var reader = XmlReader.Create(
            new StringReader(report.Html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>The text of an element, runs of blanks as one.</summary>
    public static string Text(this XElement element) => string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static XElement Section(this XElement page, string id) =>
        page.Descendants("section").Single(section => (string?)section.Attribute("id") == id);

    /// <summary>The rows of the table with a caption, the heading of a row first.</summary>
    public static string[][] Table(this XElement page, string caption) =>
    [
        .. page.Descendants("table").Single(table => table.Element("caption")!.Text() == caption)
            .Element("tbody")!.Elements("tr").Select(row => row.Elements().Select(Text).ToArray()),
    ];

    /// <summary>The values of the lists of names and values.</summary>
    public static Dictionary<string, string> Facts(this XElement section) => section.Descendants("dt").ToDictionary(
        name => name.Text(), name => (name.ElementsAfterSelf("dd").Single().Element("strong") ?? name.ElementsAfterSelf("dd").Single()).Text());

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 7, 14, 9, 30, 0, TimeSpan.Zero);
    }
}
