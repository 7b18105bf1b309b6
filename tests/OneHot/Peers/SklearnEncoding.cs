using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetDl.Tests.MlNet;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.OneHot.Peers;

/// <summary>
/// A column of adult as scikit-learn encodes it under one set of options; <c>sklearn_adult.py</c> explains the parts.
/// </summary>
internal sealed record SklearnEncoding(
    string Column, string Type, int? FitRows, int? MinimumCount, double? MinimumFraction, int? MaximumNumberOfCategories,
    bool DropFirst, UnseenValues Unseen, string[] Names, string[] Infrequent, int[] Ones, string Hash)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    public NaNAwareOneHotEncodingEstimator.Options Options => new()
    {
        MinimumCount = MinimumCount,
        MinimumFraction = MinimumFraction,
        MaximumNumberOfCategories = MaximumNumberOfCategories,
        DropFirst = DropFirst,
        UnseenValues = Unseen,
    };

    /// <summary>All encodings that the script made.</summary>
    public static SklearnEncoding[] ReadAll()
    {
        using var file = File.OpenRead(Repository.PathTo("tests/OneHot/Peers/sklearn_adult.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var encodings = new List<SklearnEncoding>();
        while (lines.ReadLine() is { } line)
            encodings.Add(JsonSerializer.Deserialize<SklearnEncoding>(line, _options)!);

        return [.. encodings];
    }

    public override string ToString() => $"{(FitRows is null ? "all" : $"{FitRows}")} rows, minimum {MinimumCount}{MinimumFraction}, "
        + $"maximum {MaximumNumberOfCategories}, drop first {DropFirst}, unseen {Unseen}";
}
