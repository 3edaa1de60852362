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

/// <summary>A prognosis that people made: decided by the organisation, or a planner's override of the model's.</summary>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="Unit">The unit it is about; null is the whole organisation.</param>
/// <param name="Year">The year.</param>
/// <param name="Value">The expected outcome.</param>
/// <param name="DecidedOn">The day it was decided or said.</param>
/// <param name="By">The role that did.</param>
/// <param name="Source">The source that told of it.</param>
/// <param name="EventId">The event's id in that source.</param>
/// <param name="Reason">Why it is overridden; null for a decision.</param>
public sealed record DecidedPrognosis(string Measure, string? Unit, int Year, decimal Value, LocalDate DecidedOn, string By, string Source, string EventId, string? Reason = null);

/// <summary>A day from which a measure is not the same thing as before.</summary>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="Unit">The unit it is about; null is the whole organisation.</param>
/// <param name="From">The first day of the new series.</param>
/// <param name="Reason">Why.</param>
public sealed record DeclaredBreak(string Measure, string? Unit, LocalDate From, string Reason);

/// <summary>Something known that will change a measure from a day on.</summary>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="Unit">The unit it is about; null is the whole organisation.</param>
/// <param name="Customer">The customer it is about; null is all.</param>
/// <param name="From">The first day it holds.</param>
/// <param name="SizePerMonth">How much a month it adds, or takes away.</param>
/// <param name="Reason">Why.</param>
public sealed record AnnouncedChange(string Measure, string? Unit, string? Customer, LocalDate From, decimal SizePerMonth, string Reason);

/// <summary>What people entered and decided, and no event explains.</summary>
/// <param name="Entered">Values, in order of their day; not those broken down by sex.</param>
/// <param name="Prognoses">Prognoses, in the order they were decided.</param>
/// <param name="Breaks">Series breaks, in order of time.</param>
/// <param name="Changes">Planned changes, in order of time.</param>
public sealed record StatementsTold(IReadOnlyList<EnteredValue> Entered, IReadOnlyList<DecidedPrognosis> Prognoses, IReadOnlyList<DeclaredBreak> Breaks, IReadOnlyList<AnnouncedChange> Changes);

/// <summary>A report as it was published.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Period">Its period.</param>
/// <param name="Customer">The customer that it is for; null is the organisation's own.</param>
/// <param name="AsOf">As known when.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Report">Its figures, as JSON.</param>
public sealed record Publication(string Organisation, string Period, string? Customer, Instant AsOf, Instant PublishedAt, string Report);

/// <summary>Reads what a report is made of, all as known at one time.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class ReportQuery(MetricsWarehouse warehouse)
{
    /// <summary>Whether receipts also count the events behind the facts.</summary>
    public bool CountsEvents { get; init; } = true;

    /// <summary>Hands over an organisation's figures.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="asOf">As known then; null is now.</param>
    /// <param name="use">What is asked of them.</param>
    public T AsKnown<T>(Organisation organisation, Instant? asOf, Func<KnownFigures, T> use)
        => warehouse.AsKnown(organisation, asOf, prefix => use(new KnownFigures(warehouse, organisation, asOf, CountsEvents, prefix)));

    /// <summary>Records a report as published.</summary>
    /// <param name="report">Its figures as JSON, and whose and of when they are.</param>
    public void Publish(Publication report) => warehouse.Connection.Run(
        "INSERT INTO publications VALUES ($1, $2, $3, $4, $5, $6)",
        report.Organisation, report.Period, report.Customer, report.AsOf.ToDateTimeUtc(), report.PublishedAt.ToDateTimeUtc(), report.Report);

    /// <summary>The reports that were published of a period, in order.</summary>
    public IReadOnlyList<Publication> Published(Organisation organisation, string period, string? customer) => warehouse.Connection
        .Rows(warehouse.Pipelines.Sql("query/publications.sql"), organisation.Id, period, customer)
        .Select(r => new Publication(organisation.Id, period, customer, r.GetDateTime(0).ToInstant(), r.GetDateTime(1).ToInstant(), r.GetString(2))).ToArray();
}
