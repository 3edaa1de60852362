using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.ServiceDesk.Reports;

/// <summary>How an indicator's numbers are written.</summary>
public enum PrintUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Per cent: a share of 0.86 is 86.</summary>
    Percent,

    /// <summary>Days.</summary>
    Days,

    /// <summary>An amount, in the unit that its label names.</summary>
    Amount,
}

/// <summary>How an indicator is calculated from a day on: which KPI, by which variant, of which part.</summary>
/// <param name="From">The first day; null is since always.</param>
/// <param name="Kpi">The KPI.</param>
/// <param name="Variant">The variant; null is the contractual one.</param>
/// <param name="IsEntered">Whether it is no KPI but the last value that somebody entered under that id.</param>
public sealed record IndicatorFormula(LocalDate? From, string Kpi, string? Variant, bool IsEntered = false);

/// <summary>A row of an organisation's report.</summary>
public sealed record Indicator
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What the report calls it, from which day on; the first since always.</summary>
    public required IReadOnlyList<(LocalDate? From, string Label)> Labels { get; init; }

    /// <summary>The unit it is about; null is the whole organisation.</summary>
    public string? Unit { get; init; }

    /// <summary>The channel it is about; null is all.</summary>
    public string? Channel { get; init; }

    /// <summary>How it is calculated, in order of time.</summary>
    public required IReadOnlyList<IndicatorFormula> Formulas { get; init; }

    /// <summary>How it is written.</summary>
    public required PrintUnit PrintedAs { get; init; }

    /// <summary>Decimals that the report prints.</summary>
    public int Decimals { get; init; }

    /// <summary>Its targets.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>What it is called on a day.</summary>
    public string LabelOn(LocalDate day) => Labels.Last(l => l.From is not { } from || from <= day).Label;

    /// <summary>The target of a year as decided by a day, the organisation's own level first.</summary>
    public Target? TargetOf(int year, LocalDate asOf) => Targets.Where(t => t.Year == year && t.DecidedOn <= asOf).MaxBy(t => t.DecidedOn);
}

/// <summary>A section of a report: a table with columns of its own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its heading.</param>
/// <param name="Period">How often its indicators are followed: month, tertial or year.</param>
/// <param name="Columns">Its columns: key and heading.</param>
/// <param name="Indicators">The ids of its indicators, in order.</param>
public sealed record ReportSection(
    string Id, Label Label, Time.PeriodKind Period, IReadOnlyList<(string Key, string Heading)> Columns, IReadOnlyList<string> Indicators);

/// <summary>What an organisation reports.</summary>
/// <param name="Indicators">Its indicators.</param>
/// <param name="Sections">The sections of its report, in order.</param>
public sealed record ReportLayout(IReadOnlyList<Indicator> Indicators, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>Nothing to report.</summary>
    public static ReportLayout None { get; } = new([], []);

    /// <summary>The target of a KPI on a day, where an indicator about the same unit has one.</summary>
    public Target? TargetOf(string kpi, string? unit, LocalDate day) => Indicators
        .Where(i => i.Unit == unit && i.Channel is null && i.Formulas.Any(f => f.Kpi == kpi && !f.IsEntered))
        .Select(i => i.TargetOf(day.Year, day)).FirstOrDefault(t => t is not null);
}
