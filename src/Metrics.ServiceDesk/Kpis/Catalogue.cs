namespace Metrics.ServiceDesk.Kpis;

/// <summary>All KPIs and the measures they are made of.</summary>
/// <param name="Measures">The columns of contact and ticket cells.</param>
/// <param name="Kpis">KPIs over contacts and tickets.</param>
/// <param name="VolumeMeasures">Known volume measures.</param>
/// <param name="VolumeKpis">KPIs made for each volume measure.</param>
public sealed record Catalogue(
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<KpiDefinition> Kpis,
    IReadOnlyList<VolumeMeasure> VolumeMeasures,
    IReadOnlyList<VolumeKpi> VolumeKpis)
{
    /// <summary>KPIs made of others.</summary>
    public IReadOnlyList<ComposedKpi> Composed { get; init; } = [];

    /// <summary>KPIs of surveys.</summary>
    public IReadOnlyList<SurveyKpi> SurveyKpis { get; init; } = [];
}
