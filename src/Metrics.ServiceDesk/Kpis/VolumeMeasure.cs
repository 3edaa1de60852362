using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Kpis;

/// <summary>How a stock's values over a period become one.</summary>
public enum StockAggregate
{
    /// <summary>The last value.</summary>
    Last,

    /// <summary>The mean of the values.</summary>
    Mean,
}

/// <summary>A volume measure that the catalogue knows.</summary>
/// <param name="Id">Its id in events.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Kind">Flow or stock.</param>
/// <param name="Aggregate">For stocks, how a period's values become one.</param>
public sealed record VolumeMeasure(string Id, Label Label, MeasureKind Kind, StockAggregate Aggregate);

/// <summary>A KPI made for every volume measure.</summary>
/// <param name="IdTemplate">Its id, with <c>{measure}</c>.</param>
/// <param name="Version">The version of its formula.</param>
/// <param name="Label">Its label, with <c>{label}</c>; null is the measure's own.</param>
/// <param name="Says">How it is counted.</param>
/// <param name="Unit">What its value is.</param>
/// <param name="Direction">Which way is good.</param>
/// <param name="Handling">For shares and saved time: the handling modes that are counted.</param>
public sealed record VolumeKpi(
    string IdTemplate, int Version, Label? Label, Label Says, KpiUnit Unit, Direction Direction, IReadOnlyList<HandlingMode> Handling)
{
    /// <summary>Whether it is a share of all with a known handling mode.</summary>
    public bool IsShare => Unit == KpiUnit.Share;

    /// <summary>Whether it is what robots saved, in hours: only of measures that an organisation has measured it for.</summary>
    public bool IsSavedTime => Unit == KpiUnit.Hours;

    /// <summary>Whether there is such a KPI of a measure in an organisation.</summary>
    public bool IsOf(string measure, Organisation organisation) => !IsSavedTime || organisation.SavedTime.Any(s => s.Measure == measure);

    /// <summary>Its id for one measure.</summary>
    public string IdFor(string measure) => IdTemplate.Replace("{measure}", measure, StringComparison.Ordinal);

    /// <summary>Its label for one measure.</summary>
    public Label LabelFor(VolumeMeasure measure) => Label is null
        ? measure.Label
        : new Label(
            Label.Sv.Replace("{label}", measure.Label.Sv, StringComparison.Ordinal),
            Label.En.Replace("{label}", measure.Label.En, StringComparison.Ordinal));
}
