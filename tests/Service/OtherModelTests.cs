using System.Net;
using System.Text.Json;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Service;

/// <summary>Models of other tasks and columns, none of which the service was told about.</summary>
[Collection(ProcessCollection.Name)]
public sealed class OtherModelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_binary_model_gives_the_label_the_probability_and_the_score()
    {
        var model = OtherModels.Fit(OtherModels.Mlp());
        using var engine = OtherModels.Context.Model.CreatePredictionEngine<Typed, BinaryAnswer>(model);
        using var service = await StartAsync(OtherModels.Saved(model));

        var answers = await service.PredictAsync(Batch(OtherModels.Rows()));

        Assert.Equal(60, answers.GetArrayLength());
        foreach (var (row, answer) in OtherModels.Rows().Zip(answers.EnumerateArray()))
        {
            var expected = engine.Predict(row);
            Assert.Equal(["predictedLabel", "probability", "score"], answer.EnumerateObject().Select(field => field.Name));
            Assert.Equal(expected.PredictedLabel, answer.GetProperty("predictedLabel").GetBoolean());
            Assert.Equal(expected.Probability, answer.GetProperty("probability").GetSingle());
            Assert.Equal(expected.Score, answer.GetProperty("score").GetSingle());
        }

        Assert.Equal(JsonValueKind.Null, (await service.GetAsync("/schema")).GetProperty("classes").ValueKind);
    }

    [Fact]
    public async Task A_regression_gives_the_score_and_columns_of_any_type_are_read_and_checked()
    {
        var model = OtherModels.Fit(OtherModels.Mlp("Target"));
        using var engine = OtherModels.Context.Model.CreatePredictionEngine<Typed, BinaryAnswer>(model);
        using var service = await StartAsync(OtherModels.Saved(model));

        var answers = await service.PredictAsync(Batch(OtherModels.Rows()));

        Assert.Equal(
            OtherModels.Rows().Select(row => engine.Predict(row).Score),
            answers.EnumerateArray().Select(answer => answer.GetProperty("score").GetSingle()));
        Assert.Equal(["score"], answers[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["Single", "Double", "Int32", "Byte", "Int64", "Flag", "Town", "Key", "Vector"],
            (await service.GetAsync("/schema")).GetProperty("fields").EnumerateArray()
                .Select(field => field.GetProperty("name").GetString()));

        // A key beyond its count is a missing one to ML.NET.
        Assert.Equal(
            engine.Predict(new Typed { Town = "", Key = 3, Vector = [0, 0] }).Score,
            (await service.PredictAsync(Row("Town", "null", "Key", "null"))).GetProperty("score").GetSingle());
        await RefusesAsync(service, Row("Int32", "null"), "Int32", "from -2147483648 to 2147483647; its type has no missing value");
        await RefusesAsync(service, Row("Int32", "2147483648"), "Int32", "but this is 2147483648.");
        await RefusesAsync(service, Row("Int32", "1.5"), "Int32", "but this is 1.5.");
        await RefusesAsync(service, Row("Byte", "-1"), "Byte", "a whole number from 0 to 255, but this is -1.");
        await RefusesAsync(service, Row("Int64", "\"1\""), "Int64", "but this is \"1\".");
        await RefusesAsync(service, Row("Double", "1e309"), "Double", "a number within the range of Double or null, but this is 1e309.");
        await RefusesAsync(service, Row("Flag", "null"), "Flag", "true or false; its type has no missing value");
        await RefusesAsync(service, Row("Flag", "1"), "Flag", "true or false, but this is 1.");
        await RefusesAsync(service, Row("Key", "3"), "Key", "a whole number from 0 to 2 or null, but this is 3.");
        await RefusesAsync(service, Row("Key", "-1"), "Key", "but this is -1.");
        await RefusesAsync(service, Row("Vector", "[null,null]"), "Vector", "The value is missing, and the model learned nothing");
    }

    [Fact]
    public async Task A_key_is_given_by_its_text_where_the_schema_has_texts()
    {
        var (file, scores) = OtherModels.OfNamedKeys();
        using var service = await StartAsync(file);

        foreach (var (row, score) in OtherModels.Rows().Take(10).Zip(scores))
        {
            var answer = await service.PredictAsync(JsonSerializer.Serialize(new { TownKey = row.Town, row.Single }));
            Assert.Equal(score, answer.GetProperty("score").GetSingle(), 1e-5f);
        }

        await RefusesAsync(service, """{"TownKey":"Rome","Single":1}""", "TownKey", "one of the 2 texts that it knows, such as ");
        await RefusesAsync(service, """{"TownKey":1,"Single":1}""", "TownKey", "but this is 1.");
    }

    [Fact]
    public async Task What_the_model_refuses_is_the_fault_of_the_request_and_the_next_one_is_answered()
    {
        using var service = await StartAsync(OtherModels.Refusing());

        await RefusesAsync(service, """{"Town":"Rome","Double":1}""", "$", "Town");
        await RefusesAsync(service, """[{"Town":"Bonn","Double":1},{"Town":"Rome","Double":1}]""", "[1]", "Rome");
        await RefusesAsync(service, """{"Town":"Bonn","Double":null}""", "Double", "The value is missing");
        await RefusesAsync(service, """{"Town":"Bonn","Double":1e300}""", "$", "no finite answer");
        Assert.True(float.IsFinite((await service.PredictAsync("""{"Town":"Bonn","Double":1}""")).GetProperty("score").GetSingle()));
    }

    [Fact]
    public void It_does_not_start_without_a_model_it_can_use()
    {
        Refuses([], 2, "usage: MlNetDl.Samples.Service --model FILE");
        Refuses(["--model", "m.zip", "--pollInterval", "0"], 2, "PollInterval, MaxRows and MaxBodyBytes must be above 0.");
        Refuses(["--model", _folder.File("absent.zip")], 1, "absent.zip cannot be used: Could not find file");
        Refuses(["--model", Write(OtherModels.WithoutSchema())], 1, "It was saved without the schema of its input.");
        Refuses(["--model", Write(OtherModels.WithoutScore())], 1, "It has no column 'Score', so that it predicts nothing.");

        void Refuses(string[] arguments, int exitCode, string message)
        {
            var result = DotnetCli.Run([ServiceProcess.Program, .. arguments], _folder.FullPath);
            Assert.Equal(exitCode, result.ExitCode);
            Assert.Contains(message, result.Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private Task<ServiceProcess> StartAsync(byte[] model) => ServiceProcess.StartAsync(Write(model));

    private string Write(byte[] model)
    {
        File.WriteAllBytes(_folder.File("model.zip"), model);
        return _folder.File("model.zip");
    }

    private static string Batch(Typed[] rows) => $"[{string.Join(',', rows.Select(row => row.Json()))}]";

    /// <summary>A row of zeros, with some fields as given.</summary>
    private static string Row(params string[] fields)
    {
        var values = new Dictionary<string, string>
        {
            ["Single"] = "0",
            ["Double"] = "0",
            ["Int32"] = "0",
            ["Byte"] = "0",
            ["Int64"] = "0",
            ["Flag"] = "false",
            ["Town"] = "\"Bonn\"",
            ["Key"] = "1",
            ["Vector"] = "[0,0]",
        };
        foreach (var field in fields.Chunk(2))
            values[field[0]] = field[1];
        return $"{{{string.Join(',', values.Select(value => $"\"{value.Key}\":{value.Value}"))}}}";
    }

    private static async Task RefusesAsync(ServiceProcess service, string body, string field, string message)
    {
        using var response = await service.PostAsync(body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode} {text}");
        var error = Assert.Single(JsonElement.Parse(text).GetProperty("errors").EnumerateObject());
        Assert.Equal(field, error.Name);
        Assert.Contains(message, Assert.Single(error.Value.EnumerateArray()).GetString(), StringComparison.Ordinal);
    }
}
