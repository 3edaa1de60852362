using DuckDB.NET.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Contacts;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Tickets;
using Metrics.ServiceDesk.Volumes;
using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>Writes facts to their tables and tells which cells each stands in.</summary>
/// <param name="connection">The connection of the batch.</param>
/// <param name="database">An attached database; null for the warehouse itself.</param>
/// <param name="slices">The numbers of slices.</param>
/// <param name="organisations">The organisations, whose zones place facts on days.</param>
/// <param name="dirty">Receives the cells that the facts stand in; null when all will be made anyway.</param>
internal sealed class FactTables(
    DuckDBConnection connection, string? database, Slices slices, IReadOnlyDictionary<string, Organisation> organisations, DirtyCells? dirty)
    : IDisposable
{
    private (string? Organisation, DateTime Bucket, LocalDate Day) _last;
    private DuckDBAppender? _contacts;
    private DuckDBAppender? _tickets;
    private DuckDBAppender? _volumes;

    /// <summary>Folds the winning events of whole subjects, in any order, and writes their facts.</summary>
    public void WriteAll(List<ServiceEvent> events)
    {
        events.Sort((a, b) => a.SubjectKey.CompareTo(b.SubjectKey));
        var start = 0;
        for (var i = 1; i <= events.Count; i++)
        {
            if (i < events.Count && events[i].SubjectKey == events[start].SubjectKey) continue;
            Write(events[start].Type.Family, events.GetRange(start, i - start));
            start = i;
        }
    }

    /// <summary>Folds one subject's winning events into its fact and writes it.</summary>
    public void Write(EventFamily family, IReadOnlyList<ServiceEvent> events)
    {
        switch (family)
        {
            case EventFamily.Contact:
                Write(ContactFold.Fold(events));
                break;
            case EventFamily.Ticket:
                Write(TicketFold.Fold(events));
                break;
            case EventFamily.Volume:
                Write(VolumeFold.Fold(events), events[^1].Time);
                break;
        }
    }

    public void Dispose()
    {
        _contacts?.Dispose();
        _tickets?.Dispose();
        _volumes?.Dispose();
    }

    private void Write(ContactFact fact)
    {
        var slice = slices.NumberOf(fact.Slice);
        var (bucket, day) = Place(fact.Slice.Organisation, fact.OfferedAt);
        _contacts ??= connection.CreateAppender(database, "main", "contact_facts");
        _contacts.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(fact.Source).AppendValue(fact.ContactId)
            .AppendValue(fact.OfferedAt.ToTimestamp()).AppendValue(bucket).AppendValue(day.ToDate())
            .AppendValue(Words.Of(fact.Outcome)).AppendValue(fact.WaitMicroseconds).AppendValue(fact.TalkMicroseconds)
            .AppendValue(fact.Resolved).AppendValue(fact.Ticket).EndRow();
        if (bucket is { } b) dirty?.Contacts.Add((slice, b.Ticks));
    }

    private void Write(TicketFact fact)
    {
        var slice = slices.NumberOf(fact.Slice);
        var organisation = organisations[fact.Slice.Organisation];
        var opened = Day(fact.OpenedAt);
        var firstResolved = Day(fact.FirstResolvedAt);
        var resolved = Day(fact.ResolvedAt);
        var closed = Day(fact.ClosedAt);
        var left = Day(fact.LeftAt);
        var ended = Day(fact.EndedAt);
        _tickets ??= connection.CreateAppender(database, "main", "ticket_facts");
        _tickets.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(fact.Source).AppendValue(fact.TicketId)
            .AppendValue(fact.Priority).AppendValue(fact.Kind is { } kind ? Words.Of(kind) : null).AppendValue(fact.Status)
            .AppendValue(fact.OpenedAt.ToTimestamp()).AppendValue(fact.FirstResponseAt.ToTimestamp())
            .AppendValue(fact.FirstResolvedAt.ToTimestamp()).AppendValue(fact.ResolvedAt.ToTimestamp())
            .AppendValue(fact.ClosedAt.ToTimestamp()).AppendValue(fact.CancelledAt.ToTimestamp())
            .AppendValue(opened.ToDate()).AppendValue(firstResolved.ToDate()).AppendValue(resolved.ToDate())
            .AppendValue(closed.ToDate()).AppendValue(left.ToDate()).AppendValue(ended.ToDate())
            .AppendValue(fact.FirstResolutionSeconds).AppendValue(fact.ResolutionSeconds).AppendValue(fact.PausedSeconds)
            .AppendValue(fact.Reopenings).AppendValue(fact.HandOvers).AppendValue(fact.HandedOverByAgreement)
            .AppendValue(fact.FirstContact).AppendValue(fact.SlaMetReported).AppendValue(fact.ReopenedWithinWeek).EndRow();
        if (dirty is null) return;
        foreach (var day in (ReadOnlySpan<LocalDate?>)[opened, firstResolved, resolved, closed, left, ended])
        {
            if (day is { } d) dirty.Tickets.Add((slice, d));
        }

        LocalDate? Day(Instant? instant) => instant is { } i ? organisation.DayOf(i) : null;
    }

    private void Write(VolumeFact fact, Instant countedAt)
    {
        var slice = slices.NumberOf(fact.Slice);
        var kind = Words.Of(fact.Kind);
        var handling = fact.Handling is { } h ? Words.Of(h) : null;
        _volumes ??= connection.CreateAppender(database, "main", "volume_facts");
        _volumes.CreateRow()
            .AppendValue(fact.SubjectKey.ToUuid()).AppendValue(slice).AppendValue(fact.Source).AppendValue(fact.CountId)
            .AppendValue(fact.Measure).AppendValue(kind).AppendValue(handling)
            .AppendValue(((LocalDate?)fact.Day).ToDate()).AppendValue(Words.Of(fact.Granularity))
            .AppendValue((decimal?)fact.Count).AppendValue(((Instant?)countedAt).ToTimestamp()).EndRow();
        dirty?.Volumes.Add((slice, fact.Measure, kind, handling, fact.Day, Words.Of(fact.Granularity)));
    }

    // A quarter of an hour lies within one local day, and the next contact mostly within the same quarter.
    private (DateTime? Bucket, LocalDate? Day) Place(string organisation, Instant? instant)
    {
        if (instant is not { } i) return (null, null);
        var at = i.ToDateTimeUtc();
        var bucket = at.AddTicks(-(at.Ticks % (15 * TimeSpan.TicksPerMinute)));
        if (_last.Bucket != bucket || _last.Organisation != organisation) _last = (organisation, bucket, organisations[organisation].DayOf(i));
        return (bucket, _last.Day);
    }
}
