using System.Globalization;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>What is loaded is what was saved.</summary>
[Collection(ProcessCollection.Name)]
public class SavingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_loaded_transformer_does_the_same_and_is_saved_the_same(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);
        var transformer = subject.Fit(_mlContext);
        var file = SavedModel.Bytes(_mlContext, transformer, data.Schema);

        var loaded = new MLContext().Model.Load(new MemoryStream(file), out var inputSchema);

        Assert.IsType(transformer.GetType(), loaded);
        Assert.Equal(SchemaText.Of(data.Schema), SchemaText.Of(inputSchema));
        AssertDoesTheSame(transformer, loaded, data);
        // Both have transformed data since, which leaves no trace.
        Assert.Equal(SavedModel.Entries(file), SavedModel.Entries(SavedModel.Bytes(_mlContext, transformer, data.Schema)));
        Assert.Equal(SavedModel.Entries(file), SavedModel.Entries(SavedModel.Bytes(new MLContext(), loaded, inputSchema)));
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void So_does_a_chain_with_steps_before_and_after(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);
        var chain = _mlContext.Transforms.CopyColumns("before", subject.Inputs[0])
            .Append(subject.Create(_mlContext))
            .Append(_mlContext.Transforms.CopyColumns("after", subject.Outputs.Keys.First())).Fit(subject.Training(_mlContext));

        var loaded = SavedModel.Reloaded(_mlContext, chain, data.Schema);

        AssertDoesTheSame(chain, loaded, data);
    }

    [Theory]
    [MemberData(nameof(Registry.Trainers), MemberType = typeof(Registry))]
    public void A_loaded_network_has_its_training_history(string name)
    {
        var subject = Registry.Of(name);
        var model = subject.Fit(_mlContext);

        var loaded = SavedModel.Reloaded(_mlContext, model, subject.Training(_mlContext).Schema);

        Assert.Equivalent(model.GetTrainingHistory(), loaded.GetTrainingHistory(), strict: true);
    }

    [Fact]
    public void A_process_that_only_predicts_does_the_same_with_all_of_them_under_a_culture_of_its_own()
    {
        using var folder = new TempFolder();
        var expected = new List<string>();
        var files = new List<string>();
        foreach (var subject in Registry.List)
        {
            var number = files.Count.ToString(CultureInfo.InvariantCulture);
            var (model, rows) = ($"{number}.zip", $"{number}.idv");
            var data = subject.Others(_mlContext);
            var transformer = subject.Fit(_mlContext);
            _mlContext.Model.Save(transformer, data.Schema, folder.File(model));
            using (var stream = File.Create(folder.File(rows)))
                _mlContext.Data.SaveAsBinary(data, stream);
            files.AddRange([model, rows]);
            expected.AddRange(VisibleColumns.Lines(transformer.Transform(data)));
        }

        var printed = DotnetCli.Run(
            [BuiltProgram.PathTo("tests/Predictor", "MlNetDl.Tests.Predictor"), "any", "tr-TR", .. files],
            folder.FullPath).Succeeded().Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

        Assert.Equal(["loaded before: ", .. expected, "loaded after: MlNetDl.Transforms"], printed);
    }

    private static void AssertDoesTheSame(ITransformer transformer, ITransformer loaded, IDataView data)
    {
        Assert.Equal(SchemaText.Of(transformer.GetOutputSchema(data.Schema)), SchemaText.Of(loaded.GetOutputSchema(data.Schema)));
        Assert.Equal(SchemaText.Of(transformer.Transform(data).Schema), SchemaText.Of(loaded.Transform(data).Schema));
        Assert.Equal(RowLines.Of(transformer.Transform(data)), RowLines.Of(loaded.Transform(data)));
    }
}
