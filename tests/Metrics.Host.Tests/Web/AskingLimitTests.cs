using System.Net;
using System.Text.Json;
using Metrics.Pipelines.Service;

namespace Metrics.Host.Tests.Web;

/// <summary>How often one may ask.</summary>
public sealed class AskingLimitTests : IAsyncLifetime, IDisposable
{
    private const int Questions = 4;
    private const string Question = "/api/v1/organisations";

    private readonly WebDesk _desk = new(Questions);

    public Task InitializeAsync() => _desk.InitializeAsync();

    public Task DisposeAsync() => _desk.DisposeAsync();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_and_nobody_else_is()
    {
        for (var i = 0; i < Questions; i++) (await StatusAsync(_desk.Key(ApiRole.Read))).Should().Be(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, Question);
        request.Headers.Authorization = new("Bearer", _desk.Key(ApiRole.Read));
        using var refused = await _desk.Client.SendAsync(request);
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(15));
        refused.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString().Should().StartWith("asked more than 4 questions in a minute; come again after ");

        (await _desk.AskAsync("GET", "/API/v1/organisations", _desk.Key(ApiRole.Read))).Status.Should().Be(HttpStatusCode.TooManyRequests, "a route is the same however it is written");
        (await StatusAsync(_desk.Key(ApiRole.Admin))).Should().Be(HttpStatusCode.OK, "another key");
        using var here = new HttpClient { BaseAddress = _desk.Client.BaseAddress };
        for (var i = 0; i < 3 * Questions; i++) (await here.GetAsync(Question)).StatusCode.Should().Be(HttpStatusCode.OK, "whoever is at this machine asks as often as they like");
    }

    [Fact]
    public async Task What_is_posted_is_not_counted()
    {
        for (var i = 0; i < 3 * Questions; i++) (await _desk.AskAsync("POST", "/api/v1/events", _desk.Key(ApiRole.Write), "[]")).Status.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Who_tries_out_keys_is_soon_told_to_wait()
    {
        for (var i = 0; i < Questions; i++) (await StatusAsync($"mk_guess{i}")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync("mk_another")).Should().Be(HttpStatusCode.TooManyRequests);
        (await StatusAsync(null)).Should().Be(HttpStatusCode.TooManyRequests);
        (await _desk.AskAsync("POST", "/api/v1/session", null, """{"key":"mk_another"}""")).Status.Should().Be(HttpStatusCode.TooManyRequests);
    }

    private async Task<HttpStatusCode> StatusAsync(string? key) => (await _desk.AskAsync("GET", Question, key)).Status;
}
