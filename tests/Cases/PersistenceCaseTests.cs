using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The cases <c>persistence-1</c> to <c>persistence-4</c> of the shared folder <c>cases</c>: models as files.</summary>
[Collection(ProcessCollection.Name)]
public sealed class PersistenceCaseTests : IDisposable
{
    /// <summary>What ML.NET finds the encoding's class by.</summary>
    private const string EncodingSignature = "NaNAwareOneHotEncoding";

    private static readonly string[] _encoders = ["numeric-1", "numeric-7", "numeric-8", "text-1"];

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("de-DE", "en-US")]
    [InlineData("en-US", "de-DE")]
    public void Persistence_1_what_one_culture_saves_another_process_of_another_culture_reads(string here, string there)
    {
        var expected = new List<string>();
        Encoding.UnderCulture(here, () =>
        {
            foreach (var @case in _encoders.Select(OneHotCase.Of))
                expected.AddRange(Save(@case.Id, @case.FitEncoder(_mlContext), @case.Rows(_mlContext)));
            expected.AddRange(SaveMixed());
        });

        var printed = Print(there, [.. _encoders, "mixed"]);

        Assert.Equal(expected, printed[1..^1]);
        // The four columns of the encoders, and City, Flag and Features: no category of these has a comma, so it would be a decimal one.
        var names = expected.Where(line => line.StartsWith("names ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(7, names.Length);
        Assert.All(names, line => Assert.DoesNotContain(Uri.EscapeDataString(","), line, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Persistence_2_a_process_that_touches_no_type_of_ours_loads_the_model()
    {
        var expected = SaveMixed();

        var printed = Print("en-US", "mixed");

        Assert.Equal(["loaded before: ", .. expected, "loaded after: MlNetDl.Transforms"], printed);
    }

    [SkippableFact]
    public void Persistence_3_what_was_loaded_is_saved_as_it_was()
    {
        var data = _mlContext.Data.LoadFromEnumerable(MixedCase.Rows());
        var model = MixedCase.Model(_mlContext);
        var first = SavedModel.Bytes(_mlContext, model, data.Schema);

        var loaded = new MLContext().Model.Load(new MemoryStream(first), out var schema);
        var second = SavedModel.Bytes(_mlContext, loaded, schema);

        Assert.Equal(
            VisibleColumns.Lines(model.Transform(data)),
            VisibleColumns.Lines(new MLContext().Model.Load(new MemoryStream(second), out _).Transform(data)));
        Assert.Equal(SavedModel.Entries(first), SavedModel.Entries(second));
    }

    [SkippableFact]
    public void Persistence_4_a_file_or_an_encoding_without_its_last_bytes_is_a_format_error()
    {
        var file = MixedFile();
        var encoding = ModelEntry.Read(file, EncodingSignature);

        AssertFormatError(file[..^100]);
        AssertFormatError(encoding.CutTo(encoding.Bytes.Length - 100));
    }

    [SkippableFact]
    public void Persistence_4_a_damaged_weight_count_is_a_format_error_and_never_an_allocation()
    {
        var network = ModelEntry.Read(MixedFile(), "DLREMODL");
        // Offset, scale and a flag for each slot come before the counts of slots in pieces, of members, of layers, and of units.
        var slots = network.BodyStart + sizeof(int);
        var units = slots + sizeof(int) + (BitConverter.ToInt32(network.Bytes, slots) * 9) + (3 * sizeof(int));
        Assert.Equal(MixedCase.HiddenUnits, BitConverter.ToInt32(network.Bytes, units));

        AssertAllocatesLittle(() => AssertFormatError(network.With(units, BitConverter.GetBytes(int.MaxValue))));
    }

    [SkippableFact]
    public void Persistence_4_whatever_number_of_an_encoding_is_damaged_it_is_a_format_error_or_another_encoding()
    {
        var encoding = ModelEntry.Read(MixedFile(), EncodingSignature);
        var end = encoding.BodyStart + (int)BitConverter.ToInt64(encoding.Bytes, 0x18); // The header has the body's length there.
        var refused = 0;

        for (var position = encoding.BodyStart; position + sizeof(int) <= end; position++)
        {
            foreach (var number in new[] { int.MaxValue, -1 })
            {
                var damaged = encoding.With(position, BitConverter.GetBytes(number));
                AssertAllocatesLittle(() =>
                {
                    if (Record.Exception(() => Load(damaged)) is { } error)
                    {
                        AssertFormatError(error);
                        refused++;
                    }
                });
            }
        }

        Assert.NotEqual(0, refused);
    }

    private byte[] MixedFile() => SavedModel.Bytes(_mlContext, MixedCase.Model(_mlContext));

    private ITransformer Load(byte[] file) => _mlContext.Model.Load(new MemoryStream(file), out _);

    private void AssertFormatError(byte[] file) => AssertFormatError(Assert.ThrowsAny<Exception>(() => Load(file)));

    /// <summary>ML.NET creates what it loads by reflection, and wraps what that throws.</summary>
    private static void AssertFormatError(Exception? error)
    {
        while (error is not null and not FormatException)
            error = error.InnerException;
        Assert.NotNull(error);
    }

    private static void AssertAllocatesLittle(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    private string[] SaveMixed() =>
        Save("mixed", MixedCase.Model(_mlContext), _mlContext.Data.LoadFromEnumerable(MixedCase.Rows()));

    /// <summary>Saves a model and data, and returns the lines that the other process is to print of them.</summary>
    private string[] Save(string name, ITransformer model, IDataView data)
    {
        _mlContext.Model.Save(model, data.Schema, _folder.File($"{name}.zip"));
        using (var stream = File.Create(_folder.File($"{name}.idv")))
            _mlContext.Data.SaveAsBinary(data, stream);
        return [.. VisibleColumns.Lines(model.Transform(data))];
    }

    /// <summary>What a new process of the culture prints of what was saved, a line an entry.</summary>
    private string[] Print(string culture, params string[] names) => DotnetCli.Run(
        [BuiltProgram.PathTo("tests/Predictor", "MlNetDl.Tests.Predictor"), "any", culture,
            .. names.SelectMany(name => new[] { $"{name}.zip", $"{name}.idv" })],
        _folder.FullPath).Succeeded().Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
