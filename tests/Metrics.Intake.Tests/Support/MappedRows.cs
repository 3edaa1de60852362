using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Intake.Tests.Support;

/// <summary>A mapping bound to a header, fed row by row.</summary>
internal sealed class MappedRows : IDisposable
{
    private static readonly OpeningCalendar Always = new(
        "always", new Label("Alltid", "Always"), DateTimeZone.Utc,
        [new CalendarVersion { ValidFrom = null, Weekdays = Enumerable.Repeat(DayHours.WholeDay, 7).ToArray(), ClosedOnPublicHolidays = false }], []);

    public static readonly Organisation Desk = new("desk", new Label("Desk", "Desk"), DateTimeZoneProviders.Tzdb["Europe/Stockholm"], [120, 60], 11, [16], new ServiceTerms(Always, [], []));

    private readonly TestFolder _folder = new();

    public MappedRows(string yaml, string header, long? fileRevision = null, HashKey? key = null, Organisation? organisation = null)
    {
        Mapping = _folder.Mapping(yaml);
        Mapper = new RowMapper(Mapping, new Header("file.csv", Mapping, header.Split(',')), organisation ?? Desk, fileRevision, key);
    }

    public SourceMapping Mapping { get; }

    public RowMapper Mapper { get; }

    /// <summary>The events of a row that has no fault.</summary>
    public ServiceEvent[] Events(string row)
    {
        var events = new List<ServiceEvent>();
        Mapper.Map(new Row(row.Split(',')), events).Should().BeNull("of {0}", row);
        return events.ToArray();
    }

    /// <summary>The names of a row's events, as their identities begin.</summary>
    public string[] Names(string row) => Events(row).Select(e => e.Id.Split('|')[0]).ToArray();

    /// <summary>The one event of a row.</summary>
    public ServiceEvent Event(string row) => Events(row).Should().ContainSingle().Subject;

    /// <summary>The fault of a row that becomes nothing.</summary>
    public RowFault Fault(string row)
    {
        var events = new List<ServiceEvent>();
        var fault = Mapper.Map(new Row(row.Split(',')), events);
        events.Should().BeEmpty();
        return fault.Should().NotBeNull().And.Subject.As<RowFault>();
    }

    public void Dispose() => _folder.Dispose();
}
