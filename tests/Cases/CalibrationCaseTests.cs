using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The case <c>calibration-1</c> of the shared folder <c>cases</c>: ML.NET's calibrators on a binary network.</summary>
public class CalibrationCaseTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [SkippableFact]
    public void Calibration_1_calibrators_of_MLNET_work_on_the_score()
    {
        var data = CaseRow.View(_mlContext, SharedCases.Rows("imbalance.csv"));
        var scored = new MlpTrainer(_mlContext, new MlpTrainer.Options { LabelColumnName = nameof(CaseRow.Flag), Seed = 1 })
            .Fit(data).Transform(data);
        var calibrators = _mlContext.BinaryClassification.Calibrators;

        var platt = calibrators.Platt(nameof(CaseRow.Flag)).Fit(scored).Transform(scored);
        var isotonic = calibrators.Isotonic(nameof(CaseRow.Flag)).Fit(scored).Transform(scored);

        AssertCalibrated(platt);
        AssertCalibrated(isotonic);
        Assert.NotEqual(scored.GetColumn<float>("Probability"), platt.GetColumn<float>("Probability"));
        Assert.Equal(AreaByProbability(scored), AreaByProbability(platt), 1e-3);
    }

    /// <summary>The area under the curve that the probability draws, not the score, which a calibrator leaves alone.</summary>
    private double AreaByProbability(IDataView scored) => _mlContext.BinaryClassification
        .EvaluateNonCalibrated(scored, nameof(CaseRow.Flag), scoreColumnName: "Probability").AreaUnderRocCurve;

    private static void AssertCalibrated(IDataView scored)
    {
        var rows = scored.GetColumn<float>("Score").Zip(scored.GetColumn<float>("Probability")).OrderBy(row => row.First).ToArray();
        Assert.All(rows, row => Assert.InRange(row.Second, 0, 1));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second.Second >= pair.First.Second));
    }
}
