using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>How a figure stands to its goal. What the report calls reached is never under, and the other way round.</summary>
public enum Standing
{
    /// <summary>There is no goal that a part of a year can be held against, or no figure.</summary>
    Unknown,

    /// <summary>In goal.</summary>
    Good,

    /// <summary>In goal with little to spare.</summary>
    Near,

    /// <summary>Not in goal.</summary>
    Under,
}

/// <summary>What a figure is held against, on the wall, on its page and in its receipt alike.</summary>
/// <param name="Indicator">The indicator of the report that has the target.</param>
/// <param name="Target">The target.</param>
/// <param name="Formula">How the indicator is calculated then.</param>
public sealed record Goal(Indicator Indicator, Target Target, IndicatorFormula Formula)
{
    // In per cent.
    private const decimal LittleToSpare = 2;

    /// <summary>
    /// The goals of a KPI about a unit, the nearest first: the unit's own; then those of the units above it and of the organisation, of which only limits hold for a part
    /// (a year's value is the whole's alone).
    /// </summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="kpi">The KPI.</param>
    /// <param name="unit">The unit; null is the whole organisation.</param>
    /// <param name="day">The day on which they hold.</param>
    public static IEnumerable<Goal> Of(Organisation organisation, string kpi, string? unit, LocalDate day) => UpFrom(organisation, unit)
        .SelectMany(at => organisation.Report.Indicators.Where(i => i.Unit == at && i.Only.Count == 0).SelectMany(i => At(i, kpi, day)))
        .Where(g => g.Indicator.Unit == unit || g.Target.Kind == TargetKind.Limit);

    /// <summary>Whether a figure is counted as it is meant.</summary>
    public bool IsBy(KpiRow figure) => Formula.Variant is { } variant ? figure.Variant == variant : figure.Contractual;

    /// <summary>How a figure stands to it: by the report's own judgement of the number that it would print. Only limits are judged.</summary>
    public Standing Judge(KpiRow? figure)
    {
        if (figure?.Value is not { } value || Target is not { Kind: TargetKind.Limit, Value: { } limit }) return Standing.Unknown;
        var printed = Indicator.Rounded(Indicator.PrintedAs == PrintUnit.Percent ? value * 100 : value);
        return Judgement.Of(printed, Target, limit, null) switch
        {
            TargetStatus.Met => Indicator.PrintedAs == PrintUnit.Percent && Math.Abs(printed - limit) < LittleToSpare ? Standing.Near : Standing.Good,
            TargetStatus.NotMet or TargetStatus.Partly => Standing.Under,
            _ => Standing.Unknown,
        };
    }

    private static IEnumerable<Goal> At(Indicator indicator, string kpi, LocalDate day)
    {
        var formula = indicator.Formulas.LastOrDefault(f => !(f.From > day)) ?? indicator.Formulas[0];
        if (formula.Kpi == kpi && !formula.IsEntered && indicator.TargetOf(day.Year, day) is { } target) yield return new Goal(indicator, target, formula);
    }

    private static IEnumerable<string?> UpFrom(Organisation organisation, string? unit)
    {
        for (var at = unit; at is not null; at = organisation.Units.FirstOrDefault(u => u.Id == at)?.Parent) yield return at;
        yield return null;
    }
}
