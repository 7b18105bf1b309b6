using System.Text.Json.Nodes;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Service;

/// <summary>What the service answers to rows it can read.</summary>
[Collection(ProcessCollection.Name)]
public class PredictTests(BirdService birds) : IClassFixture<BirdService>
{
    private static readonly string[] _species = ["Adelie", "Chinstrap", "Gentoo"];

    [Fact]
    public async Task A_batch_gets_the_answers_of_the_process_that_trained()
    {
        var expected = birds.Model.Answers();

        var answers = await birds.Process.PredictAsync(new JsonArray([.. birds.Model.Birds.Select(bird => bird.Json())]).ToJsonString());

        BirdAnswer[] given = [.. answers.EnumerateArray().Select(answer => BirdAnswer.Of(answer, _species))];
        Assert.Equal(344, given.Length);
        Assert.Equal(expected.Select(answer => answer.PredictedLabel), given.Select(answer => answer.PredictedLabel));
        Assert.Equal(expected.Select(answer => answer.Score), given.Select(answer => answer.Score));
        ScoreColumn.AssertNear(birds.Model.Scores(), [.. given.Select(answer => answer.Score)], 1e-6f);
        Assert.True(given.Select(answer => answer.PredictedLabel).Distinct().Count() > 1);
    }

    [Fact]
    public async Task A_row_gets_the_answer_of_the_process_that_trained()
    {
        var expected = birds.Model.Answers();

        // Missing measurements and a missing sex are among them.
        foreach (var index in Enumerable.Range(0, 20))
        {
            var answer = BirdAnswer.Of(await birds.Process.PredictAsync(birds.Model.Birds[index].Json().ToJsonString()), _species);

            Assert.Equal(expected[index].PredictedLabel, answer.PredictedLabel);
            Assert.Equal(expected[index].Score, answer.Score);
        }
    }

    [Fact]
    public async Task The_order_of_fields_is_free_and_columns_that_no_prediction_depends_on_may_be_there()
    {
        var bird = birds.Model.Birds[0].Json();
        var plain = await birds.Process.PredictAsync(bird.ToJsonString());

        var turned = new JsonObject([.. bird.Reverse().Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))]);
        turned["species"] = "Gentoo";

        Assert.Equal(plain.GetRawText(), (await birds.Process.PredictAsync(turned.ToJsonString())).GetRawText());
    }

    [Fact]
    public async Task Null_is_the_missing_value_of_texts_and_numbers()
    {
        var row = """{"island":"","measurements":[39.1,18.7,181,3750],"sex":""}""";

        Assert.Equal(
            (await birds.Process.PredictAsync(row)).GetRawText(),
            (await birds.Process.PredictAsync(row.Replace("\"\"", "null", StringComparison.Ordinal))).GetRawText());
    }

    [Fact]
    public async Task The_schema_tells_what_a_row_must_have()
    {
        var schema = await birds.Process.GetAsync("/schema");

        Assert.Equal(
            [
                """{"name":"island","type":"a text","length":null,"nullable":true}""",
                """
                {"name":"measurements","type":"an array of 4 times a number within the range of Single","length":4,"nullable":false}
                """,
                """{"name":"sex","type":"a text","length":null,"nullable":true}""",
            ],
            schema.GetProperty("fields").EnumerateArray().Select(field => field.GetRawText()));
        Assert.Equal("""["species"]""", schema.GetProperty("ignored").GetRawText());
        Assert.Equal("""["Adelie","Chinstrap","Gentoo"]""", schema.GetProperty("classes").GetRawText());
        Assert.Equal(birds.Model.Version, schema.GetProperty("version").GetString());
    }

    [Fact]
    public async Task The_health_tells_the_model_and_every_answer_its_version()
    {
        var health = await birds.Process.GetAsync("/health");
        using var response = await birds.Process.PostAsync(birds.Model.Birds[0].Json().ToJsonString());

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal(birds.File, health.GetProperty("model").GetProperty("file").GetString());
        Assert.Equal(birds.Model.Version, health.GetProperty("model").GetProperty("version").GetString());
        Assert.InRange(health.GetProperty("model").GetProperty("loadedAt").GetDateTimeOffset().UtcDateTime,
            DateTime.UtcNow.AddMinutes(-10), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("null", health.GetProperty("lastFailure").GetRawText());
        Assert.Equal(birds.Model.Version, Assert.Single(response.Headers.GetValues("Model-Version")));
    }
}
