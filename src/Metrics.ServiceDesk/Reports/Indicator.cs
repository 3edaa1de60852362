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

    /// <summary>Hours.</summary>
    Hours,

    /// <summary>An amount, in the unit that its label names.</summary>
    Amount,

    /// <summary>A grade on a scale.</summary>
    Score,
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
    public required IReadOnlyList<DatedName> Labels { get; init; }

    /// <summary>The unit it is about, with the units below it; null is the whole organisation.</summary>
    public string? Unit { get; init; }

    /// <summary>The other members it is cut to: a channel, a service, a case type, ….</summary>
    public IReadOnlyDictionary<Dimension, string> Only { get; init; } = new Dictionary<Dimension, string>();

    /// <summary>How it is calculated, in order of time.</summary>
    public required IReadOnlyList<IndicatorFormula> Formulas { get; init; }

    /// <summary>How it is written.</summary>
    public required PrintUnit PrintedAs { get; init; }

    /// <summary>Decimals that the report prints.</summary>
    public int Decimals { get; init; }

    /// <summary>The step its numbers are rounded to where a document says "about": 1 000; null is by the decimals alone.</summary>
    public decimal? RoundedTo { get; init; }

    /// <summary>What is assumed where the documents leave it open; null when nothing is.</summary>
    public string? Assumes { get; init; }

    /// <summary>Its targets.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>What it is called on a day.</summary>
    public string LabelOn(LocalDate day) => DatedName.On(Labels, day);

    /// <summary>The targets of a year that hold on a day, one a level: the one decided last; in the order in which the levels are named.</summary>
    public IReadOnlyList<Target> TargetsOf(int year, LocalDate asOf) => [.. Targets.GroupBy(t => t.Level)
        .Select(level => level.Where(t => t.Year == year && t.DecidedOn <= asOf).MaxBy(t => t.DecidedOn)).OfType<Target>()];

    /// <summary>The target of a year that holds on a day at the level named first; null when there is none.</summary>
    public Target? TargetOf(int year, LocalDate asOf) => TargetsOf(year, asOf) is [var first, ..] ? first : null;

    /// <summary>What a target asks of some days, to the indicator's decimals; null for a trend or without a target.</summary>
    public decimal? Asked(Target? target, DateInterval days) => target?.Of(days) is { } asked ? decimal.Round(asked, Decimals, MidpointRounding.AwayFromZero) : null;

    /// <summary>A number as the report prints it: rounded to its step and decimals, halves away from zero.</summary>
    public decimal Rounded(decimal value) => RoundedTo is { } step
        ? decimal.Round(value / step, 0, MidpointRounding.AwayFromZero) * step
        : decimal.Round(value, Decimals, MidpointRounding.AwayFromZero);
}
