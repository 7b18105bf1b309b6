using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDl.ModelSelection.Search;

/// <summary>
/// Writes a property as <see cref="PlainJson"/> does, whatever the options: an attribute on numbers does not reach into nested collections.
/// </summary>
internal sealed class PlainJsonConverter<T> : JsonConverter<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(ref reader, PlainJson.Options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, PlainJson.Options);
}
