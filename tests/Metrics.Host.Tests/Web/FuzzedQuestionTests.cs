using System.Globalization;
using System.Net;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Tests.Web;

/// <summary>Whatever is asked, the answer is one or says what is wrong with the question.</summary>
public sealed class FuzzedQuestionTests(WebDesk desk) : IClassFixture<WebDesk>
{
    private const int Seed = 20261126;
    private const int Questions = 1500;
    private static readonly HttpStatusCode[] Fine = [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound];

    private static readonly string[] Names =
    [
        "organisation", "kpi", "from", "to", "by", "per", "unit", "customer", "case-type", "channel", "queue", "service", "asOf", "period", "variant", "format", "lang", "column", "section",
        "member", "horizon", "origin", "day", "handling", "within", "share", "patience", "after", "limit", "source", "at", "all", "nothing",
    ];

    private static readonly string[] Values =
    [
        "demo-live", "demo", "default", "goteborg-intraservice", "nobody", "service-level", "contacts-offered", "sla-compliance", "backlog", "payslips", "speed-of-answer", "satisfaction", "2025-03-11", "2025-03", "2025",
        "2025-T1", "total", "2025-03-11T09:15", "2025-03-11T10:00:00+01:00", "9999-12-31", "0001-01-01", "-9998-01-01", "2025-02-30", "2025-W11", "month", "day", "15min", "hour", "week", "30min", "unit", "customer", "Servicedesk", "Lön",
        "Förskola", "", " ", "0", "1", "-1", "12", "400", "401", "1e9", "1e400", "99999999999999999999", "0.5", "NaN", "∞", "csv", "parquet", "html", "xlsx", "md", "json", "sv", "en", "outcome-ytd", "forecast-model", "status", "total",
        "of-offered-120", "'; DROP TABLE events; --", "%", "%00", "\u0000", "\ud83d\ude00", "../../etc/passwd", "{}", "[]", "<script>", "a\nb", "5 5 x", "9223372036854775807 1 x",
    ];

    [Fact]
    public async Task No_question_is_answered_by_a_fault()
    {
        var random = new Random(Seed);
        RouteEndpoint[] routes = [.. desk.Routes.Where(r => r.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("GET"))];
        var counts = new SortedDictionary<HttpStatusCode, int>();
        for (var n = 0; n < Questions; n++)
        {
            var path = Path(routes[n % routes.Length], random);
            var (status, type) = await desk.AskAsync("GET", path, desk.Key(ApiRole.Admin));
            status.Should().BeOneOf(Fine, path);
            if (status != HttpStatusCode.OK) type.Should().Be("application/problem+json", path);
            counts[status] = counts.GetValueOrDefault(status) + 1;
        }

        counts[HttpStatusCode.OK].Should().BeGreaterThan(Questions / 20, "some questions are good ones");
        counts[HttpStatusCode.BadRequest].Should().BeGreaterThan(Questions / 20);
    }

    [Fact]
    public async Task Nor_is_anything_that_is_said()
    {
        var random = new Random(Seed);
        string[] bodies = ["{}", "[]", "", "null", "{\"by\":1}", "{\"by\":\"Eva\",\"note\":[]}", "{\"key\":null}", "{\"arguments\":null,\"folder\":null}", "{\"arguments\":[\"verify\"]}", "not JSON", new string('[', 5000)];
        foreach (var route in desk.Routes.Where(r => r.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("POST")))
        {
            foreach (var body in bodies)
            {
                var (status, _) = await desk.AskAsync("POST", Path(route, random), desk.Key(ApiRole.Admin), body);
                ((int)status).Should().BeLessThan(500, "{0} {1}", route.RoutePattern.RawText, body);
            }
        }
    }

    // One question asks for what was known then several times, at one moment.
    [Theory]
    [InlineData("kpis?kpi=service-level&kpi=sla-compliance&per=unit")]
    [InlineData("explain/service-level?period=2025-03")]
    [InlineData("explain/service-level/rows?period=2025-03")]
    [InlineData("report/2025-03?format=xlsx")]
    [InlineData("report/2025-03/explain/payroll-service-level")]
    [InlineData("forecast/contacts-offered?by=day")]
    [InlineData("forecast/contacts-offered?by=30min")]
    [InlineData("backtest/contacts-offered?by=day")]
    [InlineData("staffing/contacts-offered?handling=180")]
    public async Task What_is_asked_as_known_then_is_answered(string question)
        => (await desk.AskAsync("GET", $"/api/v1/{question}{(question.Contains('?', StringComparison.Ordinal) ? '&' : '?')}organisation=demo-live&asOf=2025-03-11", desk.Key(ApiRole.Read))).Status.Should().Be(HttpStatusCode.OK);

    // A path with a zero in it is refused by the web server itself, before anything of ours. Half of the questions are of good parts alone: nonsense is refused before anything deep is asked.
    private static string Path(RouteEndpoint route, Random random)
    {
        var isSensible = random.Next(2) == 0;
        string[] good = ["demo-live", "service-level", "contacts-offered", "sla-compliance", "2025-03", "2025-03-11", "total"];
        string Value(string name) => Uri.EscapeDataString(isSensible && random.Next(6) > 0 ? Sensible(name, random) : random.Next(3) == 0 ? good[random.Next(good.Length)] : Values[random.Next(Values.Length)]);
        var path = string.Join('/', route.RoutePattern.RawText!.Split('/').Select(p => p.StartsWith('{') ? Value(p.Trim('{', '}')) is { Length: > 0 } v and not "%00" ? v : "x" : p));
        var asked = Enumerable.Range(0, random.Next(8)).Select(_ => Names[random.Next(Names.Length)]).Prepend("organisation");
        return path + "?" + string.Join('&', asked.Select(name => $"{name}={Value(name)}"));
    }

    private static string Sensible(string name, Random random) => name switch
    {
        "organisation" => "demo-live",
        "kpi" or "measure" => ((string[])["service-level", "contacts-offered", "sla-compliance", "backlog", "tickets-opened"])[random.Next(5)],
        "kind" => ((string[])["tickets", "contacts", "volumes", "hand-overs"])[random.Next(4)],
        "period" => ((string[])["2025-03", "2025-03-11", "2025", "total", "2025-T1"])[random.Next(5)],
        "from" or "origin" => "2025-03-01",
        "to" or "day" => "2025-03-12",
        "by" => ((string[])["day", "month", "hour", "30min", "15min"])[random.Next(5)],
        "per" => Words.All<Dimension>().ElementAt(random.Next(Words.All<Dimension>().Count())),
        "unit" => ((string[])["Lön", "Servicedesk"])[random.Next(2)],
        "asOf" => "2025-03-11",
        "format" => ((string[])["csv", "html", "json", "parquet"])[random.Next(4)],
        _ => random.Next(1, 200).ToString(CultureInfo.InvariantCulture),
    };
}
