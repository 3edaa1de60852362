using Metrics.Host.Demo.Live;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Tests.Live;

/// <summary>Simulated days of the shipped organisation, made once a seed.</summary>
internal static class Day
{
    private static readonly Dictionary<int, ServiceEvent[]> Made = [];

    public static PipelineFolder Pipelines { get; } = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    public static Organisation Organisation { get; } = Pipelines.Organisation(SimulatedDay.OrganisationId);

    public static SimulatedDay Of(int seed) => new(Organisation, SimulatedDay.CommonDate, seed);

    public static ServiceEvent[] Events(int seed)
    {
        lock (Made) return Made.TryGetValue(seed, out var made) ? made : Made[seed] = [.. Of(seed).Events()];
    }

    public static byte[] Bytes(IEnumerable<ServiceEvent> events)
    {
        using var stream = new MemoryStream();
        using var writer = new Intake.CloudEvents.CloudEventWriter(stream);
        foreach (var e in events) writer.Write(e);
        return stream.ToArray();
    }

    public static LocalTime Clock(ServiceEvent e) => e.Time.InZone(Organisation.Zone).TimeOfDay;
}
