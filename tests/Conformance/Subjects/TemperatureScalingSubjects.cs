using Microsoft.ML;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Conformance.Subjects;

internal sealed class TemperatureScalingSubjects : ISubjects
{
    public IEnumerable<ConformanceSubject> All()
    {
        yield return new()
        {
            Estimator = typeof(TemperatureScalingEstimator),
            Variant = "probabilities",
            Options = () => new(),
            Make = (mlContext, _) => mlContext.MulticlassClassification.TemperatureScaling(nameof(SampleRow.Class)),
            Before = mlContext => mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(nameof(SampleRow.Class)),
            Outputs = new Dictionary<string, string[]> { ["Score"] = ["Score"] },
            FitColumns = [nameof(SampleRow.Class)],
            Wrong =
            [
                WrongData.Without("Score", "TemperatureScaling", "score"),
                WrongData.Without(nameof(SampleRow.Class), "TemperatureScaling", "label"),
                WrongData.Replaced("Score", nameof(SampleRow.Single), "Single", "Calibrators.Temperature"),
                WrongData.Replaced("Score", nameof(SampleRow.Open), "VarVector<Single>", "known size"),
                WrongData.Replaced(nameof(SampleRow.Class), nameof(SampleRow.Text), "String", "MapValueToKey"),
                WrongData.Rows("scores that are no numbers", row => row.Features[0] = float.NaN, "TemperatureScaling", "NaN", "row 1"),
            ],
            Refuses = new Dictionary<EdgeRows, string[]>
            {
                [EdgeRows.None] = ["TemperatureScaling", "no rows with a label"],
                [EdgeRows.ConstantInputs] = ["TemperatureScaling", "no higher than those of others"],
                [EdgeRows.NoLabels] = ["TemperatureScaling", "no rows with a label"],
            },
        };
    }
}
