using System.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>How a deadline stands.</summary>
public enum DeadlineState
{
    /// <summary>There is time.</summary>
    InTime,

    /// <summary>Its warning point is passed.</summary>
    DueSoon,

    /// <summary>The promise in force is broken.</summary>
    Overdue,
}

/// <summary>A deadline that a ticket waits under.</summary>
public sealed record Deadline
{
    /// <summary>The source that tells of the ticket.</summary>
    public required string Source { get; init; }

    /// <summary>The ticket.</summary>
    public required string Ticket { get; init; }

    /// <summary>Its cut, priority and kind.</summary>
    public required TicketTraits Traits { get; init; }

    /// <summary>The version of the policy that promises.</summary>
    public required string Policy { get; init; }

    /// <summary>What is awaited: <c>response</c> or <c>resolution</c>.</summary>
    public required string Awaits { get; init; }

    /// <summary>When it is due by the original promise; null while the clock stands and an agreed time holds.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it is due by the agreement that holds, else by the original promise.</summary>
    public required Instant AgreedDueAt { get; init; }

    /// <summary>Whether the original promise is broken.</summary>
    public required bool IsOriginalBroken { get; init; }

    /// <summary>How it stands by the promise in force.</summary>
    public required DeadlineState State { get; init; }

    /// <summary>The time left until it is due, in the promise's own time (opening hours or around the clock); negative past it.</summary>
    public required Duration Left { get; init; }
}

/// <summary>What is overdue and what is due soon, at an instant.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class DeadlineQuery(MetricsWarehouse warehouse)
{
    /// <summary>The deadlines of an organisation's open tickets, the most urgent first.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="at">The instant; what happened later is left out. Null is now.</param>
    public IReadOnlyList<Deadline> At(Organisation organisation, Instant? at) => at is { } then
        ? warehouse.Beside(LogPart.TicketsOf(organisation.Id) with { Until = then }, prefix => Read(organisation, then, prefix))
        : Read(organisation, warehouse.Now, "");

    private Deadline[] Read(Organisation organisation, Instant now, string prefix) => warehouse.Connection
        .Rows(warehouse.Pipelines.Sql("query/deadlines.sql", prefix), organisation.Id)
        .Select(row => One(row, organisation, now)).ToArray();

    private static Deadline One(IDataRecord row, Organisation organisation, Instant now)
    {
        TicketKind? kind = row.Text(8) is { } word && Words.TryParse<TicketKind>(word, out var k) ? k : null;
        var traits = new TicketTraits(new Slice(organisation.Id, row.Text(2), row.Text(4), row.Text(3), null, row.Text(5), row.Text(6)), row.Text(7), kind);
        var awaits = row.GetString(11);
        var (warn, due, kept, agreed) = (At(row, 12), At(row, 13), At(row, 14), At(row, 15)!.Value);
        var holds = agreed != due;
        // Without an end to its being kept it is not broken: its clock stands.
        var broken = holds ? now > agreed : now > kept;
        var promised = organisation.Terms.ToCustomer(traits, row.GetDateTime(9).ToInstant())
            ?? throw new InvalidOperationException($"ticket {row.GetString(1)} stands under {row.GetString(10)}, which promises it nothing");
        var limit = awaits == "response" ? promised.Promise.FirstResponse : promised.Promise.Resolution;
        var calendar = limit?.Time == ClockTime.Calendar ? null : promised.Version.Calendar ?? organisation.Terms.CalendarOf(traits);
        return new Deadline
        {
            Source = row.GetString(0),
            Ticket = row.GetString(1),
            Traits = traits,
            Policy = row.GetString(10),
            Awaits = awaits,
            DueAt = due,
            AgreedDueAt = agreed,
            IsOriginalBroken = now > kept,
            State = broken ? DeadlineState.Overdue
                : now >= (holds ? Warn(agreed, limit!.Value.Within * (double)(1 - promised.Promise.WarnAt), calendar) : warn) ? DeadlineState.DueSoon
                : DeadlineState.InTime,
            Left = calendar is null ? agreed - now : calendar.Elapsed(now, agreed),
        };
    }

    // A time agreed has no warning point of its own: as much working time before its end as the original has before its own.
    private static Instant? Warn(Instant agreed, Duration before, OpeningCalendar? calendar)
        => calendar is null ? agreed - before : calendar.Subtract(agreed, before);

    private static Instant? At(IDataRecord row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column).ToInstant();
}
