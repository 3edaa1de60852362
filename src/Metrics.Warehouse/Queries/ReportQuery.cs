using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>A value that was entered.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Unit">The unit it is about; null is the whole organisation.</param>
/// <param name="Day">The last day it is valid for.</param>
/// <param name="Value">The value.</param>
/// <param name="ReadFrom">Where it was read.</param>
public sealed record EnteredValue(string Indicator, string? Unit, LocalDate Day, decimal Value, string ReadFrom);

/// <summary>A prognosis that was decided.</summary>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="Unit">The unit it is about; null is the whole organisation.</param>
/// <param name="Year">The year.</param>
/// <param name="Value">The expected outcome.</param>
/// <param name="DecidedOn">The day of the decision.</param>
/// <param name="By">The role that decided.</param>
public sealed record DecidedPrognosis(string Measure, string? Unit, int Year, decimal Value, LocalDate DecidedOn, string By);

/// <summary>What people entered and decided, and no event explains.</summary>
/// <param name="Entered">Values, in order of their day; not those broken down by sex.</param>
/// <param name="Prognoses">Prognoses, in the order they were decided.</param>
public sealed record StatementsTold(IReadOnlyList<EnteredValue> Entered, IReadOnlyList<DecidedPrognosis> Prognoses);

/// <summary>Reads what a report is made of, all as known at one time.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class ReportQuery(MetricsWarehouse warehouse)
{
    /// <summary>The figures of several questions, each as <see cref="KpiQuery.Answer(KpiQuestion)"/> gives them, and what was entered and decided.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="asOf">As known then; null is now.</param>
    public (IReadOnlyList<IReadOnlyList<KpiRow>> Answers, StatementsTold Told) Answer(Organisation organisation, IReadOnlyList<KpiQuestion> questions, Instant? asOf)
        => warehouse.AsKnown(asOf, prefix => (
            (IReadOnlyList<IReadOnlyList<KpiRow>>)questions.Select(q => new KpiQuery(warehouse).Answer(q with { AsOf = asOf }, prefix)).ToArray(),
            Told(organisation, prefix)));

    private StatementsTold Told(Organisation organisation, string prefix) => new(
        warehouse.Connection.Rows(warehouse.Pipelines.Sql("query/entered.sql", prefix), organisation.Id)
            .Select(r => new EnteredValue(r.GetString(0), r.Text(1), DirtyCells.Day(r.GetValue(2)), r.GetDecimal(3), r.GetString(4))).ToArray(),
        warehouse.Connection.Rows(warehouse.Pipelines.Sql("query/prognoses.sql", prefix), organisation.Id)
            .Select(r => new DecidedPrognosis(r.GetString(0), r.Text(1), r.GetInt32(2), r.GetDecimal(3), organisation.DayOf(r.GetDateTime(4).ToInstant()), r.GetString(5))).ToArray());
}
