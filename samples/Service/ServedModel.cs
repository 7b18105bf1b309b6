using System.Collections.Concurrent;
using Microsoft.ML;

namespace MlNetDl.Samples.Service;

/// <summary>A model of a file, with scorers that its requests take turns in using.</summary>
internal sealed class ServedModel
{
    private readonly ITransformer _model;
    private readonly DataViewSchema _inputSchema;
    private readonly ConcurrentBag<RowScorer> _idle = [];

    /// <param name="file">The file's content. Nothing holds the file itself, which may be replaced at any time.</param>
    /// <param name="version">What the file is called by in answers.</param>
    public ServedModel(byte[] file, string version)
    {
        Version = version;
        _model = new MLContext().Model.Load(new MemoryStream(file), out _inputSchema);
        if (_inputSchema is null)
        {
            throw new NotSupportedException(
                "It was saved without the schema of its input. Save it by mlContext.Model.Save(model, data.Schema, file).");
        }

        if (!_model.IsRowToRowMapper)
            throw new NotSupportedException("One of its steps leaves rows out or adds some, so that no row has an answer of its own.");

        var scorer = Rent();
        Description = new ModelDescription(version, scorer.Fields, scorer.Ignored, scorer.Classes);
        Return(scorer);
    }

    public string Version { get; }

    public DateTimeOffset LoadedAt { get; } = DateTimeOffset.UtcNow;

    public ModelDescription Description { get; }

    /// <summary>A scorer that nobody else uses. There come to be as many as there are requests at a time.</summary>
    public RowScorer Rent() => _idle.TryTake(out var scorer) ? scorer : new RowScorer(_model, _inputSchema);

    public void Return(RowScorer scorer) => _idle.Add(scorer);
}
