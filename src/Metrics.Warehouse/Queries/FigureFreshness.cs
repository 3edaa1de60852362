using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>Tells figures how old their sources are: missing is not zero.</summary>
internal sealed class FigureFreshness
{
    private readonly Catalogue _catalogue;
    private readonly Organisation _organisation;
    private readonly ILookup<EventFamily, SourceFreshness> _sources;
    private readonly Instant _now;
    private readonly Instant _end;
    private readonly Dictionary<(EventFamily, string), (Instant? LastEvent, bool Stale)> _told = [];

    /// <summary>Of the sources of a question's organisation, as known when it asks.</summary>
    public FigureFreshness(MetricsWarehouse warehouse, KpiQuestion question)
    {
        (_catalogue, _organisation) = (warehouse.Pipelines.Catalogue, question.Organisation);
        _sources = warehouse.Sources(question.AsOf).Where(s => s.Organisation == _organisation.Id).ToLookup(s => s.Family);
        _now = question.AsOf ?? warehouse.Now;
        _end = question.Within?.End ?? (question.To is { } to ? StartOf(to) : Instant.MaxValue);
    }

    /// <summary>The figure with how fresh it is.</summary>
    public KpiRow Of(KpiRow row)
    {
        var family = FamilyOf(row.Kpi);
        if (!_told.TryGetValue((family, row.Period), out var told))
        {
            var sources = _sources[family].ToArray();
            Instant? last = sources.Length > 0 ? sources.Max(s => s.LastEvent) : null;
            _told[(family, row.Period)] = told = (last, SourceFreshness.IsStale(sources, _organisation, EndOf(row.Period)));
        }

        return row with { LastEvent = told.LastEvent, Stale = told.Stale };
    }

    // A period that isn't over is complete up to now; one without an end of its own is about all there is.
    private Instant EndOf(string period)
    {
        var end = PeriodKey.TryParseShort(period, out _, out _, out var shortly) ? shortly
            : PeriodKey.TryParse(period, out _, out _, out var to) ? StartOf(to)
            : _end;
        return Instant.Min(Instant.Min(end, _end), _now);
    }

    private Instant StartOf(LocalDate day) => _organisation.Zone.AtStartOfDay(day).ToInstant();

    private EventFamily FamilyOf(string kpi)
    {
        if (_catalogue.Kpis.FirstOrDefault(k => k.Id == kpi) is { } counted) return counted.Fact == FactKind.Contact ? EventFamily.Contact : EventFamily.Ticket;
        if (_catalogue.Composed.FirstOrDefault(k => k.Id == kpi) is { } composed) return FamilyOf(composed.Parts.First());
        return _catalogue.SurveyKpis.Any(k => k.Id == kpi) ? EventFamily.Survey : EventFamily.Volume;
    }
}
