using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetDl.Tests.MlNet;

namespace MlNetDl.Tests.Support;

/// <summary>What a script in a folder of peers wrote: compressed text, a value in JSON a line.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions _options =
        new(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter() },
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };

    /// <param name="file">The path in the repository.</param>
    public static T[] Read<T>(string file)
    {
        using var stream = File.OpenRead(Repository.PathTo(file));
        using var lines = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        var values = new List<T>();
        while (lines.ReadLine() is { } line)
            values.Add(JsonSerializer.Deserialize<T>(line, _options)!);

        return [.. values];
    }
}
