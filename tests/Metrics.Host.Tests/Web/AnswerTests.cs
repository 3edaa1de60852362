using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Metrics.Pipelines.Service;

namespace Metrics.Host.Tests.Web;

/// <summary>The forms that answers have.</summary>
public sealed class AnswerTests(WebDesk desk) : IClassFixture<WebDesk>
{
    private const string Question = "/api/v1/kpis?kpi=contacts-offered&organisation=demo-live&from=2025-03-11&to=2025-03-12";

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        using var first = await AskAsync(Question);
        var tag = first.Headers.ETag!;
        first.Headers.CacheControl!.NoCache.Should().BeTrue();
        using var again = await AskAsync(Question, tag);
        (again.StatusCode, (await again.Content.ReadAsStringAsync()).Length).Should().Be((HttpStatusCode.NotModified, 0));
        using var other = await AskAsync(Question + "&unit=Servicedesk", tag);
        other.StatusCode.Should().Be(HttpStatusCode.OK, "another answer");
        other.Headers.ETag.Should().NotBe(tag);
    }

    [Fact]
    public async Task Figures_and_facts_are_CSV_for_whoever_asks_for_it()
    {
        (await TextAsync(Question + "&format=csv", "text/csv")).Should().Be("kpi,organisation,unit,customer,caseType,period,numerator,denominator,value,variant,contractual\ncontacts-offered,demo-live,,,,total,60,,60,,true\n");
        var contacts = await TextAsync("/api/v1/facts/contacts?organisation=demo-live", "text/csv");
        contacts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(61);
        using var parquet = await AskAsync("/api/v1/facts/tickets?organisation=demo-live&format=parquet");
        (await parquet.Content.ReadAsByteArrayAsync())[..4].Should().Equal("PAR1"u8.ToArray());
    }

    [Theory]
    [InlineData("2025-03-11", 60)]
    [InlineData("2025-W11", 60)]
    [InlineData("total", 60)]
    [InlineData("2025-03-12", 0)]
    public async Task A_period_names_the_days_of_figures_as_it_does_those_of_a_receipt(string period, int offered)
    {
        const string ByPeriod = "/api/v1/kpis?kpi=contacts-offered&organisation=demo-live&format=csv&period=";
        var told = (await TextAsync(ByPeriod + period, "text/csv")).Split('\n')[1].Split(',')[6];
        told.Should().Be(offered == 0 ? "" : offered.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_hours_of_a_day_add_up_to_it_and_a_period_says_it_all()
    {
        const string Day = "/api/v1/kpis?kpi=contacts-offered&organisation=demo-live&format=csv";
        var sum = 0;
        for (var hour = 0; hour < 24; hour++)
            sum += (await TextAsync($"{Day}&period=2025-03-11T{hour:00}%2B01:00", "text/csv")).Split('\n')[1].Split(',')[6] is { Length: > 0 } n ? int.Parse(n, CultureInfo.InvariantCulture) : 0;
        sum.Should().Be(60);
        using var both = await AskAsync(Question + "&period=2025-03-11");
        (await both.Content.ReadAsStringAsync()).Should().Contain("leave out either");
        using var none = await AskAsync(Day + "&period=yesterday");
        (both.StatusCode, none.StatusCode).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await none.Content.ReadAsStringAsync()).Should().Contain("'yesterday' is not one of the forms 2021");
    }

    [Fact]
    public async Task The_cells_of_a_figure_add_up_to_it()
    {
        var lines = (await TextAsync("/api/v1/cells/contacts?organisation=demo-live&from=2025-03-11&to=2025-03-12", "text/csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var offered = Array.IndexOf(lines[0].Split(','), "m_offered");
        lines.Skip(1).Sum(l => int.Parse(l.Split(',')[offered], CultureInfo.InvariantCulture)).Should().Be(60);
        lines[0].Should().StartWith("organisation,unit,customer,service,queue,case_type,channel,bucket,day,facts,");
        using var tickets = await AskAsync("/api/v1/cells/tickets?organisation=demo-live&format=parquet");
        (await tickets.Content.ReadAsByteArrayAsync())[..4].Should().Equal("PAR1"u8.ToArray());
        using var unknown = await AskAsync("/api/v1/cells/calls?organisation=demo-live");
        (unknown.StatusCode, (await unknown.Content.ReadAsStringAsync()).Contains("there are no cells of 'calls'; there are cells of tickets", StringComparison.Ordinal)).Should().Be((HttpStatusCode.BadRequest, true));
    }

    [Fact]
    public async Task The_log_says_who_told_what_to_expect_and_who_read_rows()
    {
        const string Override = """{"specversion":"1.0","id":"o1","source":"plan","type":"servicedesk.prognosis.overridden.v1","time":"2025-03-11T08:00:00Z","subject":"o1","organisation":"demo-live","data":{"measure":"contacts-offered","year":2025,"value":200000,"by":"Eva","reason":"ny enhet"}}""";
        (await desk.AskAsync("POST", "/api/v1/events", desk.Key(ApiRole.Write), $"[{Override}]")).Status.Should().Be(HttpStatusCode.Accepted);
        desk.Log.Should().Contain("audit: key Write told 1 servicedesk.prognosis.overridden.v1 of demo-live");
        await TextAsync("/api/v1/facts/tickets?organisation=demo-live", "text/csv");
        desk.Log.Should().Contain(l => l.StartsWith("audit: key Read read the rows of tickets", StringComparison.Ordinal));
        desk.Log.Should().NotContain(l => l.Contains("Eva", StringComparison.Ordinal), "what is told is in the events' log");
    }

    [Fact]
    public async Task What_is_due_is_what_the_command_says()
    {
        var all = await TextAsync("/api/v1/tickets/due?organisation=demo-live&all=true&unit=Servicedesk", "application/json");
        all.Should().StartWith("[{\"ticket\":\"t").And.Contain("\"state\":\"in-time\"");
        (await TextAsync("/api/v1/tickets/due?organisation=demo-live&all=true&unit=Ekonomi", "application/json")).Should().Be("[]");
    }

    private async Task<string> TextAsync(string path, string type)
    {
        using var answer = await AskAsync(path);
        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.OK, type));
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> AskAsync(string path, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", desk.Key(ApiRole.Read));
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        return await desk.Client.SendAsync(request);
    }
}
