using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>How a row stands to its target.</summary>
public enum TargetStatus
{
    /// <summary>There is nothing to judge by.</summary>
    NotAssessable,

    /// <summary>It is reached.</summary>
    Met,

    /// <summary>It is nearly reached.</summary>
    Partly,

    /// <summary>It is not reached.</summary>
    NotMet,
}

/// <summary>A row of a report: an indicator, its outcomes and its target, in the unit that the document prints.</summary>
public sealed record ReportRow
{
    /// <summary>The section it stands in.</summary>
    public required ReportSection Section { get; init; }

    /// <summary>The indicator.</summary>
    public required Indicator Indicator { get; init; }

    /// <summary>What it is called on the report's last day.</summary>
    public required string Label { get; init; }

    /// <summary>The outcome from January to the same day last year; for a tertial or year, of the whole one last year.</summary>
    public decimal? OutcomeYtdLastYear { get; init; }

    /// <summary>The outcome from January to the period's end; for a tertial, from its beginning.</summary>
    public decimal? OutcomeYtd { get; init; }

    /// <summary>What the target asks for until then.</summary>
    public decimal? TargetYtd { get; init; }

    /// <summary>The target that holds, with the decision it came from; null when there is none.</summary>
    public Target? Target { get; init; }

    /// <summary>The outcomes of whole years before, by year, where the section shows them.</summary>
    public IReadOnlyDictionary<int, decimal?> Years { get; init; } = new Dictionary<int, decimal?>();

    /// <summary>What was decided to expect of the year, last; null when nothing was.</summary>
    public Warehouse.Queries.DecidedPrognosis? Decided { get; init; }

    /// <summary>Where an entered outcome was read; null for one that events explain.</summary>
    public string? ReadFrom { get; init; }

    /// <summary>Where entered outcomes of whole years before were read; null when events explain them.</summary>
    public string? YearsReadFrom { get; init; }

    /// <summary>The outcome of the twelve months to the period's end.</summary>
    public decimal? R12 { get; init; }

    /// <summary>The outcome against the target so far.</summary>
    public TargetStatus Status { get; init; }
}

/// <summary>An organisation's report of a period.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Period">The period as asked for: <c>2023-11</c>.</param>
/// <param name="From">Its first day.</param>
/// <param name="Until">The first day after it, or after the last day with data when it is still running.</param>
/// <param name="IsRunning">Whether it is still running.</param>
/// <param name="Rows">Its rows, section by section.</param>
public sealed record Report(Organisation Organisation, string Period, LocalDate From, LocalDate Until, bool IsRunning, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>The last day of a section's tertial when that is not over; null when it is, and for sections by the month.</summary>
    public LocalDate? RunningUntil(ReportSection section)
    {
        if (section.Period == ServiceDesk.Time.PeriodKind.Month) return null;
        var end = ServiceDesk.Time.PeriodKey.EndOf(section.Period, Until.PlusDays(-1));
        return end > Until ? end.PlusDays(-1) : null;
    }
}
