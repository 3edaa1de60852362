using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Warehouse.Tests;

/// <summary>Short forms of events.</summary>
internal static class Make
{
    public static readonly Instant Noon = Instant.FromUtc(2023, 3, 15, 12, 0);

    public static ServiceEvent Ticket(EventData data, string ticket = "T1", int minutes = 0, string? id = null, long revision = 0, string organisation = "default", string source = "desk")
        => ServiceEvent.Create(data, organisation, source, id ?? $"{ticket}-{data.GetType().Name}-{minutes}", ticket, Noon + Duration.FromMinutes(minutes), revision);

    public static ServiceEvent Statement(EventData data, int subject, int minutes = 0, long revision = 0)
        => ServiceEvent.Create(data, "default", "uppföljning", $"{data.GetType().Name}-{subject}-{minutes}", $"{data.GetType().Name}-{subject}", Noon + Duration.FromMinutes(minutes), revision);

    public static ServiceEvent Rating(decimal rating, string answer, decimal low = 0, decimal high = 5, string? ticket = null, int minutes = 0, long revision = 0, string? unit = null, string organisation = "default")
        => ServiceEvent.Create(
            new SurveyRated { Rating = rating, ScaleLow = low, ScaleHigh = high, Ticket = ticket, Unit = unit }, organisation, "enkät", answer, answer, Noon + Duration.FromMinutes(minutes), revision);

    public static ServiceEvent Result(decimal mean, int answers, string survey, decimal low = 1, decimal high = 4, long revision = 0, string organisation = "default")
        => ServiceEvent.Create(new SurveyResult { Mean = mean, Answers = answers, ScaleLow = low, ScaleHigh = high }, organisation, "enkät", survey, survey, Noon, revision);

    public static ServiceEvent Call(ContactOutcome outcome, decimal? wait, string call = "C1", int minutes = 0, long revision = 0, string? unit = null, Instant? at = null, string organisation = "default", string? ticket = null)
        => ServiceEvent.Create(
            new ContactRecorded { Outcome = outcome, WaitSeconds = wait, Unit = unit, Ticket = ticket }, organisation, "phones", call, call,
            (at ?? Noon) + Duration.FromMinutes(minutes), revision);

    public static ServiceEvent Contact(EventData data, string call, int minutes = 0, string? id = null, long revision = 0, string organisation = "default")
        => ServiceEvent.Create(data, organisation, "phones", id ?? $"{call}-{data.GetType().Name}-{minutes}", call, Noon + Duration.FromMinutes(minutes), revision);

    public static ServiceEvent Count(decimal count, string period = "2023-03", string measure = "supplier-invoices", long revision = 0, MeasureKind kind = MeasureKind.Flow, HandlingMode? handling = null, string unit = "Ekonomi")
        => ServiceEvent.Create(
            new VolumeCounted { Measure = measure, Period = period, Count = count, Kind = kind, Handling = handling, Unit = unit }, "default", "counts",
            $"{measure}/{unit}/{period}/{handling}", $"{measure}/{unit}", Noon, revision);
}
