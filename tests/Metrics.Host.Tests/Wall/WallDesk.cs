using Metrics.Host.Tests.Live;
using Metrics.Host.Wall;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using NodaTime;

namespace Metrics.Host.Tests.Wall;

/// <summary>The demo's service centre, some of its events, and a clock that stands.</summary>
internal sealed class WallDesk : IDisposable
{
    public static readonly Organisation Centre = LiveDesk.Pipelines.Organisation("demo-live");

    private int _told;

    /// <param name="now">By the wall clock of Stockholm.</param>
    public WallDesk(LocalDateTime now) => Warehouse = MetricsWarehouse.Open(":memory:", LiveDesk.Pipelines, new StandingClock(At(now)));

    public MetricsWarehouse Warehouse { get; }

    public static Instant At(LocalDateTime local) => Centre.Zone.AtLeniently(local).ToInstant();

    public void Tell(params IEnumerable<ServiceEvent> events)
    {
        ServiceEvent[] all = [.. events];
        Warehouse.Commit(new Batch(all, [], [], all.Length));
    }

    /// <summary>A whole contact: answered after some seconds, or given up.</summary>
    public ServiceEvent Contact(string unit, LocalDateTime at, decimal wait, ContactOutcome outcome = ContactOutcome.Answered, string channel = "telefon")
        => Event(new ContactRecorded { Unit = unit, Channel = channel, Outcome = outcome, WaitSeconds = wait }, at);

    public ServiceEvent Event(EventData data, LocalDateTime at, string? subject = null)
    {
        var id = $"{++_told}";
        return ServiceEvent.Create(data, Centre.Id, "växeln", id, subject ?? id, At(at));
    }

    public WallView Wall() => new WallBuilder(Warehouse, _ => null).Build(Centre);

    public WallTile Tile(string unit) => Wall().Tiles.Single(t => t.Unit == unit && t.Channel is null);

    public void Dispose() => Warehouse.Dispose();
}
