using System.Globalization;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>The ServiceNow audit log: 100 021 rows, every figure against figures computed in plain Python.</summary>
public sealed class IncidentLogTests(IncidentLogFolder folder) : IClassFixture<IncidentLogFolder>
{
    private readonly JsonElement _reference = SharedData.IsThere ? SharedData.Reference("uci_incident_log") : default;

    [ReferenceFact]
    public void Every_row_is_read_and_none_is_refused()
    {
        folder.First.Number("read").Should().Be(100_021).And.Be(Of("rows"));
        folder.First.GetProperty("rejected").GetInt64().Should().Be(0);
        folder.First.GetProperty("conflicts").GetInt64().Should().Be(0);
    }

    [ReferenceFact]
    public async Task Reading_it_again_accepts_nothing_and_verify_finds_no_difference()
    {
        (await folder.Place.Ingest(SharedData.At(SharedData.Incidents), "servicenow-incident-log")).GetProperty("accepted").GetInt64().Should().Be(0);
        (await folder.Place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [ReferenceFact]
    public async Task Incidents_compliance_and_reopenings_agree_in_total()
    {
        var rows = await folder.Place.Kpi("tickets-opened", "sla-compliance-reported", "reopened-share");
        rows.The("tickets-opened").Number("value").Should().Be(16_984).And.Be(Of("incidents"));
        // made_sla stays true on every row until the incident ends: only the last row tells.
        rows.The("sla-compliance-reported").Number("numerator").Should().Be(9_718);
        rows.The("sla-compliance-reported").Number("denominator").Should().Be(16_984);
        rows.The("reopened-share").Number("numerator").Should().Be(206).And.Be(Of("reopened_incidents"));
        rows.The("reopened-share").Number("value").Should().BeApproximately(_reference.GetProperty("reopened_share").GetDecimal(), 0.0000005m);
    }

    [ReferenceFact]
    public async Task Opened_resolved_and_closed_agree_month_by_month()
    {
        var rows = await folder.Place.Kpi("tickets-opened", "tickets-resolved", "tickets-closed", "--by", "month");
        NotZero(rows, "tickets-opened").Should().Equal(Months("by_opened_month", "n"));
        NotZero(rows, "tickets-resolved").Should().Equal(Months("by_resolved_month", "n"));
        NotZero(rows, "tickets-closed").Should().Equal(Months("by_closed_month", "n"));
    }

    [ReferenceFact]
    public async Task Compliance_agrees_by_the_month_of_closing()
    {
        var rows = await folder.Place.Kpi("sla-compliance-reported", "--by", "month");
        NotZero(rows, "sla-compliance-reported").Should().Equal(Months("by_closed_month", "made_sla"));
        foreach (var month in _reference.GetProperty("by_closed_month").EnumerateObject())
        {
            var row = rows.Single(r => r.Text("period") == month.Name);
            row.Number("denominator").Should().Be(month.Value.GetProperty("n").GetDecimal());
            row.Number("value").Should().BeApproximately(month.Value.GetProperty("share").GetDecimal(), 0.0000005m);
        }
    }

    [ReferenceFact]
    public async Task The_backlog_agrees_at_the_start_of_every_month()
    {
        var rows = await folder.Place.Kpi("backlog", "backlog-unclosed", "--by", "month", "--from", "2016-02", "--to", "2017-03");
        foreach (var start in _reference.GetProperty("open_backlog_at").EnumerateObject())
        {
            // What is open when a month starts is what was open when the month before ended.
            var month = DateTime.Parse(start.Name, CultureInfo.InvariantCulture).AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
            rows.Of("backlog").Single(r => r.Text("period") == month).Number("value").Should().Be(start.Value.GetProperty("by_resolved_at_else_closed").GetDecimal(), month);
            rows.Of("backlog-unclosed").Single(r => r.Text("period") == month).Number("value").Should().Be(start.Value.GetProperty("by_closed_at").GetDecimal(), month);
        }
    }

    [ReferenceFact]
    public async Task Calendar_minutes_agree_for_every_incident()
    {
        var golden = Table.Of(SharedData.Lines(SharedData.GoldenMinutes));
        var (number, expected) = (golden.Column("number"), golden.Column("calendar_minutes"));
        var facts = Table.Of((await folder.Place.Run("facts", "tickets")).Succeeded().Lines);
        var (ticket, minutes) = (facts.Column("ticket_id"), facts.Column("calendar_minutes"));
        var measured = facts.Rows.Where(r => minutes(r).Length > 0).ToDictionary(ticket, r => decimal.Parse(minutes(r), CultureInfo.InvariantCulture));
        measured.Should().HaveCount(15_875);
        var wrong = golden.Rows.Where(r => !measured.TryGetValue(number(r), out var m) || m != decimal.Parse(expected(r), CultureInfo.InvariantCulture)).Select(number);
        wrong.Should().BeEmpty();

        var mean = (await folder.Place.Kpi("resolution-time")).The("resolution-time");
        mean.Number("numerator").Should().Be(_reference.GetProperty("calendar_minutes_to_resolve").GetProperty("sum").GetDecimal());
        mean.Number("denominator").Should().Be(15_875);
    }

    [ReferenceFact]
    public async Task Opening_minutes_agree_for_every_incident_and_pauses_are_another_column()
    {
        var facts = Table.Of((await folder.Place.Run("facts", "tickets")).Succeeded().Lines);
        AgreeWith("bizmin_monfri_0800_1700", facts);
        var (gross, net, paused) = (facts.Column("opening_minutes"), facts.Column("net_opening_minutes"), facts.Column("paused_calendar_minutes"));
        var resolved = facts.Rows.Where(r => gross(r).Length > 0).ToArray();
        resolved.Should().OnlyContain(r => Minutes(net(r)) <= Minutes(gross(r)));
        resolved.Where(r => Minutes(paused(r)) == 0).Should().OnlyContain(r => net(r) == gross(r));
        resolved.Should().Contain(r => Minutes(net(r)) < Minutes(gross(r)));
    }

    [ReferenceFact]
    public async Task Opening_minutes_agree_with_Swedish_holidays_and_eves_closed_too()
    {
        using var place = new Workplace();
        place.Configure(("calendars/default.yaml", """
            id: default
            label: { sv: Kontorstid, en: Office hours }
            zone: UTC
            versions:
              - hours: { monday-friday: "08:00-17:00" }
                publicHolidays: closed
                eves: { midsommarafton: closed, julafton: closed, nyårsafton: closed }
            """));
        File.Copy(folder.Place.At(Workplace.DatabaseName), place.At(Workplace.DatabaseName));
        AgreeWith("bizmin_same_minus_se_public_and_eves", Table.Of((await place.Run("facts", "tickets")).Succeeded().Lines));
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [ReferenceFact]
    public async Task Compliance_agrees_by_final_priority_and_by_final_channel()
    {
        var facts = Table.Of((await folder.Place.Run("facts", "tickets")).Succeeded().Lines);
        var (priority, met) = (facts.Column("priority"), facts.Column("sla_met_reported"));
        var counted = facts.Rows.GroupBy(priority).ToDictionary(g => g.Key, g => (g.Count(), g.Count(r => met(r) == "true")));
        counted.Should().Equal(_reference.GetProperty("by_final_priority").EnumerateObject()
            .ToDictionary(p => p.Name, p => (p.Value.GetProperty("n").GetInt32(), p.Value.GetProperty("made_sla").GetInt32())));

        var channels = (await folder.Place.Kpi("sla-compliance-reported", "--per", "channel")).Of("sla-compliance-reported")
            .ToDictionary(r => r.Text("channel")!, r => (r.Number("denominator"), r.Number("numerator")));
        var final = _reference.GetProperty("by_final_contact_type");
        channels.Should().HaveCount(5);
        foreach (var (channel, type) in (IEnumerable<(string, string)>)[("phone", "Phone"), ("email", "Email"), ("self-service", "Self service"), ("ivr", "IVR"), ("direct", "Direct opening")])
            channels[channel].Should().Be((final.GetProperty(type).GetProperty("n").GetDecimal(), final.GetProperty(type).GetProperty("made_sla").GetDecimal()), type);
    }

    private static void AgreeWith(string column, Table facts)
    {
        var golden = Table.Of(SharedData.Lines(SharedData.GoldenMinutes));
        var (number, expected) = (golden.Column("number"), golden.Column(column));
        var (ticket, minutes) = (facts.Column("ticket_id"), facts.Column("opening_minutes"));
        var measured = facts.Rows.Where(r => minutes(r).Length > 0).ToDictionary(ticket, r => Minutes(minutes(r)));
        measured.Should().HaveCount(15_875);
        golden.Rows.Where(r => !measured.TryGetValue(number(r), out var m) || m != Minutes(expected(r))).Select(number).Should().BeEmpty();
    }

    private static decimal Minutes(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private decimal Of(string member) => _reference.GetProperty(member).GetDecimal();

    private Dictionary<string, decimal> Months(string group, string member)
        => _reference.GetProperty(group).EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetProperty(member).GetDecimal());

    private static Dictionary<string, decimal> NotZero(JsonElement[] rows, string kpi)
        => rows.ByPeriod(kpi).Where(p => p.Value != 0).ToDictionary();
}

/// <summary>The log, ingested once for the tests that ask it.</summary>
public sealed class IncidentLogFolder : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    /// <summary>What the first reading answered.</summary>
    public JsonElement First { get; private set; }

    public async Task InitializeAsync()
    {
        if (SharedData.IsThere) First = await Place.Ingest(SharedData.At(SharedData.Incidents), "servicenow-incident-log");
    }

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}
