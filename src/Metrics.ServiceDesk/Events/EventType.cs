using System.Text.Json.Serialization.Metadata;

namespace Metrics.ServiceDesk.Events;

/// <summary>The families of events; a family's facts come from one fold.</summary>
public enum EventFamily
{
    /// <summary>A ticket's life.</summary>
    Ticket,

    /// <summary>A contact's life.</summary>
    Contact,

    /// <summary>Counts of a measure.</summary>
    Volume,

    /// <summary>Ratings and survey results.</summary>
    Survey,

    /// <summary>Entered values.</summary>
    Indicator,

    /// <summary>Decided prognoses, planned changes and series breaks.</summary>
    Planning,
}

/// <summary>One type of event: its CloudEvents <c>type</c>, its family and the shape of its data.</summary>
public sealed class EventType
{
    private static readonly EventJson Json = EventContract.Strict;

    private EventType(string name, EventFamily family, JsonTypeInfo data) => (Name, Family, Data) = (name, family, data);

    /// <summary>The CloudEvents type with its version, such as <c>servicedesk.ticket.opened.v1</c>.</summary>
    public string Name { get; }

    /// <summary>The family.</summary>
    public EventFamily Family { get; }

    /// <summary>The contract of <c>data</c>.</summary>
    public JsonTypeInfo Data { get; }

    /// <summary>Every type, in the order of a ticket's, a contact's, … life.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        new("servicedesk.ticket.opened.v1", EventFamily.Ticket, Json.TicketOpened),
        new("servicedesk.ticket.reclassified.v1", EventFamily.Ticket, Json.TicketReclassified),
        new("servicedesk.ticket.status-changed.v1", EventFamily.Ticket, Json.TicketStatusChanged),
        new("servicedesk.ticket.responded.v1", EventFamily.Ticket, Json.TicketResponded),
        new("servicedesk.ticket.paused.v1", EventFamily.Ticket, Json.TicketPaused),
        new("servicedesk.ticket.resumed.v1", EventFamily.Ticket, Json.TicketResumed),
        new("servicedesk.ticket.handed-over.v1", EventFamily.Ticket, Json.TicketHandedOver),
        new("servicedesk.ticket.handed-back.v1", EventFamily.Ticket, Json.TicketHandedBack),
        new("servicedesk.ticket.deadline-agreed.v1", EventFamily.Ticket, Json.TicketDeadlineAgreed),
        new("servicedesk.ticket.reopened.v1", EventFamily.Ticket, Json.TicketReopened),
        new("servicedesk.ticket.resolved.v1", EventFamily.Ticket, Json.TicketResolved),
        new("servicedesk.ticket.closed.v1", EventFamily.Ticket, Json.TicketClosed),
        new("servicedesk.ticket.cancelled.v1", EventFamily.Ticket, Json.TicketCancelled),
        new("servicedesk.contact.offered.v1", EventFamily.Contact, Json.ContactOffered),
        new("servicedesk.contact.closed.v1", EventFamily.Contact, Json.ContactClosed),
        new("servicedesk.contact.misrouted.v1", EventFamily.Contact, Json.ContactMisrouted),
        new("servicedesk.contact.answered.v1", EventFamily.Contact, Json.ContactAnswered),
        new("servicedesk.contact.abandoned.v1", EventFamily.Contact, Json.ContactAbandoned),
        new("servicedesk.contact.timed-out.v1", EventFamily.Contact, Json.ContactTimedOut),
        new("servicedesk.contact.transferred.v1", EventFamily.Contact, Json.ContactTransferred),
        new("servicedesk.contact.ended.v1", EventFamily.Contact, Json.ContactEnded),
        new("servicedesk.contact.recorded.v1", EventFamily.Contact, Json.ContactRecorded),
        new("servicedesk.volume.counted.v1", EventFamily.Volume, Json.VolumeCounted),
        new("servicedesk.survey.rated.v1", EventFamily.Survey, Json.SurveyRated),
        new("servicedesk.survey.result.v1", EventFamily.Survey, Json.SurveyResult),
        new("servicedesk.indicator.reported.v1", EventFamily.Indicator, Json.IndicatorReported),
        new("servicedesk.prognosis.decided.v1", EventFamily.Planning, Json.PrognosisDecided),
        new("servicedesk.planned-change.announced.v1", EventFamily.Planning, Json.PlannedChange),
        new("servicedesk.series-break.declared.v1", EventFamily.Planning, Json.SeriesBreak),
    ];

    private static readonly Dictionary<string, EventType> ByName = All.ToDictionary(t => t.Name, StringComparer.Ordinal);
    private static readonly Dictionary<Type, EventType> ByData = All.ToDictionary(t => t.Data.Type);

    /// <summary>The type of that name, or null.</summary>
    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The type whose data is <typeparamref name="T"/>.</summary>
    public static EventType Of<T>()
        where T : EventData => ByData[typeof(T)];

    /// <summary>The type that this data belongs to.</summary>
    public static EventType Of(EventData data) => ByData[data.GetType()];

    /// <summary>Where the type stands in <see cref="All"/>: the tie-break of events that share an instant.</summary>
    public int Order => _order ??= All.TakeWhile(t => t != this).Count();

    private int? _order;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
