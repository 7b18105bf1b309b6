using System.Buffers;
using System.Text.Json;

namespace MlNetDl.Samples.Service;

/// <summary><c>POST /predict</c>: an object is a row and gets an object, an array is many rows and gets an array.</summary>
internal static class PredictEndpoint
{
    public static async Task<IResult> HandleAsync(HttpRequest request, ServedModel model, ServiceOptions options)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            request.HttpContext.Response.Headers["Model-Version"] = model.Version;
            return Predict(body.RootElement, model, options, request.HttpContext.RequestAborted);
        }
        catch (JsonException error)
        {
            var problems = new Problems();
            problems.Add(Problems.Everything, $"The body is not JSON. {error.Message}");
            return problems.ToResult();
        }
        catch (BadHttpRequestException error)
        {
            var isTooLarge = error.StatusCode == StatusCodes.Status413PayloadTooLarge;
            return Results.Problem(
                isTooLarge ? $"The body is larger than {options.MaxBodyBytes} bytes. Send several requests." : error.Message,
                statusCode: error.StatusCode);
        }
    }

    private static IResult Predict(JsonElement body, ServedModel model, ServiceOptions options, CancellationToken cancellation)
    {
        var problems = new Problems();
        var answers = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(answers);
        var scorer = model.Rent();
        try
        {
            if (body.ValueKind == JsonValueKind.Array)
                PredictMany(body, scorer, options.MaxRows, problems, writer, cancellation);
            else
                scorer.Predict(body, Problems.Everything, problems, writer);
        }
        finally
        {
            model.Return(scorer);
        }

        if (problems.Any)
            return problems.ToResult();
        writer.Flush();
        return Results.Bytes(answers.WrittenMemory, "application/json");
    }

    private static void PredictMany(
        JsonElement rows, RowScorer scorer, int most, Problems problems, Utf8JsonWriter writer, CancellationToken cancellation)
    {
        var count = rows.GetArrayLength();
        if (count == 0 || count > most)
        {
            problems.Add(Problems.Everything, $"A batch has 1 to {most} rows, but this one has {count}.");
            return;
        }

        writer.WriteStartArray();
        foreach (var (index, row) in rows.EnumerateArray().Index())
        {
            cancellation.ThrowIfCancellationRequested();
            scorer.Predict(row, $"[{index}]", problems, writer);
            if (problems.Enough)
                return;
        }

        writer.WriteEndArray();
    }
}
