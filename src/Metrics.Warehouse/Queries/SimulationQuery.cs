using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>A figure as it was and as it would have been.</summary>
/// <param name="Was">By the terms in use.</param>
/// <param name="WouldBe">By the other terms.</param>
public sealed record SimulatedFigure(KpiRow Was, KpiRow WouldBe);

/// <summary>What other terms would have made of the same events.</summary>
/// <param name="Figures">The figures that terms decide, side by side.</param>
/// <param name="Gained">Tickets settled in the period that broke the original promise and would have kept it.</param>
/// <param name="Lost">Tickets settled in the period that kept it and would have broken it.</param>
/// <param name="Uncovered">Tickets settled in the period that nothing would have been promised about.</param>
public sealed record Simulation(IReadOnlyList<SimulatedFigure> Figures, long Gained, long Lost, long Uncovered);

/// <summary>Folds the tickets of an organisation by other terms, beside what is stored, and changes nothing.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class SimulationQuery(MetricsWarehouse warehouse)
{
    /// <summary>Answers a question by the terms in use and by others.</summary>
    /// <param name="question">The organisation, days and cut; its KPIs are those given or, when there are none, all that terms can change.</param>
    /// <param name="other">The organisation with other terms.</param>
    public Simulation Answer(KpiQuestion question, Organisation other)
    {
        var decided = warehouse.Pipelines.Catalogue.Kpis.Where(k => k.ByTheClock).Select(k => k.Id).ToArray();
        if (question.Kpis.FirstOrDefault(k => !decided.Contains(k, StringComparer.Ordinal)) is { } undecided)
            throw new QuestionException($"calendars and policies don't decide {undecided}; they decide {string.Join(", ", decided)}");
        var organisations = new Dictionary<string, Organisation>(warehouse.Pipelines.Organisations) { [other.Id] = other };
        return warehouse.Beside(
            LogPart.TicketsOf(other.Id),
            prefix =>
            {
                var kpis = question.Kpis.Count > 0 ? question.Kpis : decided;
                var asked = question with { Kpis = kpis };
                var query = new KpiQuery(warehouse);
                var would = query.Answer(asked with { Organisation = other }, prefix).ToLookup(Key);
                var figures = query.Answer(asked).Where(was => would[Key(was)].Any()).Select(was => new SimulatedFigure(was, would[Key(was)].First()));
                var (gained, lost, uncovered) = Moved(question, prefix);
                return new Simulation(figures.ToArray(), gained, lost, uncovered);
            },
            organisations);
    }

    private static (string Kpi, string Variant, string Period, string Cut) Key(KpiRow r)
        => (r.Kpi, r.Variant, r.Period, string.Join('\u0001', r.Unit, r.Customer, r.Service, r.Queue, r.CaseType, r.Channel));

    private (long Gained, long Lost, long Uncovered) Moved(KpiQuestion q, string prefix)
    {
        var (where, parameters) = CellReader.WhereSlice(q);
        parameters.AddRange([q.From.ToDate(), q.To.ToDate()]);
        var n = parameters.Count;
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT count(*) FILTER (WHERE w.met_original AND NOT f.met_original), count(*) FILTER (WHERE f.met_original AND NOT w.met_original),
                   count(*) FILTER (WHERE f.met_original IS NOT NULL AND w.policy IS NULL)
            FROM main.ticket_facts f JOIN main.slices s USING (slice) JOIN {prefix}ticket_facts w USING (subject_key)
            WHERE {where} AND (${n - 1}::DATE IS NULL OR coalesce(f.settled_day, w.settled_day) >= ${n - 1}) AND (${n}::DATE IS NULL OR coalesce(f.settled_day, w.settled_day) < ${n})
            """);
        return warehouse.Connection.Rows(sql, parameters.ToArray()).Select(r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))).Single();
    }
}
