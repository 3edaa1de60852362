using Metrics.Intake.Tests.Support;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Tests.Mapping;

/// <summary>Who calls outside the hours that the organisation gives the queue calls a closed number.</summary>
public sealed class OutsideHoursTests : IDisposable
{
    private const string Calls = """
        name: calls
        zone: organisation
        times: yyyy-MM-dd HH:mm:ss
        outsideHours: closed
        subject: call
        set: { queue: queue, unit: unit, channel: { value: phone } }
        events:
          - { type: servicedesk.contact.offered.v1, when: [{ column: word, is: IN }], id: call, time: at }
          - { type: servicedesk.contact.answered.v1, when: [{ column: word, is: UP }], id: call, time: at }
        """;

    private const string Columns = "word,call,queue,unit,at";

    private readonly TestFolder _folder = new();

    public OutsideHoursTests()
    {
        _folder.Write("calendars/office.yaml", Calendar("office", "{ monday-friday: \"08:00-17:00\" }"));
        _folder.Write("calendars/night.yaml", Calendar("night", "{ monday-sunday: \"16:00-20:00\" }"));
        _folder.Write("organisations/desk.yaml", """
            id: desk
            label: { sv: Desken, en: The desk }
            zone: Europe/Stockholm
            serviceLevelSeconds: [120]
            shortAbandonSeconds: 11
            resolutionHours: [16]
            calendar: office
            calendars:
              - { queue: [vaxel, jour], calendar: night }
            """);
    }

    [Theory]
    [InlineData("support", "2023-11-15 07:59:59", true)]
    [InlineData("support", "2023-11-15 08:00:00", false)]
    [InlineData("support", "2023-11-15 16:59:59", false)]
    [InlineData("support", "2023-11-15 17:00:00", true)]
    [InlineData("support", "2023-11-18 12:00:00", true)]
    [InlineData("vaxel", "2023-11-15 17:00:00", false)]
    [InlineData("jour", "2023-11-18 19:59:59", false)]
    [InlineData("vaxel", "2023-11-15 12:00:00", true)]
    [InlineData("", "2023-11-15 17:00:00", true)]
    public void Each_queue_has_the_hours_that_the_organisation_gives_it(string queue, string at, bool closed)
    {
        using var rows = new MappedRows(Calls, Columns, organisation: Desk);
        rows.Event($"IN,A,{queue},IT,{at}").Data.Should().BeOfType(closed ? typeof(ContactClosed) : typeof(ContactOffered));
    }

    [Fact]
    public void It_is_the_same_event_in_other_words()
    {
        using var rows = new MappedRows(Calls, Columns, organisation: Desk);
        using var always = new MappedRows(Calls.Replace("outsideHours: closed\n", "", StringComparison.Ordinal), Columns, organisation: Desk);
        const string row = "IN,A,support,IT,2023-11-15 17:00:00";
        var (closed, offered) = (rows.Event(row), always.Event(row));
        (closed.Id, closed.Key, closed.Subject, closed.SubjectKey, closed.Time).Should().Be((offered.Id, offered.Key, offered.Subject, offered.SubjectKey, offered.Time));
        closed.Data.Should().Be(new ContactClosed { Queue = "support", Unit = "IT", Channel = "phone" });
        offered.Data.Should().BeOfType<ContactOffered>();
    }

    [Fact]
    public void Only_when_somebody_comes_counts()
    {
        using var rows = new MappedRows(Calls, Columns, organisation: Desk);
        rows.Event("IN,A,support,IT,2023-11-15 16:59:00").Data.Should().BeOfType<ContactOffered>();
        rows.Event("UP,A,support,IT,2023-11-15 17:01:00").Data.Should().BeOfType<ContactAnswered>();
    }

    public void Dispose() => _folder.Dispose();

    private Organisation Desk => new PipelineFolder(_folder.Path).Organisation("desk");

    private static string Calendar(string id, string hours)
        => $"id: {id}\nlabel: {{ sv: {id}, en: {id} }}\nzone: Europe/Stockholm\nversions:\n  - hours: {hours}\n    publicHolidays: open\n";
}
