using System.Net;
using System.Text.Json;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary>What a post was answered.</summary>
internal sealed record Posted(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public long Accepted => Json.GetProperty("accepted").GetInt64();

    public long Rejected => Json.GetProperty("rejected").GetInt64();

    /// <summary>What became of single events: which one, how, where in it, and why.</summary>
    public (long Index, string Status, string? Pointer, string? Reason)[] Results
        => [.. Json.GetProperty("results").EnumerateArray().Select(r => (r.GetProperty("index").GetInt64(), r.Text("status")!, r.Text("pointer"), r.Text("reason")))];

    /// <summary>All that was posted was accepted.</summary>
    public Posted Took(long events)
    {
        Status.Should().Be(HttpStatusCode.Accepted, "{0}", Body);
        (Accepted, Rejected).Should().Be((events, 0));
        return this;
    }

    /// <summary>The post was refused, with words that say why.</summary>
    public Posted Refused(HttpStatusCode status, params string[] says)
    {
        Status.Should().Be(status, "{0}", Body);
        Headers["Content-Type"].Should().StartWith("application/problem+json");
        Json.GetProperty("status").GetInt32().Should().Be((int)status);
        foreach (var part in says) Json.Text("detail").Should().Contain(part);
        return this;
    }

    public static async Task<Posted> OfAsync(HttpResponseMessage answer) => new(
        answer.StatusCode,
        await answer.Content.ReadAsStringAsync(),
        answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
}
