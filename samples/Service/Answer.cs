using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Service;

/// <summary>The answer to the row at hand.</summary>
internal sealed class Answer
{
    private const string Score = "Score";
    private const string Probability = "Probability";
    private const string PredictedLabel = "PredictedLabel";

    private readonly Action<Utf8JsonWriter>? _writeLabel;
    private readonly ValueGetter<float>? _getProbability;
    private readonly ValueGetter<float>? _getScore;
    private readonly ValueGetter<VBuffer<float>>? _getScores;
    private VBuffer<float> _scores;
    private float _score;
    private float _probability;

    /// <param name="row">A row of the model's output.</param>
    /// <param name="columns">Its <see cref="Columns"/>.</param>
    public Answer(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns)
    {
        foreach (var column in columns)
        {
            switch (column.Name, column.Type)
            {
                case (PredictedLabel, _):
                    _writeLabel = LabelWriter.Create(row, column);
                    break;
                case (Probability, NumberDataViewType):
                    _getProbability = row.GetGetter<float>(column);
                    break;
                case (Score, NumberDataViewType):
                    _getScore = row.GetGetter<float>(column);
                    break;
                case (Score, VectorDataViewType { IsKnownSize: true } vector):
                    _getScores = row.GetGetter<VBuffer<float>>(column);
                    Classes = Names.OfSlots(column) ?? [.. Enumerable.Range(1, vector.Size).Select(number => $"{number}")];
                    break;
                default:
                    throw new NotSupportedException($"Its column '{column.Name}' is {column.Type}; the service has no such answer.");
            }
        }
    }

    /// <summary>The names of the classes; null if the model has one score.</summary>
    public string[]? Classes { get; }

    /// <summary>Whether there is a number where one should be; JSON has no other.</summary>
    public bool IsFinite =>
        float.IsFinite(_score) && float.IsFinite(_probability) && _scores.Items().All(slot => float.IsFinite(slot.Value));

    /// <summary>The columns that make up an answer.</summary>
    public static DataViewSchema.Column[] Columns(DataViewSchema output) => output.GetColumnOrNull(Score) is null
        ? throw new NotSupportedException($"It has no column '{Score}', so that it predicts nothing.")
        : [.. new[] { PredictedLabel, Probability, Score }.Select(output.GetColumnOrNull).OfType<DataViewSchema.Column>()];

    public void Compute()
    {
        _getScore?.Invoke(ref _score);
        _getProbability?.Invoke(ref _probability);
        _getScores?.Invoke(ref _scores);
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (_writeLabel is not null)
        {
            writer.WritePropertyName("predictedLabel");
            _writeLabel(writer);
        }

        if (_getProbability is not null)
            writer.WriteNumber("probability", _probability);
        if (_getScore is not null)
            writer.WriteNumber("score", _score);
        if (_getScores is not null)
        {
            writer.WriteStartObject("probabilities");
            foreach (var (name, score) in Classes!.Zip(_scores.DenseValues()))
                writer.WriteNumber(name, score);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
