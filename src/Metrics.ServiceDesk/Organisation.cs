using NodaTime;

namespace Metrics.ServiceDesk;

/// <summary>An organisation and its settings.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Zone">The zone its figures are reported in.</param>
/// <param name="ServiceLevelSeconds">Thresholds of the service level, the contractual one first.</param>
/// <param name="ShortAbandonSeconds">A contact abandoned within this many seconds is a short abandon.</param>
/// <param name="ResolutionHours">Thresholds of the resolution time, in opening hours, the contractual one first.</param>
/// <param name="Terms">When it is open and what it has promised.</param>
public sealed record Organisation(
    string Id, Kpis.Label Label, DateTimeZone Zone, IReadOnlyList<int> ServiceLevelSeconds, int ShortAbandonSeconds,
    IReadOnlyList<int> ResolutionHours, Sla.ServiceTerms Terms)
{
    /// <summary>What it reports.</summary>
    public Reports.ReportLayout Report { get; init; } = Reports.ReportLayout.None;

    /// <summary>The id of the organisation of events that name none.</summary>
    public const string DefaultId = "default";

    /// <summary>The thresholds that KPIs over some facts are counted for, the contractual one first: seconds for contacts, hours for tickets.</summary>
    public IReadOnlyList<int> Thresholds(Kpis.FactKind fact) => fact == Kpis.FactKind.Contact ? ServiceLevelSeconds : ResolutionHours;

    /// <summary>The local day of an instant.</summary>
    public LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;
}
