using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;

namespace Metrics.Reporting;

/// <summary>A row of a report: an indicator, its outcomes and its targets, in the unit that the document prints.</summary>
public sealed record ReportRow
{
    /// <summary>The section it stands in.</summary>
    public required ReportSection Section { get; init; }

    /// <summary>The indicator.</summary>
    public required Indicator Indicator { get; init; }

    /// <summary>What it is called on the report's last day; in a section by members, the member.</summary>
    public required string Label { get; init; }

    /// <summary>The member that it is about, as events name it, empty for none; null outside sections by members.</summary>
    public string? Member { get; init; }

    /// <summary>How much a member changed from the period before.</summary>
    public decimal? Moved { get; init; }

    /// <summary>What the indicator's unit is called on the report's last day; null is the whole organisation.</summary>
    public string? Unit { get; init; }

    /// <summary>The outcomes of its columns, and those that every report can be asked for.</summary>
    public IReadOnlyDictionary<string, Outcome> Outcomes { get; init; } = new Dictionary<string, Outcome>();

    /// <summary>The outcome from January to the same day last year; for a tertial or year, of the whole one last year.</summary>
    public decimal? OutcomeYtdLastYear => Number(ReportColumn.OutcomeYtdLastYear);

    /// <summary>The outcome from January to the period's end; for a tertial, from its beginning.</summary>
    public decimal? OutcomeYtd => Number(ReportColumn.OutcomeYtd);

    /// <summary>The outcome of the twelve months to the period's end.</summary>
    public decimal? R12 => Number(ReportColumn.R12);

    /// <summary>What the target asks for until then.</summary>
    public decimal? TargetYtd { get; init; }

    /// <summary>The target that holds, with the decision it came from; null when there is none.</summary>
    public Target? Target { get; init; }

    /// <summary>The targets that other levels set beside it, each with how the outcome stands to it.</summary>
    public IReadOnlyList<(Target Target, TargetStatus Status)> OtherTargets { get; init; } = [];

    /// <summary>The target that next year's plan sets; null when there is none.</summary>
    public Target? TargetNextYear { get; init; }

    /// <summary>What was decided to expect of the year, last; null when nothing was.</summary>
    public DecidedPrognosis? Decided { get; init; }

    /// <summary>What a planner expects of the year instead of the model, last; null when nobody does.</summary>
    public DecidedPrognosis? Override { get; init; }

    /// <summary>What the model expects of the year; null when it has nothing to go by, or the section doesn't ask for it.</summary>
    public ModelPrognosis? Model { get; init; }

    /// <summary>The report's month, when it is far from what the model expected of it; null when it isn't, or still runs.</summary>
    public UnusualFigure? Unusual { get; init; }

    /// <summary>The days of that month that are far from what the model expected of them.</summary>
    public IReadOnlyList<UnusualFigure> UnusualDays { get; init; } = [];

    /// <summary>Whether what was decided can hardly come true: the months to come would have to be where the model expects one year in twenty at most.</summary>
    public bool IsDecidedOutOfReach => Decided is { } decided && Model?.IsOutOfReach(decided.Value) == true;

    /// <summary>What the year is held against its target by: what was decided, while it can come true, else what the model expects; of a year that is over, what came.</summary>
    public decimal? Expected => Decided is { } decided && !IsDecidedOutOfReach && Model?.IsOver != true ? decided.Value : Model?.Value;

    /// <summary>The outcome against the target so far.</summary>
    public TargetStatus Status { get; init; }

    /// <summary>How the year will end against its target, by what is expected.</summary>
    public TargetStatus ForecastStatus { get; init; }

    /// <summary>The days within what the row shows from which it is not the same thing as before.</summary>
    public IReadOnlyList<DeclaredBreak> Breaks { get; init; } = [];

    /// <summary>What the KPIs behind it assume where documents leave it open.</summary>
    public IReadOnlyList<Label> Assumptions { get; init; } = [];

    /// <summary>What is said of it; null when nothing is.</summary>
    public string? Commentary { get; init; }

    /// <summary>Its last 24 months; empty unless asked for.</summary>
    public IReadOnlyList<(string Month, decimal? Value)> Trend { get; init; } = [];

    /// <summary>Where an entered outcome was read; null for one that events explain.</summary>
    public string? ReadFrom => Outcomes.Values.Select(o => o.Entered?.ReadFrom).FirstOrDefault(from => from is not null);

    /// <summary>The number in a column; null when it is unknown or the column holds words.</summary>
    public decimal? Number(string column) => column switch
    {
        ReportColumn.TargetYtd => TargetYtd,
        ReportColumn.TargetYear => Target?.Value,
        ReportColumn.TargetNextYear => TargetNextYear?.Value,
        ReportColumn.ForecastDecided => Decided?.Value,
        ReportColumn.ForecastModel => Model?.Value,
        ReportColumn.Change => Moved ?? (Number(ReportColumn.OutcomePeriod) - Number(ReportColumn.OutcomePeriodBefore)),
        _ => Outcomes.GetValueOrDefault(column)?.Value,
    };
}
