using Metrics.Host.Live;
using Metrics.Host.Tests.Live;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Tests.Alarms;

/// <summary>A database file whose clock stands at ten on a working day.</summary>
internal sealed class AlarmDesk : IDisposable
{
    public static readonly Organisation Centre = LiveDesk.Pipelines.Organisation("demo-live");
    public static readonly Instant Ten = Instant.FromUtc(2025, 3, 11, 9, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("metrics-alarms-").FullName;

    public AlarmDesk() => Warehouse = Open();

    public OpenWarehouse Warehouse { get; private set; }

    /// <summary>As a service that starts again.</summary>
    public void Reopen()
    {
        Warehouse.Dispose();
        Warehouse = Open();
    }

    public Task TellAsync(params IEnumerable<EventData> data)
    {
        ServiceEvent[] events = [.. data.Select(d => ServiceEvent.Create(d, Centre.Id, "växeln", $"{Guid.NewGuid()}", d is ContactOffered or ContactAnswered ? "one" : $"{Guid.NewGuid()}", Ten - Duration.FromMinutes(d is ContactOffered ? 11 : 1)))];
        return Warehouse.WriteAsync(w => w.Commit(new Batch(events, [], [], events.Length)), CancellationToken.None);
    }

    public Task<IReadOnlyList<AlarmChange>> KeepAsync(params AlarmChange[] changes) => Warehouse.WriteAsync(w => new AlarmQuery(w).Keep(Centre, changes), CancellationToken.None);

    public Task<IReadOnlyList<AlarmChange>> LogAsync() => Warehouse.AskAsync(w => new AlarmQuery(w).Log(Centre, 0, 1000), CancellationToken.None);

    public static AlarmChange Raised(string thing, Instant at) => new(Alarm.IdOf(Centre.Id, new AlarmSubject("silent", null, thing), at), new AlarmSubject("silent", null, thing), AlarmStep.Raised, at, 0.5m);

    public void Dispose()
    {
        Warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private OpenWarehouse Open() => new(Path.Combine(_folder, "metrics.duckdb"), LiveDesk.Pipelines, new StandingClock(Ten));
}
