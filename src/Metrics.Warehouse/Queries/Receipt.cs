using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>A calendar or policy that decided some of the facts counted.</summary>
/// <param name="Name">Its id, and for a policy from when its version holds.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Says">Its hours or promises, in words.</param>
/// <param name="Facts">How many of the facts counted it decided.</param>
public sealed record TermsUsed(string Name, Label Label, Label Says, long Facts);

/// <summary>Facts that a figure leaves out.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
public sealed record Excluded(Label Reason, long Count);

/// <summary>A major incident that lasted in a figure's period, in its unit or in none that is named: what may be behind it.</summary>
/// <param name="Ticket">Its ticket.</param>
/// <param name="Unit">The unit it touched; null where none is named.</param>
/// <param name="Service">The service it touched; null where none is named.</param>
/// <param name="From">Since when, in the organisation's zone.</param>
/// <param name="Until">When it was solved; null when it isn't.</param>
public sealed record Disturbance(string Ticket, string? Unit, string? Service, OffsetDateTime From, OffsetDateTime? Until);

/// <summary>Where a figure comes from.</summary>
/// <param name="Figure">The figure, from cells.</param>
/// <param name="Variants">All ways to calculate it.</param>
/// <param name="Formula">How it is calculated, in words and measures.</param>
/// <param name="Version">The formula's version.</param>
/// <param name="Assumes">What it assumes where the documents leave it open.</param>
/// <param name="Included">Facts counted, straight from the facts.</param>
/// <param name="RecountedNumerator">The numerator counted anew from the facts.</param>
/// <param name="RecountedDenominator">The denominator counted anew from the facts.</param>
/// <param name="Excluded">Facts left out, with the reason.</param>
/// <param name="Events">Events behind the included facts.</param>
/// <param name="LastKnownAt">When the last of those events became known, UTC.</param>
/// <param name="Calendars">The opening hours that decided it.</param>
/// <param name="Policies">The promises that decided it.</param>
public sealed record Receipt(
    KpiRow Figure, IReadOnlyList<KpiRow> Variants, string Formula, int Version, Label? Assumes, long Included,
    decimal? RecountedNumerator, decimal? RecountedDenominator, IReadOnlyList<Excluded> Excluded, long Events, DateTime? LastKnownAt, IReadOnlyList<TermsUsed> Calendars, IReadOnlyList<TermsUsed> Policies)
{
    /// <summary>The receipts of the KPIs that it is made of; empty for one that counts facts itself.</summary>
    public IReadOnlyList<Receipt> Parts { get; init; } = [];

    /// <summary>The major incidents of its period; empty for one without days, and for the numbers of a report.</summary>
    public IReadOnlyList<Disturbance> Disturbances { get; init; } = [];

    /// <summary>Whether counting the facts gives the cells' figure again.</summary>
    public bool Agrees => Figure.Numerator == RecountedNumerator && Figure.Denominator == RecountedDenominator;
}
