using System.Globalization;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Tests;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A warehouse in memory, with a clock under control and its tables as text.</summary>
internal sealed class TestWarehouse : IDisposable
{
    public static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    private TestWarehouse(string path, int segmentEvents, int recentEvents) => Warehouse = MetricsWarehouse.Open(path, Pipelines, Clock, mustExist: false, segmentEvents, recentEvents);

    public SetClock Clock { get; } = new(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public MetricsWarehouse Warehouse { get; }

    public static TestWarehouse InMemory(int segmentEvents = LogSegments.RowGroup, int recentEvents = RecentSubjects.OfTheLastSeconds) => new(":memory:", segmentEvents, recentEvents);

    public static TestWarehouse InFile(string path, int segmentEvents) => new(path, segmentEvents, RecentSubjects.OfTheLastSeconds);

    public static TestWarehouse With(params ServiceEvent[] events)
    {
        var test = InMemory();
        test.Commit(events);
        return test;
    }

    public BatchResult Commit(params ServiceEvent[] events) => Warehouse.Commit(new Batch(events, [], [], events.Length));

    /// <summary>Every row of the derived tables, with slices by name: their numbers follow the order of arrival.</summary>
    public string[] Derived() => new[] { "contact_facts", "ticket_facts", "hand_over_facts", "volume_facts", "contact_cells", "ticket_cells", "hand_over_cells", "volume_cells", "survey_facts", "survey_cells", "entered_facts", "prognosis_facts" }
        .SelectMany(table => Warehouse.Connection
            .Rows($"SELECT s.* EXCLUDE (slice), t.* EXCLUDE (slice) FROM {table} t JOIN slices s USING (slice) ORDER BY ALL")
            .Select(row => table + ": " + string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "-" : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))))
            .ToArray())
        .ToArray();

    public long Differences() => new Verification(Warehouse).Run().Count;

    public ServiceDesk.Kpis.KpiRow Kpi(string id, string organisation = "default", string? variant = null, Instant? asOf = null)
        => new KpiQuery(Warehouse)
            .Answer(new KpiQuestion { Organisation = Pipelines.Organisation(organisation), Kpis = [id], AsOf = asOf })
            .Single(r => variant is null ? r.Contractual : r.Variant == variant);

    /// <summary>Every figure of the surveys, by month.</summary>
    public string[] Satisfaction() => new[] { "default", "demo" }
        .SelectMany(o => new KpiQuery(Warehouse).Answer(new KpiQuestion
        {
            Organisation = Pipelines.Organisation(o), Kpis = [.. Pipelines.Catalogue.SurveyKpis.Select(k => k.Id)], By = ServiceDesk.Time.PeriodKind.Month,
        }))
        .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Organisation} {r.Kpi} {r.Variant} {r.Period}: {r.Numerator} / {r.Denominator} ± {r.Margin}"))
        .ToArray();

    public void Dispose() => Warehouse.Dispose();
}
