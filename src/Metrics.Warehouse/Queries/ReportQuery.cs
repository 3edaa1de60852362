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
/// <param name="Source">The source that told of it.</param>
/// <param name="StatementId">What it is in that source.</param>
public sealed record EnteredValue(string Indicator, string? Unit, LocalDate Day, decimal Value, string ReadFrom, string Source, string StatementId);

/// <summary>A prognosis that was decided.</summary>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="Unit">The unit it is about; null is the whole organisation.</param>
/// <param name="Year">The year.</param>
/// <param name="Value">The expected outcome.</param>
/// <param name="DecidedOn">The day of the decision.</param>
/// <param name="By">The role that decided.</param>
public sealed record DecidedPrognosis(string Measure, string? Unit, int Year, decimal Value, LocalDate DecidedOn, string By);

/// <summary>A day from which a measure is not the same thing as before.</summary>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="Unit">The unit it is about; null is the whole organisation.</param>
/// <param name="From">The first day of the new series.</param>
/// <param name="Reason">Why.</param>
public sealed record DeclaredBreak(string Measure, string? Unit, LocalDate From, string Reason);

/// <summary>What people entered and decided, and no event explains.</summary>
/// <param name="Entered">Values, in order of their day; not those broken down by sex.</param>
/// <param name="Prognoses">Prognoses, in the order they were decided.</param>
/// <param name="Breaks">Series breaks, in order of time.</param>
public sealed record StatementsTold(IReadOnlyList<EnteredValue> Entered, IReadOnlyList<DecidedPrognosis> Prognoses, IReadOnlyList<DeclaredBreak> Breaks);

/// <summary>Reads what a report is made of, all as known at one time.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class ReportQuery(MetricsWarehouse warehouse)
{
    /// <summary>Hands over an organisation's figures.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="asOf">As known then; null is now.</param>
    /// <param name="use">What is asked of them.</param>
    public T AsKnown<T>(Organisation organisation, Instant? asOf, Func<KnownFigures, T> use)
        => warehouse.AsKnown(organisation, asOf, prefix => use(new KnownFigures(warehouse, organisation, asOf, prefix)));
}
