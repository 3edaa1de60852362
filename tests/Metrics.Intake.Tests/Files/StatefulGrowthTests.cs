using Metrics.ServiceDesk;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;

namespace Metrics.Intake.Tests.Files;

public sealed class StatefulGrowthTests : IDisposable
{
    private const string LogHeader =
        "number,incident_state,reassignment_count,reopen_count,sys_mod_count,made_sla,opened_at,contact_type,location,category,priority,assignment_group,sys_updated_at,resolved_at,closed_at\n";

    // One ticket's life: opened, waits for the user, comes back, moves, is resolved, reopened, resolved again, closed.
    private static readonly string[] Log =
    [
        Row("New", 0, 0, 0, "29/2/2016 01:16"),
        Row("Awaiting User Info", 0, 0, 1, "29/2/2016 08:00"),
        Row("Active", 0, 0, 2, "29/2/2016 10:00"),
        Row("Active", 1, 0, 3, "29/2/2016 11:00"),
        Row("Resolved", 1, 0, 4, "29/2/2016 11:29", resolved: "29/2/2016 11:29"),
        Row("Active", 1, 1, 5, "1/3/2016 09:00", resolved: "29/2/2016 11:29"),
        Row("Resolved", 1, 1, 6, "1/3/2016 10:00", resolved: "1/3/2016 10:00"),
        Row("Closed", 1, 1, 7, "5/3/2016 12:00", resolved: "1/3/2016 10:00", closed: "5/3/2016 12:00"),
    ];

    private readonly IntakeDesk _desk = new();

    [Fact]
    public async Task What_an_audit_log_said_before_is_remembered_when_it_grows()
    {
        for (var rows = 1; rows <= Log.Length; rows++)
        {
            var outcome = await IngestLog(rows);
            outcome.Read.Should().Be(1);
            outcome.Result.Duplicates.Should().Be(0);
            outcome.Rejects.Should().BeEmpty();
        }

        using var atOnce = new IntakeDesk();
        var whole = await atOnce.IngestAsync(atOnce.Folder.Write("log.csv", LogHeader + string.Concat(Log)), "servicenow-incident-log");

        // opened · paused, status · resumed, status · handed over · resolved, status · reopened, status · resolved, status · closed, status
        whole.Sums().Should().Be((8, 1 + 2 + 2 + 1 + 2 + 2 + 2 + 2, 0, 0, 0, 0));
        Figures(_desk).Should().Equal(Figures(atOnce)).And.NotBeEmpty();
        _desk.Kpi("tickets-opened").Single().Numerator.Should().Be(1);
        _desk.Kpi("reopened-share").Single().Value.Should().Be(1);
    }

    [Fact]
    public async Task A_rejected_row_of_an_audit_log_is_skipped_in_every_reading()
    {
        string[] rows = [Log[0], Row("Awaiting User Info", 0, 0, 1, "not a time"), Log[2]];
        var file = _desk.Folder.Write("log.csv", LogHeader + rows[0] + rows[1]);
        (await _desk.IngestAsync(file, "servicenow-incident-log")).Sums().Should().Be((2, 1, 0, 0, 0, 1));
        // Nothing waited, so nothing resumes: New to Active.
        (await _desk.IngestAsync(_desk.Folder.Write("log.csv", LogHeader + string.Concat(rows)), "servicenow-incident-log")).Sums().Should().Be((1, 1, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Identical_rows_without_a_key_are_counted_on_when_the_file_grows()
    {
        var mapping = _desk.Folder.Mapping("""
            name: walk-ins
            zone: UTC
            times: yyyy-MM-dd
            events:
              - { type: servicedesk.contact.recorded.v1, time: day, subject: desk, set: { outcome: { value: answered }, unit: desk } }
            """);
        const string header = "day,desk\n";
        const string visit = "2023-05-02,Centrum\n";
        (await Ingest(header + visit + visit)).Should().Be((2, 2, 0, 0, 0, 0));
        (await Ingest(header + visit + visit + visit + "2023-05-02,Norr\n")).Should().Be((2, 2, 0, 0, 0, 0));
        (await Ingest(header + visit + visit + visit + "2023-05-02,Norr\n")).Should().Be((0, 0, 0, 0, 0, 0));
        // Another beginning, the same visits: the file is read from its start, and they are the same.
        (await Ingest(header + "2023-05-01,Centrum\n" + visit + visit + visit + visit)).Should().Be((5, 2, 3, 0, 0, 0));

        async Task<(long, long, long, long, long, int)> Ingest(string text) => (await _desk.IngestAsync(_desk.Folder.Write("visits.csv", text), mapping)).Sums();
    }

    public void Dispose() => _desk.Dispose();

    private static string Row(string state, int moves, int reopenings, int version, string at, string resolved = "?", string closed = "?")
        => $"INC1,{state},{moves},{reopenings},{version},true,29/2/2016 01:16,Phone,Location 1,Category 2,3 - Moderate,Group {moves},{at},{resolved},{closed}\n";

    private static string[] Figures(IntakeDesk desk) => new[] { "tickets-opened", "tickets-resolved", "tickets-closed", "resolution-time", "reopened-share", "first-contact-resolution", "sla-compliance-reported" }
        .SelectMany(id => desk.Kpi(id, PeriodKind.Day, Dimension.CaseType))
        .Select(r => $"{r.Kpi} {r.Variant} {r.Period} {r.CaseType} {r.Numerator}/{r.Denominator}")
        .ToArray();

    private Task<Host.IngestOutcome> IngestLog(int rows) => _desk.IngestAsync(_desk.Folder.Write("log.csv", LogHeader + string.Concat(Log.Take(rows))), "servicenow-incident-log");
}
