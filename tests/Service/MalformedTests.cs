using System.Net;
using System.Text;
using System.Text.Json;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Service;

/// <summary>What the service answers to bodies it cannot read: a problem that names the field.</summary>
[Collection(ProcessCollection.Name)]
public class MalformedTests(BirdService birds) : IClassFixture<BirdService>
{
    private const string Good = """{"island":"Biscoe","measurements":[46.1,13.2,211,4500],"sex":"female"}""";

    [Theory]
    // No JSON, or none that is a row.
    [InlineData("", "$", "The body is not JSON.")]
    [InlineData("island=Biscoe", "$", "The body is not JSON.")]
    [InlineData("""{"island":"Biscoe""", "$", "The body is not JSON.")]
    [InlineData("""{"island":"Biscoe","measurements":[NaN,13.2,211,4500],"sex":"female"}""", "$", "The body is not JSON.")]
    [InlineData("""{"island":"Biscoe","measurements":[46.1,13.2,211,4500],"sex":"female"} {}""", "$", "The body is not JSON.")]
    [InlineData("null", "$", "but this is null.")]
    [InlineData("7", "$", "but this is 7.")]
    [InlineData("\"row\"", "$", "but this is \"row\".")]
    [InlineData("[]", "$", "A batch has 1 to 10000 rows, but this one has 0.")]
    [InlineData("[1]", "[0]", "but this is 1.")]
    [InlineData("[[]]", "[0]", "but this is an array.")]
    // Fields.
    [InlineData("""{"measurements":[46.1,13.2,211,4500],"sex":"female"}""", "island",
        "The field is absent. Give a text, or null if the value is missing.")]
    [InlineData("""{"island":"Biscoe","sex":"female"}""", "measurements",
        "The field is absent. Give an array of 4 times a number within the range of Single.")]
    [InlineData("""{"Island":"Biscoe","island":"Biscoe","measurements":[46.1,13.2,211,4500],"sex":"female"}""", "Island",
        "The model has no such field. It has island, measurements, sex.")]
    [InlineData("""{"island":"Biscoe","island":"Biscoe","measurements":[46.1,13.2,211,4500],"sex":"female"}""", "island",
        "The field is there twice.")]
    [InlineData("""{"\ud800":1,"island":"Biscoe","measurements":[46.1,13.2,211,4500],"sex":"female"}""", "$",
        "The name of a field is no valid Unicode.")]
    // Values.
    [InlineData("""{"island":3,"measurements":[46.1,13.2,211,4500],"sex":"female"}""", "island",
        "The field takes a text or null, but this is 3.")]
    [InlineData("""{"island":["Biscoe"],"measurements":[46.1,13.2,211,4500],"sex":"female"}""", "island", "but this is an array.")]
    [InlineData("""{"island":"\ud800","measurements":[46.1,13.2,211,4500],"sex":"female"}""", "island",
        "but this is a text that is no valid Unicode.")]
    [InlineData("""{"island":"Biscoe","measurements":null,"sex":"female"}""", "measurements", "but this is null.")]
    [InlineData("""{"island":"Biscoe","measurements":46.1,"sex":"female"}""", "measurements", "but this is 46.1.")]
    [InlineData("""{"island":"Biscoe","measurements":[46.1,13.2,211],"sex":"female"}""", "measurements",
        "The field takes an array of 4 times a number within the range of Single, but this one has 3.")]
    [InlineData("""{"island":"Biscoe","measurements":[46.1,13.2,211,4500,1],"sex":"female"}""", "measurements", "but this one has 5.")]
    [InlineData("""{"island":"Biscoe","measurements":[46.1,"13.2",211,4500],"sex":"female"}""", "measurements[1]",
        "The field takes a number within the range of Single or null, but this is \"13.2\".")]
    [InlineData("""{"island":"Biscoe","measurements":[46.1,13.2,"NaN",4500],"sex":"female"}""", "measurements[2]", "but this is \"NaN\".")]
    [InlineData("""{"island":"Biscoe","measurements":[46.1,13.2,211,1e39],"sex":"female"}""", "measurements[3]", "but this is 1e39.")]
    [InlineData("""{"island":"Biscoe","measurements":[-3.5e38,13.2,211,4500],"sex":"female"}""", "measurements[0]", "but this is -3.5e38.")]
    [InlineData("""{"island":"Biscoe","measurements":[true,13.2,211,4500],"sex":"female"}""", "measurements[0]", "but this is true.")]
    [InlineData("""{"island":"Biscoe","measurements":[{},13.2,211,4500],"sex":"female"}""", "measurements[0]", "but this is an object.")]
    [InlineData($$"""[{{Good}},{"island":"Biscoe","measurements":[46.1,13.2,211,"x"],"sex":"female"}]""", "[1].measurements[3]",
        "but this is \"x\".")]
    // Where its quotation is cut, this text has one half of a character.
    [InlineData("""{"island":"Biscoe","measurements":[46.1,"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa😀b",211,4500],"sex":"female"}""",
        "measurements[1]", "but this is \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_malformed_body_gets_400_and_the_field_with_what_is_wrong(string body, string field, string message)
    {
        var (path, text) = Assert.Single(await ProblemsAsync(body));

        Assert.Equal(field, path);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_up_to_twenty_fields()
    {
        var problems = await ProblemsAsync("""[{"island":1,"measurements":[],"colour":"red"},{"sex":false}]""");

        Assert.Equal(
            ["[0].colour", "[0].island", "[0].measurements", "[0].sex", "[1].island", "[1].measurements", "[1].sex"],
            problems.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(20, (await ProblemsAsync($"[{string.Join(',', Enumerable.Repeat("{}", 100))}]")).Count);
    }

    [Theory]
    [InlineData("\"island\":\"Biscoe\"", "island", "The field is there twice.")]
    [InlineData("\"\\ud800\":1", "$", "The name of a field is no valid Unicode.")]
    public async Task A_fault_that_fills_the_body_is_told_once(string member, string field, string message)
    {
        var members = string.Join(',', Enumerable.Repeat(member, 10_000));

        var (path, text) = Assert.Single(await ProblemsAsync(
            $$"""{"island":"Biscoe","measurements":[46.1,13.2,211,4500],"sex":"female",{{members}}}"""));

        Assert.Equal((field, message), (path, text));
    }

    [Fact]
    public async Task Of_very_many_unknown_fields_twenty_are_told()
    {
        var members = string.Join(',', Enumerable.Range(0, 10_000).Select(number => $"\"field{number}\":1"));

        Assert.Equal(20, (await ProblemsAsync($$"""{{{members}}}""")).Count);
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deep_is_refused()
    {
        var (field, message) = Assert.Single(await ProblemsAsync(new string('[', 100_000)));

        Assert.Equal("$", field);
        Assert.StartsWith("The body is not JSON.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_than_allowed_are_refused()
    {
        var (field, message) = Assert.Single(await ProblemsAsync($"[{string.Join(',', Enumerable.Repeat("{}", 10_001))}]"));

        Assert.Equal(("$", "A batch has 1 to 10000 rows, but this one has 10001."), (field, message));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused_and_a_byte_order_mark_is_not()
    {
        var latin = new ByteArrayContent(Encoding.Latin1.GetBytes(Good.Replace("Biscoe", "Bisc\u00f6e", StringComparison.Ordinal)));
        using var refused = await birds.Process.Http.PostAsync("/predict", latin);
        using var accepted = await birds.Process.Http.PostAsync(
            "/predict", new ByteArrayContent([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)]));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, accepted.StatusCode));
        Assert.Contains("\"island\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_gets_413_and_the_limit()
    {
        using var response = await birds.Process.PostAsync($"[{string.Join(',', Enumerable.Repeat(Good, 5000))}]");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("300000 bytes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/predict", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/models", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_a_problem_too(string method, string path, HttpStatusCode status)
    {
        using var response = await birds.Process.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>The problems of a body, by the field.</summary>
    private async Task<Dictionary<string, string>> ProblemsAsync(string body)
    {
        using var response = await birds.Process.PostAsync(body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text).GetProperty("errors").EnumerateObject()
            .ToDictionary(error => error.Name, error => Assert.Single(error.Value.EnumerateArray()).GetString()!);
    }
}
