using System.Text.Json;
using Microsoft.ML;

namespace MlNetDl.Samples.Service;

/// <summary>The fields of a model's input that JSON fills, a row after the other.</summary>
internal sealed class InputFields
{
    private readonly InputField?[] _byColumn;
    private readonly Dictionary<string, InputField> _byName;
    private readonly HashSet<string> _ignored;

    /// <param name="schema">The input's schema, as saved in the model.</param>
    /// <param name="needed">The columns that predictions depend on.</param>
    public InputFields(DataViewSchema schema, IEnumerable<DataViewSchema.Column> needed)
    {
        _byColumn = new InputField?[schema.Count];
        foreach (var column in needed)
            _byColumn[column.Index] = InputField.Create(column);
        _byName = _byColumn.OfType<InputField>().ToDictionary(field => field.Name);
        _ignored = [.. schema.Select(column => column.Name).Where(name => !_byName.ContainsKey(name))];
    }

    public IReadOnlyList<FieldDescription> Fields => [.. _byName.Values.Select(value => value.Description)];

    public IReadOnlyList<string> Ignored => [.. _ignored];

    /// <summary>The number of the row: steps keep what they computed for one until it changes.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>The field of a column; null if no prediction depends on it.</summary>
    public InputField? this[DataViewSchema.Column column] => _byColumn[column.Index];

    /// <summary>Takes the values of a row, or reports what is wrong with them.</summary>
    public void Read(JsonElement row, string path, Problems problems)
    {
        Position++;
        if (row.ValueKind != JsonValueKind.Object)
        {
            problems.Add(path, $"A row is an object with a value for each field, but this is {Json.Describe(row)}.");
            return;
        }

        var given = new HashSet<string>();
        foreach (var value in row.EnumerateObject())
        {
            if (problems.Enough)
                return;

            if (!Json.TryGetName(value, out var name))
                problems.Add(path, "The name of a field is no valid Unicode.");
            else if (!given.Add(name))
                problems.Add(Problems.Path(path, name), "The field is there twice.");
            else if (_byName.TryGetValue(name, out var field))
                field.Read(value.Value, Problems.Path(path, name), problems);
            else if (!_ignored.Contains(name))
                problems.Add(Problems.Path(path, name), $"The model has no such field. It has {string.Join(", ", _byName.Keys)}.");
        }

        foreach (var field in _byName.Values.Where(field => !given.Contains(field.Name)))
        {
            problems.Add(Problems.Path(path, field.Name), field.Description.Nullable
                ? $"The field is absent. Give {field.Description.Type}, or null if the value is missing."
                : $"The field is absent. Give {field.Description.Type}.");
        }
    }

    /// <summary>Reports that the values are valid, yet the model cannot say anything about them.</summary>
    public void ReportNoAnswer(string path, Problems problems)
    {
        InputField[] missing = [.. _byName.Values.Where(field => field.HasMissing)];
        foreach (var field in missing)
            problems.Add(Problems.Path(path, field.Name), "The value is missing, and the model learned nothing to put in its place.");
        if (missing.Length == 0)
            problems.Add(path, "The model has no finite answer to these values.");
    }
}
