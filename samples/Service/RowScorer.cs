using System.Text.Json;
using Microsoft.ML;

namespace MlNetDl.Samples.Service;

/// <summary>
/// A row that a model looks at, and the answer it gives to it: what a <c>PredictionEngine</c> is, without classes for the rows. Like one,
/// it serves one thread at a time.
/// </summary>
internal sealed class RowScorer
{
    private readonly InputFields _input;
    private readonly Answer _answer;

    public RowScorer(ITransformer model, DataViewSchema inputSchema)
    {
        var mapper = model.GetRowToRowMapper(inputSchema);
        var answers = Answer.Columns(mapper.OutputSchema);
        _input = new InputFields(inputSchema, mapper.GetDependencies(answers));
        _answer = new Answer(mapper.GetRow(new InputRow(inputSchema, _input), answers), answers);
    }

    public IReadOnlyList<FieldDescription> Fields => _input.Fields;

    public IReadOnlyList<string> Ignored => _input.Ignored;

    public IReadOnlyList<string>? Classes => _answer.Classes;

    /// <summary>Writes the answer to a row, or reports why there is none.</summary>
    public void Predict(JsonElement row, string path, Problems problems, Utf8JsonWriter writer)
    {
        _input.Read(row, path, problems);
        if (problems.Any)
            return;

        try
        {
            _answer.Compute();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException)
        {
            // A step that was told to refuse some values, such as categories it never saw.
            problems.Add(path, error.Message);
            return;
        }

        if (_answer.IsFinite)
            _answer.Write(writer);
        else
            _input.ReportNoAnswer(path, problems);
    }
}
