using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDl.ModelSelection.Search;

/// <summary>One object with a property an option, in order.</summary>
internal sealed class OptionValuesConverter : JsonConverter<OptionValues>
{
    public override OptionValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("The values of options are one JSON object.");
        return new(document.RootElement.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value.Clone())));
    }

    public override void Write(Utf8JsonWriter writer, OptionValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, element) in value.Pairs)
        {
            writer.WritePropertyName(name);
            element.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
