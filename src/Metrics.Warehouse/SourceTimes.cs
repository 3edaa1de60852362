using System.Collections.Concurrent;
using DuckDB.NET.Data;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse;

/// <summary>How fresh each source is, as known now: read from the log when first asked for, and kept by what is committed after. Thread-safe.</summary>
/// <param name="pipelines">Holds the statement.</param>
internal sealed class SourceTimes(PipelineFolder pipelines)
{
    private readonly ConcurrentDictionary<(string Organisation, string Source, EventFamily Family), SourceFreshness> _sources = new();
    private readonly Lock _loading = new();
    private bool _isLoaded;
    private (Instant AsOf, SourceFreshness[] Sources)? _lastAsked;

    /// <summary>All sources.</summary>
    public IReadOnlyCollection<SourceFreshness> Now(DuckDBConnection connection)
    {
        lock (_loading)
        {
            if (!_isLoaded)
            {
                foreach (var source in Read(connection, null)) Add(source);
                _isLoaded = true;
            }
        }

        return [.. _sources.Values];
    }

    /// <summary>All sources, as known at a time.</summary>
    public IReadOnlyCollection<SourceFreshness> AsOf(DuckDBConnection connection, Instant asOf)
    {
        lock (_loading)
        {
            // A report asks hundreds of times of one moment.
            if (_lastAsked is not { } last || last.AsOf != asOf) _lastAsked = last = (asOf, [.. Read(connection, asOf)]);
            return last.Sources;
        }
    }

    /// <summary>Events have become known.</summary>
    public void Told(IEnumerable<ServiceEvent> events, Instant known)
    {
        foreach (var e in events) Add(new SourceFreshness(e.Organisation, e.Source, e.Type.Family, e.Time, known));
        // A trusted source may tell of what it knew before.
        lock (_loading) _lastAsked = null;
    }

    private IEnumerable<SourceFreshness> Read(DuckDBConnection connection, Instant? asOf) => connection
        .Rows(pipelines.Sql("query/freshness.sql"), asOf.ToTimestamp())
        .Where(r => EventType.Find(r.GetString(2)) is not null)
        .Select(r => new SourceFreshness(r.GetString(0), r.GetString(1), EventType.Find(r.GetString(2))!.Family, r.GetDateTime(3).ToInstant(), r.GetDateTime(4).ToInstant()));

    private void Add(SourceFreshness one) => _sources.AddOrUpdate(
        (one.Organisation, one.Source, one.Family),
        one,
        (_, before) => before with { LastEvent = Instant.Max(before.LastEvent, one.LastEvent), LastKnown = Instant.Max(before.LastKnown, one.LastKnown) });
}
