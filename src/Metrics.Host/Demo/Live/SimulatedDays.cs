using Metrics.Pipelines;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Simulated days one after the other, played into a running service by a clock that both live by.</summary>
public static class SimulatedDays
{
    private const int Seed = 20250310;
    private const int DaysBefore = 8 * 7;

    /// <summary>When a day is looked at from, unless told otherwise: 07:00.</summary>
    public static LocalTime Morning { get; } = new(7, 0);

    /// <summary>A clock that shows a local time of the organisation now.</summary>
    /// <param name="pipelines">The configuration.</param>
    /// <param name="begins">The time.</param>
    /// <param name="speed">Simulated seconds in a real one.</param>
    public static SimulatedClock Clock(PipelineFolder pipelines, LocalDateTime begins, double speed)
        => new(TimeProvider.System, pipelines.Organisation(SimulatedDay.OrganisationId).Zone.AtLeniently(begins).ToInstant(), speed);

    /// <summary>Writes the contacts of the weeks before a day, each known when it happened, as the demo's source reads them.</summary>
    /// <param name="pipelines">The configuration.</param>
    /// <param name="date">The day.</param>
    /// <param name="file">The file.</param>
    public static void WriteContactsBefore(PipelineFolder pipelines, LocalDate date, string file)
    {
        var organisation = pipelines.Organisation(SimulatedDay.OrganisationId);
        var days = Enumerable.Range(1, DaysBefore).Select(d => date.PlusDays(-d)).Where(d => d.DayOfWeek <= IsoDayOfWeek.Friday).OrderBy(d => d);
        DemoData.Write(file, days.SelectMany(d => new SimulatedDay(organisation, d, Seed + d.DayOfYear).Events()).Where(e => e.Type.Family == EventFamily.Contact));
    }

    /// <summary>Plays the day and those after it, until it is stopped.</summary>
    /// <param name="pipelines">The configuration.</param>
    /// <param name="date">The first day.</param>
    /// <param name="clock">The clock that the service lives by.</param>
    /// <param name="service">The service's address.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task PlayAsync(PipelineFolder pipelines, LocalDate date, SimulatedClock clock, Uri service, CancellationToken cancellation)
    {
        var organisation = pipelines.Organisation(SimulatedDay.OrganisationId);
        var sink = new HttpSink(service, null, TimeProvider.System);
        await using (sink.ConfigureAwait(false))
        {
            for (var day = date; !cancellation.IsCancellationRequested; day = day.PlusDays(1))
                await new DayPlayer(sink, clock).PlayAsync(new SimulatedDay(organisation, day, Seed + day.DayOfYear).Events(), cancellation).ConfigureAwait(false);
        }
    }
}
