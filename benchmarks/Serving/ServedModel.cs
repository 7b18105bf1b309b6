using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Benchmarks.Serving;

/// <summary>A fitted model in the ways in which a service uses it, each with its times.</summary>
internal sealed class ServedModel
{
    /// <summary>Rows of a round, one by one.</summary>
    public const int SingleRows = 2000;

    private readonly PredictionEngine<Person, Income> _engine;
    private readonly ScoringBuffer _buffer;
    private readonly IDataView _bulk;

    /// <param name="mlContext">The context.</param>
    /// <param name="title">What it is.</param>
    /// <param name="preparation">The steps before the network.</param>
    /// <param name="network">The network.</param>
    /// <param name="prepared">Rows for the bulk.</param>
    public ServedModel(MLContext mlContext, string title, ITransformer preparation, ITransformer network, IDataView prepared)
    {
        Title = title;
        _engine = mlContext.Model.CreatePredictionEngine<Person, Income>(new TransformerChain<ITransformer>(preparation, network));
        Network = FittedNetworks.Last(network, nameof(network)).Model.Network;
        _buffer = new ScoringBuffer(new NetworkScorer(Network), 1);
        _bulk = network.Transform(prepared);

        using var file = new MemoryStream();
        mlContext.Model.Save(network, prepared.Schema, file);
        SavedBytes = file.Length;
    }

    public string Title { get; }

    /// <summary>The network.</summary>
    public FittedNetwork Network { get; }

    /// <summary>The size of the saved network, the preparation not counted.</summary>
    public long SavedBytes { get; }

    /// <summary>The times of <see cref="SingleRows"/> rows by the prediction engine, from text and numbers to the answer.</summary>
    public Laps Engine { get; } = new();

    /// <summary>The times of as many rows by the scorer alone.</summary>
    public Laps Scorer { get; } = new();

    /// <summary>The times of all rows in bulk.</summary>
    public Laps Bulk { get; } = new();

    /// <summary>Times everything once; a warm-up is forgotten.</summary>
    public void Time(Person[] people, float[][] features, bool isWarmUp)
    {
        (isWarmUp ? new Laps() : Engine).Time(() => Ask(people));
        (isWarmUp ? new Laps() : Scorer).Time(() => Score(features));
        (isWarmUp ? new Laps() : Bulk).Time(ReadAll);
    }

    private void Ask(Person[] people)
    {
        var income = new Income();
        for (var row = 0; row < SingleRows; row++)
            _engine.Predict(people[row], ref income);
    }

    private void Score(float[][] features)
    {
        for (var row = 0; row < SingleRows; row++)
        {
            _buffer.SetInput(0, features[row]);
            _buffer.Score(1);
        }
    }

    private void ReadAll()
    {
        using var cursor = _bulk.GetRowCursor([_bulk.Schema["Score"]]);
        var getter = cursor.GetGetter<float>(_bulk.Schema["Score"]);
        var score = 0f;
        while (cursor.MoveNext())
            getter(ref score);
    }
}
