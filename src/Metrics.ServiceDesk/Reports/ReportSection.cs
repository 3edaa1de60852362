using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.ServiceDesk.Reports;

/// <summary>An indicator's place in a section, and when it stands there: periodicity changes with time.</summary>
/// <param name="Indicator">Its id.</param>
/// <param name="From">The first day of a report that has it; null is since always.</param>
/// <param name="Until">The first day of a report that no longer has it; null is still.</param>
public sealed record SectionRow(string Indicator, LocalDate? From = null, LocalDate? Until = null)
{
    /// <summary>Whether a report that reaches to a day has it.</summary>
    public bool IsThere(LocalDate day) => !(From > day) && !(Until <= day);
}

/// <summary>A section of a report: a table with columns of its own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its heading.</param>
/// <param name="Period">How often its indicators are followed: month, tertial or year.</param>
/// <param name="Columns">Its columns: key and heading.</param>
/// <param name="Indicators">Its indicators, in order.</param>
public sealed record ReportSection(
    string Id, Label Label, PeriodKind Period, IReadOnlyList<(string Key, string Heading)> Columns, IReadOnlyList<SectionRow> Indicators)
{
    /// <summary>The reports that have it: of a month, tertial or year; empty is by its period.</summary>
    public IReadOnlyList<PeriodKind> In { get; init; } = [];

    /// <summary>A row for each member of this dimension instead of one an indicator; null is none.</summary>
    public Dimension? Per { get; init; }

    /// <summary>At most so many members, those that changed most first; null is all, the largest first.</summary>
    public int? MovedMost { get; init; }

    /// <summary>Whether the report of a period has it: without a word of its own, a month's has every section, others those followed as often or oftener.</summary>
    public bool IsIn(PeriodKind report) => In.Count > 0 ? In.Contains(report) : Period <= report || report == PeriodKind.Month;
}

/// <summary>What an organisation reports.</summary>
/// <param name="Indicators">Its indicators.</param>
/// <param name="Sections">The sections of its report, in order.</param>
public sealed record ReportLayout(IReadOnlyList<Indicator> Indicators, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>The sections of the report that a customer gets; empty when customers get none.</summary>
    public IReadOnlyList<ReportSection> ForCustomers { get; init; } = [];

    /// <summary>The organisation's own words for how an indicator stands; the common ones where it has none.</summary>
    public IReadOnlyDictionary<TargetStatus, string> Words { get; init; } = new Dictionary<TargetStatus, string>();

    /// <summary>Nothing to report.</summary>
    public static ReportLayout None { get; } = new([], []);

    /// <summary>An indicator by its id.</summary>
    public Indicator Indicator(string id) => Indicators.First(i => i.Id == id);
}
