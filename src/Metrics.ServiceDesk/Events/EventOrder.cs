namespace Metrics.ServiceDesk.Events;

/// <summary>
/// The one order in which events of a subject are read: time, then the order of a life (opened before resolved), then the
/// event's hash, so that events sharing a minute fold the same way whatever order they arrived in.
/// </summary>
public sealed class EventOrder : IComparer<ServiceEvent>
{
    private static readonly EventOrder Instance = new();

    /// <summary>The events in order.</summary>
    public static ServiceEvent[] Sorted(IEnumerable<ServiceEvent> events)
    {
        var sorted = events.ToArray();
        Array.Sort(sorted, Instance);
        return sorted;
    }

    /// <inheritdoc/>
    public int Compare(ServiceEvent? x, ServiceEvent? y)
    {
        var byTime = x!.Time.CompareTo(y!.Time);
        if (byTime != 0) return byTime;
        var byType = x.Type.Order.CompareTo(y.Type.Order);
        return byType != 0 ? byType : x.Key.CompareTo(y.Key);
    }
}
