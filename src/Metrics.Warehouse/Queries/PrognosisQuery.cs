using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>What a model expected of an indicator's year, as it was made: in the unit that the report prints.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Indicator">The indicator.</param>
/// <param name="Year">The year.</param>
/// <param name="Origin">The first day that was forecast.</param>
/// <param name="LastDay">The last day that was known.</param>
/// <param name="MadeAt">When it was made; what was known then is known as of it.</param>
/// <param name="Model">What made it.</param>
/// <param name="Value">The forecast.</param>
/// <param name="Low80">With <paramref name="High80"/>, the bounds of 80 %.</param>
/// <param name="High80">See <paramref name="Low80"/>.</param>
/// <param name="Low95">With <paramref name="High95"/>, the bounds of 95 %.</param>
/// <param name="High95">See <paramref name="Low95"/>.</param>
/// <param name="Members">What each method made of it, as JSON.</param>
public sealed record KeptPrognosis(
    string Organisation, string Indicator, int Year, LocalDate Origin, LocalDate LastDay, Instant MadeAt, string Model, decimal Value, decimal Low80, decimal High80, decimal Low95, decimal High95, string Members);

/// <summary>Keeps prognoses, so that they can be scored when their year is over.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class PrognosisQuery(MetricsWarehouse warehouse)
{
    /// <summary>Keeps prognoses.</summary>
    public void Keep(IEnumerable<KeptPrognosis> prognoses)
    {
        using var transaction = warehouse.Connection.BeginTransaction();
        foreach (var p in prognoses)
        {
            warehouse.Connection.Run(
                "INSERT INTO kept_prognoses VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                p.Organisation, p.Indicator, p.Year, ((LocalDate?)p.Origin).ToDate(), ((LocalDate?)p.LastDay).ToDate(), p.MadeAt.ToDateTimeUtc(), p.Model, p.Value, p.Low80, p.High80, p.Low95, p.High95, p.Members);
        }

        transaction.Commit();
    }

    /// <summary>The last day that was known when a prognosis of an organisation was kept; null when none was.</summary>
    public LocalDate? LastDay(Organisation organisation) => warehouse.Connection.Rows("SELECT max(last_day) FROM kept_prognoses WHERE organisation = $1", organisation.Id)
        .Select(r => r.IsDBNull(0) ? (LocalDate?)null : r.Day(0)).Single();

    /// <summary>The prognoses kept of an organisation: by indicator, year and when they were made.</summary>
    public IReadOnlyList<KeptPrognosis> Kept(Organisation organisation) => warehouse.Connection
        .Rows(warehouse.Pipelines.Sql("query/kept-prognoses.sql"), organisation.Id)
        .Select(r => new KeptPrognosis(
            organisation.Id, r.GetString(0), r.GetInt32(1), r.Day(2), r.Day(3), r.Utc(4).ToInstant(), r.GetString(5),
            r.GetDecimal(6).Plain(), r.GetDecimal(7).Plain(), r.GetDecimal(8).Plain(), r.GetDecimal(9).Plain(), r.GetDecimal(10).Plain(), r.GetString(11))).ToArray();
}
