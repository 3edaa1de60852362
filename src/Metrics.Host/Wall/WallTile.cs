using Metrics.Reporting;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Host.Wall;

/// <summary>A half-hour of today.</summary>
/// <param name="Start">When it starts.</param>
/// <param name="Offered">The contacts offered in it; null before it has begun.</param>
/// <param name="Expected">What it was forecast to bring before the day began; null where nothing is known to forecast from.</param>
/// <param name="ExpectedNow">What it is forecast to bring now that a part of the day is known; null when it is over, and where nothing is known.</param>
/// <param name="Low80">With <paramref name="High80"/>, the bounds that hold 80 %.</param>
/// <param name="High80">See <paramref name="Low80"/>.</param>
/// <param name="Unusual">Whether it lies outside what 95 % hold: above already, or below when it is over.</param>
public sealed record WallHalfHour(Instant Start, decimal? Offered, double? Expected, double? ExpectedNow, double? Low80, double? High80, bool Unusual);

/// <summary>The ticket that breaks its promise next.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Awaits">What is awaited: <c>response</c> or <c>resolution</c>.</param>
/// <param name="DueAt">When it is due by the promise in force.</param>
/// <param name="Left">The time left, in the promise's own time.</param>
public sealed record WallBreach(string Ticket, string Awaits, Instant DueAt, Duration Left);

/// <summary>A unit on the wall, or one of its channels. Every figure is a KPI's, asked as anybody can ask it.</summary>
public sealed record WallTile
{
    /// <summary>The unit; null is what names none.</summary>
    public string? Unit { get; init; }

    /// <summary>The channel; null is all of the unit's.</summary>
    public string? Channel { get; init; }

    /// <summary>What people call the unit.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is open.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>When it opens or closes next; null when never again.</summary>
    public Instant? ChangesAt { get; init; }

    /// <summary>Svarsservice today.</summary>
    public KpiRow? ServiceLevel { get; init; }

    /// <summary>The same of the quarter of an hour that runs and the one before.</summary>
    public KpiRow? ServiceLevelNow { get; init; }

    /// <summary>What it is held against; null where nobody has set a goal.</summary>
    public Goal? Goal { get; init; }

    /// <summary>How it stands.</summary>
    public Standing Status => Goal?.Judge(ServiceLevel) ?? Standing.Unknown;

    /// <summary>How many wait in its queues.</summary>
    public int Waiting { get; init; }

    /// <summary>Since when the one waits that has waited longest; null when nobody does.</summary>
    public Instant? LongestSince { get; init; }

    /// <summary>Other figures of today by KPI and variant, as <see cref="WallBuilder"/> asks for them; those of the month under <c>month:</c>.</summary>
    public IReadOnlyDictionary<string, KpiRow> Figures { get; init; } = new Dictionary<string, KpiRow>();

    /// <summary>What breaks next; null when nothing is promised that still can.</summary>
    public WallBreach? NextBreach { get; init; }

    /// <summary>Promises that are broken and not settled.</summary>
    public int Overdue { get; init; }

    /// <summary>Promises past their warning point.</summary>
    public int DueSoon { get; init; }

    /// <summary>Today's half-hours, those that are open or brought anything.</summary>
    public IReadOnlyList<WallHalfHour> HalfHours { get; init; } = [];

    /// <summary>Whether a source was silent for too long, so that its contacts' figures miss something.</summary>
    public bool IsStale { get; init; }

    /// <summary>When the last event happened that its contacts' figures rest on; null when none did.</summary>
    public Instant? LastEvent { get; init; }
}

/// <summary>A major incident on the wall.</summary>
/// <param name="Ticket">Its ticket.</param>
/// <param name="Touches">What it touches: service and unit, as people call them.</param>
/// <param name="Since">Since when.</param>
/// <param name="ToldAt">When it was last told of.</param>
public sealed record WallIncident(string Ticket, string Touches, Instant Since, Instant ToldAt);

/// <summary>A wall: an organisation's units now.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Now">By the service's clock.</param>
/// <param name="Tiles">The units, the worst first.</param>
/// <param name="Incidents">Major incidents that aren't solved.</param>
/// <param name="Sources">Its sources and how long they have been silent.</param>
/// <param name="Alarms">The alarms that aren't over, the newest first.</param>
public sealed record WallView(
    ServiceDesk.Organisation Organisation, Instant Now, IReadOnlyList<WallTile> Tiles, IReadOnlyList<WallIncident> Incidents, IReadOnlyList<ServiceDesk.SourceFreshness> Sources, IReadOnlyList<ServiceDesk.Alarms.Alarm> Alarms);
