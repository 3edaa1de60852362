using System.ComponentModel.DataAnnotations;
using NodaTime;

namespace Metrics.ServiceDesk.Events;

/// <summary>Whether counts of a measure add up over time or are levels.</summary>
public enum MeasureKind
{
    /// <summary>Adds up: invoices, payslips, FTE-months.</summary>
    Flow,

    /// <summary>A level at a time: computers, storage.</summary>
    Stock,
}

/// <summary>How the work was handled (hanteringssätt).</summary>
public enum HandlingMode
{
    /// <summary>By a person.</summary>
    Manual,

    /// <summary>Arrived or left electronically.</summary>
    Electronic,

    /// <summary>By a robot.</summary>
    Automated,
}

/// <summary>A count of a measure for a unit, customer and day or month.</summary>
public sealed record VolumeCounted : ScopedData
{
    /// <summary>What is counted: supplier-invoices, payslips, computers, ….</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string Measure { get; init; }

    /// <summary>The day (2021-03-31) or the month (2021-03) it is counted for.</summary>
    [RegularExpression(PeriodText.Pattern)] public required string Period { get; init; }

    /// <summary>Flow or stock.</summary>
    public required MeasureKind Kind { get; init; }

    /// <summary>How it was handled, when the count is split so.</summary>
    public HandlingMode? Handling { get; init; }

    /// <summary>How many; a restated total is a correction.</summary>
    [Range(-Limits.Count, Limits.Count)] public required decimal Count { get; init; }
}

/// <summary>The textual form of a day or month in an event.</summary>
public static class PeriodText
{
    /// <summary>2021-03 or 2021-03-31, 1970–2199.</summary>
    public const string Pattern = @"^(19[7-9][0-9]|2[01][0-9][0-9])-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$";
}

/// <summary>One answer to a survey.</summary>
public sealed record SurveyRated : ScopedData
{
    /// <summary>The answer, on the scale beside it.</summary>
    [Range(-1000, 1000)] public required decimal Rating { get; init; }

    /// <summary>The scale's worst value.</summary>
    [Range(-1000, 1000)] public required decimal ScaleLow { get; init; }

    /// <summary>The scale's best value.</summary>
    [Range(-1000, 1000)] public required decimal ScaleHigh { get; init; }

    /// <summary>The ticket it is about.</summary>
    [StringLength(Limits.Identity, MinimumLength = 1)] public string? Ticket { get; init; }
}

/// <summary>The outcome of a whole survey.</summary>
public sealed record SurveyResult : ScopedData
{
    /// <summary>The mean or index.</summary>
    [Range(-1000, 1000)] public required decimal Mean { get; init; }

    /// <summary>The scale's worst value.</summary>
    [Range(-1000, 1000)] public required decimal ScaleLow { get; init; }

    /// <summary>The scale's best value.</summary>
    [Range(-1000, 1000)] public required decimal ScaleHigh { get; init; }

    /// <summary>How many answered.</summary>
    [Range(0, 1_000_000_000)] public required int Answers { get; init; }

    /// <summary>Share of those asked who answered, 0–1.</summary>
    [Range(0, 1)] public decimal? ResponseRate { get; init; }
}

/// <summary>Whom a value that is broken down by sex is about.</summary>
public enum Sex
{
    /// <summary>Women (kvinnor).</summary>
    Women,

    /// <summary>Men (män).</summary>
    Men,
}

/// <summary>A value that no event explains, entered with its source: NKI, sjukfrånvaro, a cost.</summary>
public sealed record IndicatorReported : ScopedData
{
    /// <summary>The indicator's id in the catalogue.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string Indicator { get; init; }

    /// <summary>The day or month it is valid for.</summary>
    [RegularExpression(PeriodText.Pattern)] public required string Period { get; init; }

    /// <summary>The value, in the indicator's unit.</summary>
    [Range(-Limits.Count, Limits.Count)] public required decimal Value { get; init; }

    /// <summary>Where it was read: the system or document.</summary>
    [StringLength(Limits.Text, MinimumLength = 1)] public required string ReadFrom { get; init; }

    /// <summary>The sex it is about, when broken down.</summary>
    public Sex? Sex { get; init; }
}

/// <summary>The organisation decided what it expects of the year.</summary>
public sealed record PrognosisDecided : ScopedData
{
    /// <summary>The measure or indicator.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string Measure { get; init; }

    /// <summary>The year it is about.</summary>
    [Range(1970, 2199)] public required int Year { get; init; }

    /// <summary>The expected outcome.</summary>
    [Range(-Limits.Count, Limits.Count)] public required decimal Value { get; init; }

    /// <summary>The role that decided, never a person's name.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string By { get; init; }
}

/// <summary>A planner expects something else of the year than the model does.</summary>
public sealed record PrognosisOverridden : ScopedData
{
    /// <summary>The measure or indicator.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string Measure { get; init; }

    /// <summary>The year it is about.</summary>
    [Range(1970, 2199)] public required int Year { get; init; }

    /// <summary>The expected outcome.</summary>
    [Range(-Limits.Count, Limits.Count)] public required decimal Value { get; init; }

    /// <summary>The role that judges so, never a person's name.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string By { get; init; }

    /// <summary>What the model doesn't know.</summary>
    [StringLength(Limits.Text, MinimumLength = 1)] public required string Reason { get; init; }
}

/// <summary>Something known will change a measure from a date on.</summary>
public sealed record PlannedChange : ScopedData
{
    /// <summary>The measure it changes.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string Measure { get; init; }

    /// <summary>The first day it holds.</summary>
    [RegularExpression(PeriodText.Pattern)] public required string From { get; init; }

    /// <summary>How much a month it adds (or takes away).</summary>
    [Range(-Limits.Count, Limits.Count)] public required decimal SizePerMonth { get; init; }

    /// <summary>Why.</summary>
    [StringLength(Limits.Text, MinimumLength = 1)] public required string Reason { get; init; }
}

/// <summary>Before and after a date a measure is not the same thing.</summary>
public sealed record SeriesBreak : ScopedData
{
    /// <summary>The measure.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string Measure { get; init; }

    /// <summary>The first day of the new series.</summary>
    [RegularExpression(PeriodText.Pattern)] public required string From { get; init; }

    /// <summary>The jump it made, when known.</summary>
    [Range(-Limits.Count, Limits.Count)] public decimal? Size { get; init; }

    /// <summary>Why.</summary>
    [StringLength(Limits.Text, MinimumLength = 1)] public required string Reason { get; init; }
}
