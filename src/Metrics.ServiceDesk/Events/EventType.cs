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

    /// <summary>Decided and overridden prognoses, planned changes and series breaks.</summary>
    Planning,
}

/// <summary>One type of event: its CloudEvents <c>type</c>, its family and the shape of its data.</summary>
public sealed class EventType
{
    private readonly Lazy<JsonTypeInfo> _data;

    private EventType(string name, EventFamily family, Type data, Func<EventJson, JsonTypeInfo> contract)
        => (Name, Family, DataType, _data) = (name, family, data, new Lazy<JsonTypeInfo>(() => contract(EventContract.Strict)));

    /// <summary>The CloudEvents type with its version, such as <c>servicedesk.ticket.opened.v1</c>.</summary>
    public string Name { get; }

    /// <summary>The family.</summary>
    public EventFamily Family { get; }

    /// <summary>The record that <c>data</c> is read into.</summary>
    public Type DataType { get; }

    /// <summary>The contract of <c>data</c>; made when it is first asked for, since most commands read no event.</summary>
    public JsonTypeInfo Data => _data.Value;

    /// <summary>Every type, in the order of a ticket's, a contact's, … life.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        new("servicedesk.ticket.opened.v1", EventFamily.Ticket, typeof(TicketOpened), j => j.TicketOpened),
        new("servicedesk.ticket.reclassified.v1", EventFamily.Ticket, typeof(TicketReclassified), j => j.TicketReclassified),
        new("servicedesk.ticket.status-changed.v1", EventFamily.Ticket, typeof(TicketStatusChanged), j => j.TicketStatusChanged),
        new("servicedesk.ticket.responded.v1", EventFamily.Ticket, typeof(TicketResponded), j => j.TicketResponded),
        new("servicedesk.ticket.paused.v1", EventFamily.Ticket, typeof(TicketPaused), j => j.TicketPaused),
        new("servicedesk.ticket.resumed.v1", EventFamily.Ticket, typeof(TicketResumed), j => j.TicketResumed),
        new("servicedesk.ticket.handed-over.v1", EventFamily.Ticket, typeof(TicketHandedOver), j => j.TicketHandedOver),
        new("servicedesk.ticket.handed-back.v1", EventFamily.Ticket, typeof(TicketHandedBack), j => j.TicketHandedBack),
        new("servicedesk.ticket.deadline-agreed.v1", EventFamily.Ticket, typeof(TicketDeadlineAgreed), j => j.TicketDeadlineAgreed),
        new("servicedesk.ticket.reopened.v1", EventFamily.Ticket, typeof(TicketReopened), j => j.TicketReopened),
        new("servicedesk.ticket.resolved.v1", EventFamily.Ticket, typeof(TicketResolved), j => j.TicketResolved),
        new("servicedesk.ticket.closed.v1", EventFamily.Ticket, typeof(TicketClosed), j => j.TicketClosed),
        new("servicedesk.ticket.cancelled.v1", EventFamily.Ticket, typeof(TicketCancelled), j => j.TicketCancelled),
        new("servicedesk.contact.offered.v1", EventFamily.Contact, typeof(ContactOffered), j => j.ContactOffered),
        new("servicedesk.contact.closed.v1", EventFamily.Contact, typeof(ContactClosed), j => j.ContactClosed),
        new("servicedesk.contact.misrouted.v1", EventFamily.Contact, typeof(ContactMisrouted), j => j.ContactMisrouted),
        new("servicedesk.contact.answered.v1", EventFamily.Contact, typeof(ContactAnswered), j => j.ContactAnswered),
        new("servicedesk.contact.abandoned.v1", EventFamily.Contact, typeof(ContactAbandoned), j => j.ContactAbandoned),
        new("servicedesk.contact.timed-out.v1", EventFamily.Contact, typeof(ContactTimedOut), j => j.ContactTimedOut),
        new("servicedesk.contact.transferred.v1", EventFamily.Contact, typeof(ContactTransferred), j => j.ContactTransferred),
        new("servicedesk.contact.ended.v1", EventFamily.Contact, typeof(ContactEnded), j => j.ContactEnded),
        new("servicedesk.contact.recorded.v1", EventFamily.Contact, typeof(ContactRecorded), j => j.ContactRecorded),
        new("servicedesk.volume.counted.v1", EventFamily.Volume, typeof(VolumeCounted), j => j.VolumeCounted),
        new("servicedesk.survey.rated.v1", EventFamily.Survey, typeof(SurveyRated), j => j.SurveyRated),
        new("servicedesk.survey.result.v1", EventFamily.Survey, typeof(SurveyResult), j => j.SurveyResult),
        new("servicedesk.indicator.reported.v1", EventFamily.Indicator, typeof(IndicatorReported), j => j.IndicatorReported),
        new("servicedesk.prognosis.decided.v1", EventFamily.Planning, typeof(PrognosisDecided), j => j.PrognosisDecided),
        new("servicedesk.prognosis.overridden.v1", EventFamily.Planning, typeof(PrognosisOverridden), j => j.PrognosisOverridden),
        new("servicedesk.planned-change.announced.v1", EventFamily.Planning, typeof(PlannedChange), j => j.PlannedChange),
        new("servicedesk.series-break.declared.v1", EventFamily.Planning, typeof(SeriesBreak), j => j.SeriesBreak),
    ];

    private static readonly Dictionary<string, EventType> ByName = All.ToDictionary(t => t.Name, StringComparer.Ordinal);
    private static readonly Dictionary<Type, EventType> ByData = All.ToDictionary(t => t.DataType);

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
