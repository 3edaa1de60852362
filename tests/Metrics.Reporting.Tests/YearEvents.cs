using System.Globalization;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Reporting.Tests;

/// <summary>Events of Göteborg's years.</summary>
internal static class YearEvents
{
    public static PipelineFolder Configuration { get; } = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    public static Organisation Goteborg { get; } = Configuration.Organisation("goteborg-intraservice");

    /// <summary>A measure counted by the month, from January of a year.</summary>
    public static IEnumerable<ServiceEvent> Months(string measure, int year, int months, Func<int, decimal> count, MeasureKind kind = MeasureKind.Flow)
        => Enumerable.Range(0, months).Select(m => Count(measure, new LocalDate(year, 1, 1).PlusMonths(m).ToString("uuuu-MM", CultureInfo.InvariantCulture), count(m), kind));

    /// <summary>A count of a month or day.</summary>
    public static ServiceEvent Count(string measure, string period, decimal count, MeasureKind kind = MeasureKind.Flow)
        => Event(new VolumeCounted { Measure = measure, Period = period, Kind = kind, Count = count }, $"{measure}/{period}");

    /// <summary>The same count of a customer's, beside it.</summary>
    public static ServiceEvent OfCustomer(ServiceEvent counted, string customer) => Event((VolumeCounted)counted.Data with { Customer = customer }, $"{counted.Subject}/{customer}");

    /// <summary>A prognosis that was decided; of two the smaller was decided later.</summary>
    public static ServiceEvent Decided(string measure, decimal value) => Event(new PrognosisDecided { Measure = measure, Year = 2023, Value = value, By = "ledningen" }, $"{measure}/{value}", Duration.FromSeconds(-(double)value));

    /// <summary>A planner's word against the model's.</summary>
    public static ServiceEvent Overridden(string measure, decimal value, string reason) => Event(new PrognosisOverridden { Measure = measure, Year = 2023, Value = value, By = "planeraren", Reason = reason }, $"{measure}/own");

    /// <summary>A major incident from a day on, solved on another.</summary>
    public static IEnumerable<ServiceEvent> MajorIncident(LocalDate from, LocalDate until)
    {
        Instant At(LocalDate day) => day.At(new LocalTime(10, 0)).InUtc().ToInstant();
        yield return ServiceEvent.Create(new TicketOpened { Kind = TicketKind.MajorIncident }, Goteborg.Id, "year", $"{from}/opened", $"{from}", At(from));
        yield return ServiceEvent.Create(new TicketResolved(), Goteborg.Id, "year", $"{from}/resolved", $"{from}", At(until));
    }

    /// <summary>A series break.</summary>
    public static ServiceEvent Break(string measure, string from) => Event(new SeriesBreak { Measure = measure, From = from, Reason = "nytt system" }, measure);

    /// <summary>A planned change of the whole organisation.</summary>
    public static ServiceEvent Planned(string measure, string from, decimal size, string reason) => Event(new PlannedChange { Measure = measure, From = from, SizePerMonth = size, Reason = reason }, $"{measure}/{from}");

    /// <summary>A value that was entered for November.</summary>
    public static ServiceEvent Entered(string indicator, decimal value) => Event(new IndicatorReported { Indicator = indicator, Period = "2023-11", Value = value, ReadFrom = "mätningen" }, indicator);

    private static ServiceEvent Event(EventData data, string id, Duration? later = null) => ServiceEvent.Create(data, Goteborg.Id, "year", id, id, Instant.FromUtc(2023, 11, 30, 12, 0) + (later ?? Duration.Zero));
}
