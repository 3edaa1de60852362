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

    /// <summary>Its units; empty when nothing is said of them.</summary>
    public IReadOnlyList<OrganisationPart> Units { get; init; } = [];

    /// <summary>Whom it serves, where more is to be said of them than their name in events.</summary>
    public IReadOnlyList<OrganisationPart> Customers { get; init; } = [];

    /// <summary>What robots save, by measure.</summary>
    public IReadOnlyList<SavedTime> SavedTime { get; init; } = [];

    /// <summary>How long its sources may be silent.</summary>
    public IReadOnlyList<StaleRule> Freshness { get; init; } = [];

    /// <summary>When somebody is to be told.</summary>
    public IReadOnlyList<Alarms.AlarmRule> Alarms { get; init; } = [];

    /// <summary>How long a source may be silent: its own rule, else its family's; null where nothing is said.</summary>
    public StaleRule? StaleRuleOf(Events.EventFamily family, string source)
        => Freshness.FirstOrDefault(r => r.Family == family && r.Source == source) ?? Freshness.FirstOrDefault(r => r.Family == family && r.Source is null);

    /// <summary>The id of the organisation of events that name none.</summary>
    public const string DefaultId = "default";

    /// <summary>Every threshold that KPIs over some facts are counted for: seconds for contacts, hours for tickets; the organisation's contractual one first.</summary>
    public IReadOnlyList<int> Thresholds(Kpis.FactKind fact) => fact != Kpis.FactKind.Contact
        ? ResolutionHours
        : [.. ServiceLevelSeconds.Concat(Units.SelectMany(u => u.ServiceLevelSeconds ?? [])).Distinct()];

    /// <summary>The threshold that a unit's contract names: its own, else that of the unit above it, else the organisation's.</summary>
    public int ContractualThreshold(Kpis.FactKind fact, string? unit)
    {
        if (fact != Kpis.FactKind.Contact) return ResolutionHours[0];
        for (var at = Part(unit); at is not null; at = Part(at.Parent))
        {
            if (at.ServiceLevelSeconds is { Count: > 0 } own) return own[0];
        }

        return ServiceLevelSeconds[0];

        OrganisationPart? Part(string? id) => Units.FirstOrDefault(u => u.Id == id);
    }

    /// <summary>A unit and all units below it; just the unit where nothing is known of it.</summary>
    public IReadOnlyList<string> WithBelow(string unit)
    {
        var all = new List<string> { unit };
        for (var i = 0; i < all.Count; i++) all.AddRange(Units.Where(u => u.Parent == all[i]).Select(u => u.Id));
        return all;
    }

    /// <summary>What a unit is called on a day.</summary>
    public string UnitName(string unit, LocalDate day) => NameOf(Units, unit, day);

    /// <summary>What a customer is called on a day.</summary>
    public string CustomerName(string customer, LocalDate day) => NameOf(Customers, customer, day);

    /// <summary>The local day of an instant.</summary>
    public LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;

    private static string NameOf(IReadOnlyList<OrganisationPart> parts, string id, LocalDate day)
        => parts.FirstOrDefault(p => p.Id == id) is { } part ? DatedName.On(part.Names, day) : id;
}
