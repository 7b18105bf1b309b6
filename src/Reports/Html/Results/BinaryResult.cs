using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Html.Results;

/// <summary>Two classes.</summary>
internal sealed class BinaryResult : TestResult
{
    // In the order in which ML.NET counts them.
    private static readonly string[] _classes = ["true", "false"];

    private readonly MLContext _mlContext;
    private readonly ITransformer _model;
    private readonly IDataView _scored;
    private readonly string _label;
    private readonly BinaryClassificationMetrics _metrics;
    private readonly bool _hasProbabilities;

    public BinaryResult(
        MLContext mlContext, ITransformer model, IDataView scored, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        (_mlContext, _model, _scored, _label) = (mlContext, model, scored, label.Name);
        Strata = Array.ConvertAll(ScoredColumns.Read(scored, label, score, ReportBuilder.Component).Labels, isPositive => isPositive ? 1 : 0);
        foreach (var (stratum, value) in (ReadOnlySpan<(int, string)>)[(1, "true"), (0, "false")])
        {
            if (!Strata.Contains(stratum))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"{ReportBuilder.Component}: label column '{_label}' is {value} in none of the {Strata.Count} rows of the test set, ") +
                    "and how well two classes are told apart is not defined. Give a test set with rows of both.", nameof(scored));
            }
        }

        _hasProbabilities = scored.Schema.GetColumnOrNull(DefaultColumnNames.Probability) is { Type: var type }
            && type == NumberDataViewType.Single;
        _metrics = _hasProbabilities
            ? mlContext.BinaryClassification.Evaluate(scored, _label)
            : mlContext.BinaryClassification.EvaluateNonCalibrated(scored, _label);
    }

    public override string Task => "classification, two classes";

    public override IReadOnlyList<int> Strata { get; }

    public override IReadOnlyList<Metric> Metrics =>
    [
        new("Accuracy", _metrics.Accuracy, "share of rows predicted right"),
        new("Area under the ROC curve", _metrics.AreaUnderRocCurve, "0.5 is chance, 1 is perfect"),
        new("Area under precision-recall", _metrics.AreaUnderPrecisionRecallCurve, "1 is perfect"),
        new("F1", _metrics.F1Score, "harmonic mean of precision and recall of true"),
        .. _metrics is CalibratedBinaryClassificationMetrics calibrated
            // ML.NET gives bits.
            ? [new Metric("Log-loss", calibrated.LogLoss * Math.Log(2), "in nats, of the probabilities; 0 is perfect")]
            : (Metric[])[],
    ];

    public override IReadOnlyList<ClassResult> Classes => ClassResult.Of(_metrics.ConfusionMatrix, _classes);

    public override IReadOnlyList<Picture> Pictures =>
    [
        Reports.Pictures.ConfusionMatrix(_metrics.ConfusionMatrix, _classes),
        Reports.Pictures.Roc(_scored, _label),
        Reports.Pictures.PrecisionRecall(_scored, _label),
        .. _hasProbabilities ? [Reports.Pictures.Calibration(_scored, _label)] : (Picture[])[],
    ];

    public override ImportanceResult Importance(IDataView rows, int seed) => ImportanceResult.Of(
        _mlContext.BinaryClassification.PermutationColumnImportance(_model, rows, _label, permutationCount: Permutations, seed: seed),
        metrics => metrics.AreaUnderRocCurve, "area under the ROC curve");
}
