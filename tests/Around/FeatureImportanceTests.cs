using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>ML.NET's permutation importance of slots on real data: by slot, and by name for a loaded model.</summary>
public class FeatureImportanceTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Multiclass_importance_has_an_entry_a_slot_under_its_name()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Multiclass(_mlContext).Fit(data);

        var bySlot = _mlContext.MulticlassClassification.PermutationFeatureImportance(model, data, permutationCount: 2);
        var byName = _mlContext.MulticlassClassification.PermutationFeatureImportance(
            SavedModel.Reloaded(_mlContext, model, data.Schema), data, permutationCount: 2);

        AssertNames(data, bySlot.Length, byName.Keys);
        // Adelies and Chinstraps differ in the bill's length more than in anything else.
        Assert.Equal("BillLength", byName.MinBy(slot => slot.Value.MacroAccuracy.Mean).Key);
        Assert.All(bySlot, slot => Assert.Equal(2, slot.MacroAccuracy.Count));
    }

    [Fact]
    public void Binary_importance_has_an_entry_a_slot_under_its_name()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Binary(_mlContext).Fit(data);
        const string label = nameof(PenguinRow.IsAdelie);

        var bySlot = _mlContext.BinaryClassification.PermutationFeatureImportance(model, data, label);
        var byName = _mlContext.BinaryClassification.PermutationFeatureImportanceNonCalibrated(
            SavedModel.Reloaded(_mlContext, model, data.Schema), data, label);

        AssertNames(data, bySlot.Length, byName.Keys);
        Assert.Equal("BillLength", byName.MinBy(slot => slot.Value.AreaUnderRocCurve.Mean).Key);
    }

    [Fact]
    public void Regression_importance_has_an_entry_a_slot_under_its_name()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Regression(_mlContext).Fit(data);
        const string label = nameof(PenguinRow.Mass);

        var bySlot = _mlContext.Regression.PermutationFeatureImportance(model, data, label);
        var byName = _mlContext.Regression.PermutationFeatureImportance(
            SavedModel.Reloaded(_mlContext, model, data.Schema), data, label);

        AssertNames(data, bySlot.Length, byName.Keys);
        Assert.Equal("FlipperLength", byName.MinBy(slot => slot.Value.RSquared.Mean).Key);
    }

    [Fact]
    public void Without_slot_names_MlNets_overload_by_name_fails_for_any_trainer()
    {
        var data = _mlContext.Data.LoadFromEnumerable(
            PenguinRows.All.Select(penguin => new Plain { Features = [penguin.BillLength, penguin.BillDepth], Mass = penguin.Mass }));
        var ours = PenguinRows.Regression(_mlContext).Fit(data);
        var theirs = _mlContext.Regression.Trainers.LbfgsPoissonRegression(nameof(Plain.Mass)).Fit(data);

        Assert.Equal(2, _mlContext.Regression.PermutationFeatureImportance(ours, data, nameof(Plain.Mass)).Length);
        Assert.ThrowsAny<Exception>(() => ByName(ours));
        Assert.ThrowsAny<Exception>(() => ByName(theirs));

        void ByName(ITransformer model) => _mlContext.Regression.PermutationFeatureImportance(model, data, nameof(Plain.Mass));
    }

    private static void AssertNames(IDataView data, int slots, IEnumerable<string> names)
    {
        var expected = Encoding.SlotNames(data, "Features");
        Assert.Equal(expected.Length, slots);
        Assert.Equal(expected.Order(), names.Order());
    }

    private sealed class Plain
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Mass { get; set; }
    }
}
