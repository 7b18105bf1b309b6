using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.TorchSharp;
using Microsoft.ML.TorchSharp.NasBert;
using Microsoft.ML.Transforms.Image;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Mono.Cecil;
using TorchSharp;
using Xunit;

namespace MlNetDl.Tests.SideBySide;

/// <summary>Microsoft.ML.TorchSharp and our trainers in one process, on the one libtorch that it has.</summary>
public sealed class TorchSharpTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MLContext _context = new(seed: 1);

    // In text question answering; each position ends in a layer normalization, whose mean is 0 and whose variance 1 before it has learned.
    [Fact]
    public void A_layer_of_theirs_computes_while_ours_train()
    {
        var expected = Bits.OfWeights(Blobs.Model(_context));
        using var scope = torch.NewDisposeScope();
        var layer = (torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>)Activator.CreateInstance(
            Theirs.Type("Roberta.Models.Layer"), 2, 8L, 16L, 1e-5, 0.0, 0.0, 0.0)!;

        var output = layer.call(torch.arange(48, dtype: torch.float32).reshape(2, 3, 8), torch.zeros(2, 1, 1, 3));
        var weights = Bits.OfWeights(Blobs.Model(_context));

        Assert.All(output.detach().data<float>().ToArray().Chunk(8), position =>
        {
            Assert.Equal(0, position.Average(), 1e-5f);
            Assert.Equal(1, position.Average(value => value * value), 1e-3f);
        });
        Assert.Equal(expected, weights);
    }

    // Their networks are made by `using var zeros = torch.nn.init.zeros_(bias)`. What it gives was a tensor of its own once; now it is the
    // bias, which is disposed.
    [Fact]
    public void Their_text_networks_lose_their_weights_under_this_TorchSharp_and_ours_train_on()
    {
        var expected = Bits.OfWeights(Blobs.Model(_context));
        Theirs.DrawWeights(_folder.FullPath);
        // What is made before does not see it.
        _context.TempFilePath = _folder.FullPath;
        var trainer = _context.MulticlassClassification.Trainers.TextClassification(
            sentence1ColumnName: nameof(Blob.Species), batchSize: 8, maxEpochs: 1);

        var failure = Assert.Throws<InvalidOperationException>(() => trainer.Fit(Blobs.Data(_context, rows: 24)));

        Assert.Equal("Tensor invalid -- empty handle.", failure.Message);
        Assert.Equal(expected, Bits.OfWeights(Blobs.Model(_context)));
    }

    [Fact]
    public void All_their_trainers_state_their_schema()
    {
        var multiclass = _context.MulticlassClassification.Trainers;

        Assert.Equal(["PredictedLabel", "Score"], Added(multiclass.TextClassification("Key", sentence1ColumnName: "Text")));
        Assert.Equal(["PredictedLabel"], Added(multiclass.NamedEntityRecognition("Key", sentence1ColumnName: "Text")));
        Assert.Equal(["Score"], Added(_context.Regression.Trainers.SentenceSimilarity("Number", "Score", "Text", "Text")));
        Assert.Equal(["Answer", "Score"], Added(multiclass.QuestionAnswer("Text", "Text", "Text", "Index")));
        Assert.Equal(
            ["PredictedBoundingBoxes", "PredictedLabel", "Score"],
            Added(multiclass.ObjectDetection("Keys", boundingBoxColumnName: "Boxes", imageColumnName: "Image")));
    }

    // It was built against an older TorchSharp. What is not there any more is missed at the call, not before.
    [Fact]
    public void Object_detection_alone_calls_what_TorchSharp_has_no_more()
    {
        using var module = ModuleDefinition.ReadModule(typeof(TextClassificationTrainer).Assembly.Location);
        var missing = Assert.Single(module.GetMemberReferences().OfType<MethodReference>(),
            method => method.DeclaringType.Scope.Name == "TorchSharp" && method.Resolve() is null);
        var callers = module.GetTypes().Where(type => type.Methods.Any(method => method.HasBody && method.Body.Instructions
            .Any(instruction => instruction.Operand is MethodReference called && called.FullName == missing.FullName)));

        Assert.Equal("interpolate", missing.Name);
        Assert.All(callers, type => Assert.Equal("Microsoft.ML.TorchSharp.AutoFormerV2", type.Namespace));
        Assert.NotEmpty(callers);
    }

    public void Dispose() => _folder.Dispose();

    private string[] Added<T>(IEstimator<T> trainer)
        where T : ITransformer
    {
        var schema = Encoding.Shape(_context.Data.LoadFromEnumerable(Array.Empty<Everything>()).Schema);
        return [.. trainer.GetOutputSchema(schema).Select(column => column.Name).Except(schema.Select(column => column.Name)).Order()];
    }

    private sealed class Everything
    {
        public string Text { get; set; } = "";

        public float Number { get; set; }

        public int Index { get; set; }

        [KeyType(2)]
        public uint Key { get; set; }

        [KeyType(2)]
        public uint[] Keys { get; set; } = [];

        public float[] Boxes { get; set; } = [];

        [ImageType(8, 8)]
        public MLImage? Image { get; set; }
    }
}
