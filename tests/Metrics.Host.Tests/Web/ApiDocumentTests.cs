using System.Globalization;
using System.Net;
using System.Text.Json;
using Metrics.Pipelines.Service;

namespace Metrics.Host.Tests.Web;

/// <summary>What the OpenAPI document says is so: its examples are asked and answered as it says.</summary>
public sealed class ApiDocumentTests(WebDesk desk) : IClassFixture<WebDesk>
{
    [Fact]
    public async Task It_has_every_route_for_programs_and_tells_of_every_parameter()
    {
        var told = (await OperationsAsync()).ToArray();
        told.Select(o => $"{o.Method} {o.Path}").Should().BeEquivalentTo(RoleTests.Routes.Except(["POST /api/v1/batches", "GET /api/v1/positions", "POST /api/v1/commands"]));
        foreach (var (method, path, operation) in told)
        {
            operation.GetProperty("summary").GetString().Should().NotBeNullOrEmpty(path);
            foreach (var parameter in Parameters(operation)) parameter.GetProperty("description").GetString().Should().NotBeNullOrEmpty("{0} {1} {2}", method, path, parameter);
        }
    }

    [Fact]
    public async Task Every_example_question_is_answered_as_the_document_says()
    {
        foreach (var (_, path, operation) in (await OperationsAsync()).Where(o => o.Method == "GET"))
        {
            var question = path;
            var asked = new List<string>();
            foreach (var parameter in Parameters(operation).Where(p => p.TryGetProperty("example", out _)))
            {
                var (name, example) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("example"));
                string[] values = example.ValueKind == JsonValueKind.Array ? [.. example.EnumerateArray().Select(v => v.GetString()!)] : [example.GetString()!];
                if (parameter.GetProperty("in").GetString() == "path") question = question.Replace($"{{{name}}}", Uri.EscapeDataString(values[0]), StringComparison.Ordinal);
                else asked.AddRange(values.Select(v => $"{name}={Uri.EscapeDataString(v)}"));
            }

            question.Should().NotContain("{", "each place of a path has an example");
            var (status, type) = await desk.AskAsync("GET", $"{question}?{string.Join('&', asked)}", desk.Key(ApiRole.Read));
            status.Should().Be(HttpStatusCode.OK, question);
            operation.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(c => c.Name).Should().Contain(type, question);
        }
    }

    [Fact]
    public async Task The_example_of_a_post_is_taken()
    {
        var (_, path, operation) = (await OperationsAsync()).Single(o => o.Path == "/api/v1/events");
        var body = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
        var (status, _) = await desk.AskAsync("POST", path, desk.Key(ApiRole.Write), body);
        operation.GetProperty("responses").TryGetProperty(((int)status).ToString(CultureInfo.InvariantCulture), out _).Should().BeTrue("it answers {0}", status);
        status.Should().Be(HttpStatusCode.Accepted);
    }

    private async Task<IEnumerable<(string Method, string Path, JsonElement Operation)>> OperationsAsync()
    {
        var document = JsonDocument.Parse(await desk.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        return document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (o.Name.ToUpperInvariant(), p.Name, o.Value)));
    }

    private static JsonElement.ArrayEnumerator Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default;
}
