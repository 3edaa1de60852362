using System.Globalization;
using System.Text.Json.Nodes;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>An event that is told after the report was published.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Id">Its id in that source.</param>
/// <param name="Change">What it is: <c>late</c> or <c>correction</c>.</param>
/// <param name="Moves">The indicator that it moves.</param>
/// <param name="Day">The local day on which it does.</param>
/// <param name="Numerator">How much more there is to count.</param>
/// <param name="Denominator">How much more it is counted of.</param>
/// <param name="Line">The event.</param>
internal sealed record Told(string Source, string Id, string Change, string Moves, DateOnly Day, decimal Numerator, decimal Denominator, string Line)
{
    /// <summary>What it tells of: a ticket, or the count or statement that it is.</summary>
    public string Fact => Source == ToldLater.Tickets ? Id[..Id.IndexOf('/', StringComparison.Ordinal)] : Id;
}

/// <summary>A thousand events that are told after Göteborg's report of November 2023 was published; each moves a figure that it prints.</summary>
internal static class ToldLater
{
    /// <summary>What stands for a prognosis: it moves no outcome.</summary>
    public const string Prognosis = "forecast-decided ";

    /// <summary>The source of tickets: several of its events tell of one.</summary>
    public const string Tickets = "goteborg/arenden";

    private const string Volumes = "source = 'goteborg/volymer'";
    private const string Daily = "(data->>'measure') IN ('payslips', 'payroll-cases', 'supplier-invoices', 'customer-invoices') AND id[-10:] >= '2022-01-01'";
    private static readonly string[] Levels = ["pedagogical-computers", "administrative-computers", "storage", "it-infrastructure"];

    // Entered values and decisions that the report prints.
    private static readonly string[] Entered = ["sick-leave/2022-11", "sick-leave/2023-11", "employees/2023-11", "costs/2022-11", "costs/2023-11", "staff-costs/2023-11", "result/2023-11", "nki/2022-12"];
    private static readonly string[] Decided = ["prognos/payroll-cases/2023-10", "prognos/costs/2023-10", "prognos/sla/2023-10"];

    /// <summary>The events: 450 counts, 9 entered values and 4 decisions, and 537 of tickets.</summary>
    public static IReadOnlyList<Told> All(RawEvents raw)
    {
        Told[] told =
        [
            .. Corrected(raw, $"{Volumes} AND {Daily}", 430, "count"),
            .. Corrected(raw, $"{Volumes} AND (data->>'measure') = 'service-certificates' AND id[-10:] >= '2023-01-01'", 12, "count"),
            .. Levels.SelectMany(l => Corrected(raw, $"{Volumes} AND id IN ('{l}/2022-12-31', '{l}/2023-11-30')", 2, "count")),
            .. Corrected(raw, $"id IN ('{string.Join("', '", Entered.Concat(Decided))}')", 11, "value"),
            Late("goteborg/uppföljning", "nki/2023-11", "indicator.reported", "2023-11-30T15:00:00Z", """{"indicator":"nki","period":"2023-11","value":68.4,"readFrom":"kundundersökningen"}""", "nki", 68.4m, 0),
            Late("goteborg/uppföljning", "prognos/service-tickets/2023-11", "prognosis.decided", "2023-11-20T11:00:00Z", """{"measure":"service-tickets","year":2023,"value":376000,"by":"nämnden"}""", Prognosis + "service-tickets", 376_000, 0),
            .. Enumerable.Range(0, 297).Select(i => Opened($"SEN-{i:000}", new DateOnly(2022, 1, 1).AddDays(i * 7 % 699))),
            .. Enumerable.Range(0, 120).SelectMany(i => Solved($"LÖST-{i:000}", new DateOnly(2022 + (i % 2), 9, 1).AddDays(i / 2), kept: i % 3 > 0)),
        ];
        told.DistinctBy(t => (t.Source, t.Id)).Should().HaveCount(1_000).And.HaveSameCount(told);
        return told;
    }

    // Events as they were told, with another number under the next revision; which of many is a seeded hash's choice.
    private static IEnumerable<Told> Corrected(RawEvents raw, string which, int count, string member)
    {
        var lines = raw.Rows($"SELECT line, source, id, strftime(local, '%Y-%m-%d') FROM raw WHERE {which} ORDER BY md5('20231205' || id) LIMIT {count}", r => (Line: r.GetString(0), Source: r.GetString(1), Id: r.GetString(2), Day: r.GetString(3)));
        lines.Should().HaveCount(count);
        return lines.Select((l, i) =>
        {
            var told = JsonNode.Parse(l.Line)!.AsObject();
            var data = told["data"]!;
            // All upwards: where two cancel each other the figure is what it was, and nothing changed it.
            var more = (i % 5) + 1;
            data[member] = data[member]!.GetValue<decimal>() + more;
            told["revision"] = 1;
            var moves = (string?)data["measure"] ?? (string?)data["indicator"];
            return new Told(
                l.Source, l.Id, "correction", l.Id.StartsWith("prognos/", StringComparison.Ordinal) ? Prognosis + moves : moves == "service-certificates" ? "certificates" : moves!,
                DateOnly.ParseExact(l.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture), more, 0, told.ToJsonString());
        });
    }

    private static Told Opened(string ticket, DateOnly day)
        => Late(Tickets, $"{ticket}/0", "ticket.opened", $"{day:yyyy-MM-dd}T09:00:00Z", """{"kind":"request","unit":"Servicecenter","customer":"Kultur","caseType":"Dator"}""", "service-tickets", 1, 0);

    // Half an hour, or twenty days: more than 24 opening hours whatever holidays there are.
    private static IEnumerable<Told> Solved(string ticket, DateOnly day, bool kept)
        => [Opened(ticket, day), Late(Tickets, $"{ticket}/1", "ticket.resolved", $"{(kept ? day : day.AddDays(20)):yyyy-MM-dd}T09:30:00Z", """{"firstContact":true}""", "sla", kept ? 1 : 0, 1)];

    private static Told Late(string source, string id, string type, string time, string data, string moves, decimal numerator, decimal denominator)
    {
        var subject = source == Tickets ? id[..id.IndexOf('/', StringComparison.Ordinal)] : type == "prognosis.decided" ? id[..id.LastIndexOf('/')] : id;
        var line = $$"""{"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"servicedesk.{{type}}.v1","time":"{{time}}","subject":"{{subject}}","organisation":"{{DemoFolder.Goteborg}}","data":{{data}}}""";
        return new Told(source, id, "late", moves, DateOnly.ParseExact(time[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), numerator, denominator, line);
    }
}
