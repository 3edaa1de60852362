using NodaTime;

namespace Metrics.ServiceDesk;

/// <summary>An organisation and its settings.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Zone">The zone its figures are reported in.</param>
/// <param name="ServiceLevelSeconds">Thresholds of the service level, the contractual one first.</param>
/// <param name="ShortAbandonSeconds">A contact abandoned within this many seconds is a short abandon.</param>
public sealed record Organisation(
    string Id, Kpis.Label Label, DateTimeZone Zone, IReadOnlyList<int> ServiceLevelSeconds, int ShortAbandonSeconds)
{
    /// <summary>The id of the organisation of events that name none.</summary>
    public const string DefaultId = "default";

    /// <summary>The local day of an instant.</summary>
    public LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;
}
