using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>
/// How far a question reaches: what no event tells, such as that a ticket became due or old, counts from its day on and not
/// before, and a question without an end goes to the last day on which anything happened.
/// </summary>
internal sealed class ComeBy
{
    private readonly LocalDate _today;
    private readonly Dictionary<FactKind, Lazy<LocalDate?>> _ends;

    public ComeBy(MetricsWarehouse warehouse, KpiQuestion question, string prefix)
    {
        _today = warehouse.Today(question.Organisation, question.AsOf);
        _ends = TableNames.OfTheDay.ToDictionary(k => k, k => new Lazy<LocalDate?>(() => question.To ?? LastDay(warehouse, question.Organisation, prefix, k)?.PlusDays(1)));
    }

    /// <summary>The first day after those of a kind of facts; null when nothing bounds them.</summary>
    public LocalDate? End(FactKind fact) => _ends.GetValueOrDefault(fact)?.Value;

    /// <summary>
    /// The first day that a measure of a KPI has not come to; null when it has come wherever it stands. What a balance takes
    /// away goes no further than what it adds.
    /// </summary>
    public LocalDate? Bound(KpiDefinition kpi, Measure measure)
        => kpi.IsBalance ? kpi.Variants[0].Numerator.Terms.Min(t => Bound(t.Measure)) : Bound(measure);

    private LocalDate? Bound(Measure measure)
    {
        LocalDate? come = measure.Place.Comes switch
        {
            PlaceComes.WhenItsDayBegins => _today.PlusDays(1),
            PlaceComes.WhenItsDayIsOver => _today,
            _ => null,
        };
        return come is { } day && End(measure.Fact) is { } end ? LocalDate.Min(day, end) : come;
    }

    private static LocalDate? LastDay(MetricsWarehouse warehouse, ServiceDesk.Organisation organisation, string prefix, FactKind fact)
    {
        var happened = string.Join(" + ", warehouse.Cells.Happened(fact).Select(c => $"abs(c.{c})"));
        return happened.Length == 0 ? null : warehouse.Connection
            .Rows($"SELECT max(c.day) FROM {prefix}{fact.Cells()} c JOIN {prefix}slices s USING (slice) WHERE s.organisation = $1 AND {happened} > 0", organisation.Id)
            .Select(r => r.IsDBNull(0) ? (LocalDate?)null : r.Day(0)).Single();
    }
}
