using Metrics.Host;
using Metrics.Pipelines;
using Metrics.Pipelines.Sources;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Intake.Tests.Support;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A warehouse in memory and a folder of files to read into it, as the command does.</summary>
internal sealed class IntakeDesk : IDisposable
{
    public static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    private static readonly DateTimeOffset Day = new(2024, 1, 15, 8, 0, 0, TimeSpan.Zero);

    private readonly FileIngest _ingest;

    public IntakeDesk()
    {
        Warehouse = MetricsWarehouse.Open(":memory:", Pipelines, new SetClock(Day));
        _ingest = new FileIngest(Warehouse);
    }

    public TestFolder Folder { get; } = new();

    public MetricsWarehouse Warehouse { get; }

    public static Organisation Organisation => Pipelines.Organisation("default");

    public Task<IngestOutcome> IngestAsync(string file, string source, long? revision = null) => IngestAsync(file, Pipelines.Source(source), revision);

    public Task<IngestOutcome> IngestAsync(string file, SourceMapping mapping, long? revision = null)
        => _ingest.RunAsync(new InputFile(file), mapping, Organisation, revision, null, CancellationToken.None);

    /// <summary>What a KPI is worth, by period and, where asked, by one member of a dimension.</summary>
    public IReadOnlyList<KpiRow> Kpi(string id, PeriodKind by = PeriodKind.Total, Dimension? split = null, (Dimension, string)? only = null, LocalDate? from = null, LocalDate? to = null)
        => new KpiQuery(Warehouse).Answer(new KpiQuestion
        {
            Organisation = Organisation,
            Kpis = [id],
            By = by,
            Split = split is { } s ? [s] : [],
            Only = only is { } o ? new Dictionary<Dimension, string> { [o.Item1] = o.Item2 } : [],
            From = from,
            To = to,
        });

    /// <summary>The one value of a KPI.</summary>
    public decimal? Value(string id, (Dimension, string)? only = null) => Kpi(id, only: only).Single(r => r.Contractual).Value;

    public void Dispose()
    {
        Warehouse.Dispose();
        Folder.Dispose();
    }
}

/// <summary>Outcomes in one line.</summary>
internal static class Outcomes
{
    public static (long Read, long Accepted, long Duplicates, long Corrections, long Conflicts, int Rejected) Sums(this IngestOutcome o)
        => (o.Read, o.Result.Accepted, o.Result.Duplicates, o.Result.Corrections, o.Result.Conflicts, o.Rejects.Count);
}
