using System.Net;
using Metrics.Pipelines.Service;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Tests.Web;

/// <summary>Which role each route needs; a route that is new fails until it stands here.</summary>
public sealed class RoleTests(WebDesk desk) : IClassFixture<WebDesk>
{
    private static readonly Dictionary<string, ApiRole> Needs = new(StringComparer.Ordinal)
    {
        ["GET /api/v1/alarms"] = ApiRole.Read,
        ["GET /api/v1/alarms/log"] = ApiRole.Read,
        ["GET /api/v1/backtest/{measure}"] = ApiRole.Read,
        ["GET /api/v1/catalogue"] = ApiRole.Read,
        ["GET /api/v1/cells/{kind}"] = ApiRole.Read,
        ["GET /api/v1/configuration"] = ApiRole.Read,
        ["GET /api/v1/explain/{kpi}"] = ApiRole.Read,
        ["GET /api/v1/explain/{kpi}/rows"] = ApiRole.Read,
        ["GET /api/v1/facts/{kind}"] = ApiRole.Read,
        ["GET /api/v1/forecast/{measure}"] = ApiRole.Read,
        ["GET /api/v1/kpis"] = ApiRole.Read,
        ["GET /api/v1/live"] = ApiRole.Read,
        ["GET /api/v1/organisations"] = ApiRole.Read,
        ["GET /api/v1/rejects"] = ApiRole.Read,
        ["GET /api/v1/report/{period}"] = ApiRole.Read,
        ["GET /api/v1/report/{period}/explain/{indicator}"] = ApiRole.Read,
        ["GET /api/v1/sources"] = ApiRole.Read,
        ["GET /api/v1/staffing/{measure}"] = ApiRole.Read,
        ["GET /api/v1/tickets/due"] = ApiRole.Read,
        ["GET /api/v1/wall"] = ApiRole.Read,
        ["POST /api/v1/alarms/{id}/acknowledge"] = ApiRole.Write,
        ["POST /api/v1/events"] = ApiRole.Write,
        ["GET /api/v1/positions"] = ApiRole.Admin,
        ["POST /api/v1/batches"] = ApiRole.Admin,
        ["POST /api/v1/commands"] = ApiRole.Admin,
        ["POST /api/v1/rejects/replay"] = ApiRole.Admin,
    };

    /// <summary>The routes that need a role.</summary>
    public static IEnumerable<string> Routes => Needs.Keys;

    // How a browser is given a key that it was told, and how it forgets it.
    private static readonly string[] ForAnybody = ["DELETE /api/v1/session", "POST /api/v1/session"];

    [Fact]
    public void Every_route_stands_here() => All().Should().BeEquivalentTo(Needs.Keys.Concat(ForAnybody));

    [Fact]
    public async Task No_route_answers_without_the_right_role()
    {
        foreach (var (route, needed) in Needs)
        {
            (await StatusAsync(route, null)).Should().Be(HttpStatusCode.Unauthorized, route);
            (await StatusAsync(route, "mk_nobody's")).Should().Be(HttpStatusCode.Unauthorized, route);
            foreach (var role in Enum.GetValues<ApiRole>())
            {
                var status = await StatusAsync(route, desk.Key(role));
                // Commands of this machine show a token besides.
                if (role < needed || route == "POST /api/v1/commands") status.Should().Be(HttpStatusCode.Forbidden, "{0} with {1}", route, role);
                else status.Should().NotBe(HttpStatusCode.Unauthorized).And.NotBe(HttpStatusCode.Forbidden, "{0} with {1}", route, role);
            }
        }
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("here", HttpStatusCode.OK)]
    [InlineData("http://another.example", HttpStatusCode.Unauthorized)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Unauthorized)]
    [InlineData("null", HttpStatusCode.Unauthorized)]
    public async Task Without_a_key_this_machine_is_answered_unless_a_page_of_another_site_asks_through_its_browser(string? origin, HttpStatusCode expected)
    {
        using var client = new HttpClient { BaseAddress = desk.Client.BaseAddress };
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Get])
        {
            using var request = new HttpRequestMessage(method, method == HttpMethod.Post ? "/api/v1/rejects/replay" : "/api/v1/rejects");
            if (origin is not null) request.Headers.Add("Origin", origin == "here" ? client.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
            using var answer = await client.SendAsync(request);
            answer.StatusCode.Should().Be(expected, "{0}", method);
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string route, string? key)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        path = string.Join('/', path.Split('/').Select(p => p.StartsWith('{') ? "x" : p));
        return (await desk.AskAsync(method, path + "?organisation=demo-live", key, method == "POST" ? "{}" : null)).Status;
    }

    private IEnumerable<string> All() => desk.Routes.SelectMany(r => (r.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(m => $"{m} {r.RoutePattern.RawText}"));
}
