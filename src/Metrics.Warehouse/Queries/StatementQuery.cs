using Metrics.ServiceDesk;
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

/// <summary>Reads what was entered and decided.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class StatementQuery(MetricsWarehouse warehouse)
{
    /// <summary>All of an organisation's, as known at a time.</summary>
    public StatementsTold Of(Organisation organisation, Instant? asOf) => asOf is null ? Read(organisation, "") : Rebuild.Beside(
        warehouse.Connection, warehouse.Slices, warehouse.Cells, warehouse.Pipelines.Organisations,
        LogPart.Known(asOf) with { Organisation = organisation.Id }, prefix => Read(organisation, prefix));

    private StatementsTold Read(Organisation organisation, string prefix) => new(
        warehouse.Connection.Rows(warehouse.Pipelines.Sql("query/entered.sql").Replace("{prefix}", prefix, StringComparison.Ordinal), organisation.Id)
            .Select(r => new EnteredValue(r.GetString(0), r.Text(1), DirtyCells.Day(r.GetValue(2)), r.GetDecimal(3), r.GetString(4))).ToArray(),
        warehouse.Connection.Rows(warehouse.Pipelines.Sql("query/prognoses.sql").Replace("{prefix}", prefix, StringComparison.Ordinal), organisation.Id)
            .Select(r => new DecidedPrognosis(r.GetString(0), r.Text(1), r.GetInt32(2), r.GetDecimal(3), organisation.DayOf(r.GetDateTime(4).ToInstant()), r.GetString(5))).ToArray());
}
