using Microsoft.ML;
using MlNetDl.Reports.Curves;

namespace MlNetDl.Reports.Html.Results;

/// <summary>A number.</summary>
internal sealed class RegressionResult : TestResult
{
    private readonly MLContext _mlContext;
    private readonly ITransformer _model;
    private readonly IDataView _scored;
    private readonly string _label;
    private readonly RegressionRows? _rows;

    public RegressionResult(
        MLContext mlContext, ITransformer model, IDataView scored, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        (_mlContext, _model, _label) = (mlContext, model, label.Name);
        Strata = Read(scored, label, score);
        _scored = mlContext.Data.FilterRowsByMissingValues(scored, _label);
        if (Strata.Any(stratum => stratum >= 0))
            _rows = RegressionRows.Read(_scored, _label, score.Name, ReportBuilder.Component);
    }

    public override string Task => "regression";

    public override IReadOnlyList<int> Strata { get; }

    // In double precision, as the pictures have them: R squared of ML.NET's evaluator is far off where labels are very large, very small,
    // or all the same.
    public override IReadOnlyList<Metric> Metrics => _rows is null ? [] :
    [
        new("RMSE", _rows.RootMeanSquaredError, "root mean squared error, in the label's unit"),
        new("MAE", _rows.MeanAbsoluteError, "mean absolute error, in the label's unit"),
        new("R²", double.IsFinite(_rows.RSquared) ? _rows.RSquared : double.NaN, "0 is the mean of the labels, 1 is perfect"),
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
            if (float.IsInfinity(target))
                throw RegressionRows.NotFinite(ReportBuilder.Component, label.Name, target, cursor.Position);
            strata.Add(float.IsNaN(target) ? -1 : 0);
        }

        return [.. strata];
    }
}
