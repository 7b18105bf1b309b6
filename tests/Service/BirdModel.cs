using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Service;

/// <summary>A model of the penguins' species, fitted here and saved: the measurements are one vector, as in the README.</summary>
internal sealed class BirdModel
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly TransformerChain<KeyToValueMappingTransformer> _model;

    public BirdModel(int seed, int epochs = 10)
    {
        Data = _mlContext.Data.LoadFromTextFile(PenguinsCsv.FullPath, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns =
            [
                new("species", DataKind.String, 0), new("island", DataKind.String, 1), new("measurements", DataKind.Single, 2, 5),
                new("sex", DataKind.String, 6),
            ],
        });
        _model = _mlContext.Transforms.Conversion.MapValueToKey("Label", "species")
            .Append(_mlContext.Transforms.ReplaceMissingValues(
                "measurements", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(_mlContext.Transforms.Categorical.NaNAwareOneHotEncoding([new("island"), new("sex")]))
            .Append(_mlContext.Transforms.Concatenate("Features", "measurements", "island", "sex"))
            .Append(new MlpTrainer(_mlContext, new MlpTrainer.Options
            {
                HiddenLayers = [8],
                NumberOfEpochs = epochs,
                Members = 1,
                AutoRegularization = AutoRegularization.Off,
                Seed = seed,
            }))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(Data);
        Birds = [.. _mlContext.Data.CreateEnumerable<Bird>(Data, reuseRowObject: false)];
        File = SavedModel.Bytes(_mlContext, _model, Data.Schema);
    }

    public IDataView Data { get; }

    public Bird[] Birds { get; }

    /// <summary>The saved model.</summary>
    public byte[] File { get; }

    /// <summary>What the service calls it.</summary>
    public string Version => Convert.ToHexStringLower(SHA256.HashData(File))[..16];

    /// <summary>What a prediction engine of this process says of all birds.</summary>
    public BirdAnswer[] Answers()
    {
        using var engine = _mlContext.Model.CreatePredictionEngine<Bird, BirdAnswer>(_model);
        return [.. Birds.Select(engine.Predict)];
    }

    /// <summary>The scores of all birds in bulk.</summary>
    public float[][] Scores() => ScoreColumn.Of(_model.Transform(Data));
}

/// <summary>A row of the penguins.</summary>
internal sealed class Bird
{
    [ColumnName("species")]
    public string Species { get; set; } = "";

    [ColumnName("island")]
    public string Island { get; set; } = "";

    [ColumnName("measurements"), VectorType(4)]
    public float[] Measurements { get; set; } = [];

    [ColumnName("sex")]
    public string Sex { get; set; } = "";

    /// <summary>The row as a client sends it, what is missing as null.</summary>
    public JsonObject Json() => new()
    {
        ["island"] = Island,
        ["measurements"] = new JsonArray([.. Measurements.Select(value => float.IsNaN(value) ? null : (JsonNode)value)]),
        ["sex"] = Sex.Length == 0 ? null : Sex,
    };
}

/// <summary>What a model says of a row.</summary>
internal sealed class BirdAnswer
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];

    /// <summary>The answer of a service, its probabilities in the order of the names.</summary>
    public static BirdAnswer Of(JsonElement answer, params string[] names) => new()
    {
        PredictedLabel = answer.GetProperty("predictedLabel").GetString()!,
        Score = [.. names.Select(name => answer.GetProperty("probabilities").GetProperty(name).GetSingle())],
    };
}
