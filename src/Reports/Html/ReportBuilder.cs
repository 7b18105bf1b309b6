using Microsoft.ML;
using MlNetDl.Reports.Html.Profile;
using MlNetDl.Reports.Html.Results;
using MlNetDl.Reports.Html.Sections;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Html;

/// <summary>Gathers what the report tells.</summary>
internal static class ReportBuilder
{
    /// <summary>Who speaks, as messages begin.</summary>
    public const string Component = "Report";

    public static Markup Build(MLContext mlContext, ITransformer model, IDataView testSet, ReportOptions options)
    {
        Check(options);
        // Kept in memory: each metric and each picture would score the rows anew.
        var scored = mlContext.Data.Cache(model.Transform(testSet));
        var result = TestResult.Of(mlContext, model, scored, options.LabelColumnName);
        if (!result.Strata.Any(stratum => stratum >= 0))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{Component}: of the {result.Strata.Count} rows of the test set none has a value in label column ") +
                $"'{options.LabelColumnName}'. Give labelled rows.");
        }

        var history = FittedNetworks.FindHistory(model);
        var test = DataProfile.Of(testSet, options.ProfileRows);
        var training = options.TrainingSet is { } set ? DataProfile.Of(set, options.ProfileRows) : null;
        return Page.Of(options.Title, [
            ResultSection.Of(result),
            ImportanceSection.Of(mlContext, testSet, result, options),
            TrainingSection.Of(history),
            DataSection.Of(test, training, options.LabelColumnName),
            ModelCardSection.Of(model, result, history, test, training, options),
        ]);
    }

    /// <summary>What is thrown for a score that is not finite.</summary>
    public static InvalidOperationException NotFinite(DataViewSchema.Column score, float value, long position) =>
        new(ScoredColumns.NotFinite(Component, score.Name, value, position));

    private static void Check(ReportOptions options) => new OptionChecks(Component)
        .Require(!string.IsNullOrEmpty(options.LabelColumnName), nameof(options.LabelColumnName), options.LabelColumnName, "a column's name")
        .Require(!string.IsNullOrWhiteSpace(options.Title), nameof(options.Title), options.Title, "a text that is not empty")
        .Require(options.ImportanceRows >= 0, nameof(options.ImportanceRows), options.ImportanceRows, "at least 0")
        .Require(options.ProfileRows > 0, nameof(options.ProfileRows), options.ProfileRows, "at least 1")
        .Require(options.Clock is not null, nameof(options.Clock), options.Clock, "a clock")
        .ThrowIfViolated(nameof(options));
}
