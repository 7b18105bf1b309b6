namespace MlNetDl.Samples.Service;

/// <summary>What is wrong with a request, by the field: <c>island</c>, <c>[3].island</c> of a batch, <c>$</c> for all of it.</summary>
internal sealed class Problems
{
    public const string Everything = "$";

    private const int Most = 20;

    private readonly Dictionary<string, string[]> _messages = [];

    public bool Any => _messages.Count > 0;

    /// <summary>Whether there are as many as one answer tells.</summary>
    public bool Enough => _messages.Count >= Most;

    public void Add(string path, string message)
    {
        // A body may repeat a fault as often as it has room for: it is told once.
        if (!_messages.TryGetValue(path, out var told))
        {
            if (!Enough)
                _messages[path] = [message];
        }
        else if (!told.Contains(message))
        {
            _messages[path] = [.. told, message];
        }
    }

    /// <summary>The path of a field of a row.</summary>
    public static string Path(string row, string field) => row == Everything ? field : $"{row}.{field}";

    /// <summary>The answer 400, as <c>application/problem+json</c>.</summary>
    public IResult ToResult() => Results.ValidationProblem(_messages, title: "The request cannot be answered.",
        detail: Enough ? $"The first {Most} problems are listed." : null);
}
