using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Reports.Html.Results;

/// <summary>A number.</summary>
internal sealed class RegressionResult : TestResult
{
    private readonly MLContext _mlContext;
    private readonly ITransformer _model;
    private readonly IDataView _scored;
    private readonly string _label;
    private readonly RegressionMetrics _metrics;

    public RegressionResult(
        MLContext mlContext, ITransformer model, IDataView scored, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        (_mlContext, _model, _label) = (mlContext, model, label.Name);
        Strata = Read(scored, label, score);
        _scored = mlContext.Data.FilterRowsByMissingValues(scored, _label);
        _metrics = mlContext.Regression.Evaluate(_scored, _label);
    }

    public override string Task => "regression";

    public override IReadOnlyList<int> Strata { get; }

    public override IReadOnlyList<Metric> Metrics =>
    [
        new("RMSE", _metrics.RootMeanSquaredError, "root mean squared error, in the label's unit"),
        new("MAE", _metrics.MeanAbsoluteError, "mean absolute error, in the label's unit"),
        new("R²", _metrics.RSquared, "0 is the mean of the labels, 1 is perfect"),
    ];

    public override IReadOnlyList<Picture> Pictures =>
        [Reports.Pictures.PredictedAgainstActual(_scored, _label), Reports.Pictures.Residuals(_scored, _label)];

    public override ImportanceResult Importance(IDataView rows, int seed) => ImportanceResult.Of(
        _mlContext.Regression.PermutationColumnImportance(_model, rows, _label, permutationCount: Permutations, seed: seed),
        metrics => metrics.RootMeanSquaredError, "RMSE");

    private static int[] Read(IDataView scored, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        using var cursor = scored.GetRowCursor([label, score]);
        var (getLabel, getScore) = (cursor.GetGetter<float>(label), cursor.GetGetter<float>(score));
        var (strata, target, value) = (new List<int>(), 0f, 0f);
        while (cursor.MoveNext())
        {
            getLabel(ref target);
            getScore(ref value);
            if (!float.IsFinite(value))
                throw ReportBuilder.NotFinite(score, value, cursor.Position);
            strata.Add(float.IsNaN(target) ? -1 : 0);
        }

        return [.. strata];
    }
}
