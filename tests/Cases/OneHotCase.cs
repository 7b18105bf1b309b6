using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.Cases;

/// <summary>A case of the shared file <c>onehot.json</c>, as the file spells it.</summary>
internal sealed record OneHotCase(
    string Id, string Kind, string Column, string Type, string?[] Fit, string?[] Transform, OneHotCase.Encoder? Options,
    OneHotCase.Expectation Expect, string? Open)
{
    private const string File = "onehot.json";

    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>All cases of the file.</summary>
    public static OneHotCase[] All() => ReadJson<OneHotCase[]>(File);

    public static OneHotCase Of(string id) => All().Single(@case => @case.Id == id);

    /// <summary>A shared file of JSON; what it holds and <typeparamref name="T"/> does not is an error.</summary>
    public static T ReadJson<T>(string file) =>
        JsonSerializer.Deserialize<T>(System.IO.File.ReadAllText(SharedCases.PathTo(file)), _format)!;

    public NaNAwareOneHotEncodingTransformer FitEncoder(MLContext context) =>
        context.Transforms.Categorical.NaNAwareOneHotEncoding(Column, options: EncoderOptions()).Fit(View(context, Fit));

    /// <summary>The rows to be encoded.</summary>
    public IDataView Rows(MLContext context) => View(context, Transform);

    /// <summary>A number or a Boolean as the file spells it, boxed in the column's type.</summary>
    public object Parse(string text) => Type switch
    {
        "single" => text.StartsWith("bits:", StringComparison.Ordinal)
            ? BitConverter.UInt32BitsToSingle(uint.Parse(text["bits:".Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            : float.Parse(text, CultureInfo.InvariantCulture),
        "double" => double.Parse(text, CultureInfo.InvariantCulture),
        "int32" => int.Parse(text, CultureInfo.InvariantCulture),
        "int64" => long.Parse(text, CultureInfo.InvariantCulture),
        "uint64" => ulong.Parse(text, CultureInfo.InvariantCulture),
        "bool" => bool.Parse(text),
        _ => throw new InvalidDataException($"Nothing is known of the type '{Type}'."),
    };

    private IDataView View(MLContext context, string?[] texts)
    {
        return Type switch
        {
            "text" => Encoding.Column(context, texts),
            "single" => Values<float>(),
            "double" => Values<double>(),
            "int32" => Values<int>(),
            "int64" => Values<long>(),
            "uint64" => Values<ulong>(),
            "bool" => Values<bool>(),
            _ => throw new InvalidDataException($"Nothing is known of the type '{Type}'."),
        };

        IDataView Values<T>() => Encoding.Column(context, Array.ConvertAll(texts, text => (T)Parse(text!)));
    }

    private NaNAwareOneHotEncodingEstimator.Options? EncoderOptions() => Options is null ? null : new()
    {
        UnseenValues = Options.Unseen switch
        {
            null or "zeros" => UnseenValues.Zeros,
            "error" => UnseenValues.Error,
            "infrequent" => UnseenValues.Infrequent,
            _ => throw new InvalidDataException($"Nothing is known of the policy '{Options.Unseen}'."),
        },
        MinimumCount = Options.MinFrequency >= 1 ? checked((int)Options.MinFrequency) : null,
        MinimumFraction = Options.MinFrequency < 1 ? Options.MinFrequency : null,
        MaximumNumberOfCategories = Options.MaxCategories,
        DropFirst = Options.DropFirst,
    };

    internal sealed record Encoder(string? Unseen, double? MinFrequency, int? MaxCategories, bool DropFirst);

    /// <summary>Either <see cref="Rows"/>, or the value that <see cref="Error"/> must name. A slot name of null is the bucket's.</summary>
    internal sealed record Expectation(int Width, float[][]? Rows, string? Error, string?[] SlotNames, string Names);
}
