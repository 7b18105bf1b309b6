using System.Collections;
using System.Globalization;
using MlNetDl.Trainers;

namespace MlNetDl.Reports.Html.Sections;

/// <summary>How the training went, what went wrong in it, and what it was set to.</summary>
internal static class TrainingSection
{
    /// <summary>Of longer runs not every epoch is in the table.</summary>
    private const int MostEpochs = 200;

    private static readonly (string Heading, bool IsNumber)[] _columns =
    [
        ("Epoch", true), ("Training loss", true), ("Validation loss", true), ("Validation metric", true), ("Learning rate", true),
        ("Gradient norm", true), ("Seconds", true),
    ];

    public static Section Of(TrainingHistory? history) => new("training", "Training", history is null
        ? Markup.Of($"<p>How the training went is not part of this model: only the trainers of MlNetDl keep it.</p>\n")
        : Markup.Of($"""
            {TableMarkup.Facts(Facts(history))}
            {PictureMarkup.Beside(Pictures(history).Select(picture => PictureMarkup.Of(picture)))}
            {Epochs(history)}
            <h3>Findings</h3>
            {Findings(history)}
            <h3>Options as settled</h3>
            {TableMarkup.Facts(Options(history.Options))}
            {Levels(history)}
            """));

    private static IEnumerable<(string, Markup)> Facts(TrainingHistory history)
    {
        yield return ("Epochs", Markup.Of($"{Figures.Count(history.Epochs.Count)} of {Figures.Count(history.NumberOfEpochs)}"));
        yield return ("Ended", Markup.Of($"{Words(history.End)}"));
        yield return ("Model of epoch", Markup.Of($"{Figures.Count(history.ModelEpoch)}"));
        if (history.Epochs.Any(epoch => epoch.ValidationMetric is not null))
            yield return ("Validation metric", Markup.Of($"{history.Metric}"));
        yield return ("Seconds", Markup.Of($"{history.Epochs.Sum(epoch => epoch.Seconds):0.0}"));
    }

    private static IEnumerable<Picture> Pictures(TrainingHistory history)
    {
        if (history.Epochs.Count == 0)
            yield break;
        yield return Reports.Pictures.TrainingHistory(history, HistoryCurve.Loss);
        if (history.Epochs.Any(epoch => epoch.ValidationMetric is not null))
            yield return Reports.Pictures.TrainingHistory(history, HistoryCurve.Metric);
        yield return Reports.Pictures.TrainingHistory(history, HistoryCurve.LearningRate);
        yield return Reports.Pictures.TrainingHistory(history, HistoryCurve.GradientNorm);
    }

    private static Markup Epochs(TrainingHistory history)
    {
        var step = (history.Epochs.Count + MostEpochs - 1) / MostEpochs;
        if (step == 0)
            return default;

        var epochs = history.Epochs.Where(epoch =>
            epoch.Epoch % step == 0 || epoch.Epoch == history.ModelEpoch || epoch == history.Epochs[0] || epoch == history.Epochs[^1]);
        var title = step == 1 ? "All epochs" : $"Epochs, one in {step}";
        return Markup.Of($"""
            <details>
            <summary>{title}</summary>
            {TableMarkup.Of(title, _columns, epochs.Select(epoch => (Markup[])
            [
                Markup.Of($"{epoch.Epoch}"), Value(epoch.TrainingLoss), Value(epoch.ValidationLoss), Value(epoch.ValidationMetric),
                Value(epoch.LearningRate), Value(epoch.GradientNorm), Markup.Of($"{epoch.Seconds:0.00}"),
            ]))}</details>

            """);
    }

    private static Markup Findings(TrainingHistory history)
    {
        var findings = TrainingDoctor.Diagnose(history);
        return findings.Count == 0
            ? Markup.Of($"<p>TrainingDoctor found nothing wrong. It judges by rules of thumb: a run without findings may still be improved.</p>\n")
            : Markup.Of($"""
                <ul class="findings">
                {findings.Select(finding => Markup.Of(
                    $"<li><strong>{Words(finding.Kind)}</strong>, from epoch {finding.Epoch} on. {finding.Message}</li>\n"))}</ul>

                """);
    }

    // By its properties, so that none is forgotten.
    private static IEnumerable<(string, Markup)> Options(ResolvedOptions options) => typeof(ResolvedOptions).GetProperties()
        .Select(property => (property.Name, Markup.Of($"{Text(property.GetValue(options))}")));

    private static string Text(object? value) => value switch
    {
        null => "none",
        IEnumerable values and not string => string.Join(", ", values.Cast<object>().Select(Text)) is { Length: > 0 } listed ? listed : "none",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static Markup Levels(TrainingHistory history) => history.RegularizationLevels.Count == 0 ? default : TableMarkup.Of(
        "Levels of regularization that were tried by folds",
        [("Weight decay", true), ("Dropout", true), ("Out-of-fold loss", true), ("Best epoch", true), ("Chosen", false)],
        history.RegularizationLevels.Select(level => (Markup[])
        [
            Value(level.WeightDecay), Value(level.Dropout), Value(level.OutOfFoldLoss), Markup.Of($"{level.Epoch}"),
            Markup.Of($"{(level.IsChosen ? "chosen" : "")}"),
        ]));

    private static Markup Value(double? value) => Markup.Of($"{Figures.Short(value ?? double.NaN)}");

    /// <summary>A name such as LearningRateTooHigh as words.</summary>
    private static string Words(Enum value) => string.Concat(value.ToString().Select((character, i) => i == 0 ? $"{character}"
        : char.IsUpper(character) ? $" {char.ToLowerInvariant(character)}" : $"{character}"));
}
