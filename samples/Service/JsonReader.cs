using System.Text.Json;

namespace MlNetDl.Samples.Service;

/// <summary>Reads values of one type.</summary>
/// <param name="Accepts">What is accepted, in words.</param>
/// <param name="Missing">What null stands for.</param>
/// <param name="Nullable">Whether null stands for anything.</param>
/// <param name="TryRead">Takes a value that is not null.</param>
internal sealed record JsonReader<T>(string Accepts, JsonReader<T>.Reading TryRead, T Missing = default!, bool Nullable = false)
{
    public delegate bool Reading(JsonElement json, out T value);

    public void Read(JsonElement json, string path, Problems problems, out T value)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            value = Missing;
            if (!Nullable)
                problems.Add(path, $"The field takes {Accepts}; its type has no missing value, so that it cannot be null.");
        }
        else if (!TryRead(json, out value))
        {
            problems.Add(path, $"The field takes {Accepts}{(Nullable ? " or null" : "")}, but this is {Json.Describe(json)}.");
        }
    }
}
