using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Metrics.ServiceDesk.Events;

/// <summary>
/// One validated event. Identity is (<see cref="Source"/>, <see cref="Id"/>); of several versions of one identity the
/// highest (<see cref="Revision"/>, <see cref="Content"/>) wins, whatever the order of arrival.
/// </summary>
public sealed class ServiceEvent
{
    private ServiceEvent(EventType type, string organisation, string source, string id, string subject, Instant time, EventData data)
    {
        Type = type;
        Organisation = organisation;
        Source = source;
        Id = id;
        Subject = subject;
        Time = time;
        Data = data;
    }

    /// <summary>Its type.</summary>
    public EventType Type { get; }

    /// <summary>The organisation it belongs to.</summary>
    public string Organisation { get; }

    /// <summary>The system that tells it.</summary>
    public string Source { get; }

    /// <summary>Its id, unique in its source.</summary>
    public string Id { get; }

    /// <summary>The ticket, contact or series it is about, within its source.</summary>
    public string Subject { get; }

    /// <summary>When it happened.</summary>
    public Instant Time { get; }

    /// <summary>What it says.</summary>
    public EventData Data { get; }

    /// <summary>Which version of the event this is; 0 when the source keeps none.</summary>
    public long Revision { get; private init; }

    /// <summary>When it became known, as its source claims; honoured only for sources that are trusted with it.</summary>
    public Instant? RecordedTime { get; private init; }

    /// <summary>The canonical JSON of <see cref="Data"/>.</summary>
    public string DataJson { get; private init; } = "{}";

    /// <summary>The hash of the identity.</summary>
    public UInt128 Key { get; private init; }

    /// <summary>
    /// The hash of what the event is about: one fold's events share it. A ticket or contact is told by many events; any other
    /// event tells a fact of its own.
    /// </summary>
    public UInt128 SubjectKey { get; private init; }

    /// <summary>The hash of what the event says: equal for duplicates, different for corrections.</summary>
    public UInt128 Content { get; private init; }

    /// <summary>Makes an event of parts that are valid already.</summary>
    /// <param name="data">What it says.</param>
    /// <param name="organisation">The organisation's id.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="id">The id in that source.</param>
    /// <param name="subject">The ticket, contact or series.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="revision">The version; the higher wins.</param>
    /// <param name="recordedTime">When it became known, if the source says.</param>
    public static ServiceEvent Create(
        EventData data, string organisation, string source, string id, string subject, Instant time,
        long revision = 0, Instant? recordedTime = null)
    {
        var type = EventType.Of(data);
        var micros = Instant.FromUnixTimeTicks(time.ToUnixTimeTicks() / 10 * 10);
        var json = JsonSerializer.Serialize(data, type.Data);
        var key = KeyOf(source, id);
        return new ServiceEvent(type, organisation, source, id, subject, micros, data)
        {
            Revision = revision,
            RecordedTime = recordedTime,
            DataJson = json,
            Key = key,
            SubjectKey = type.Family is EventFamily.Ticket or EventFamily.Contact && subject != id
                ? SubjectKeyOf(type.Family, organisation, source, subject)
                : key ^ Realm(type.Family, organisation),
            Content = Hash128.Of(type.Name, organisation, subject, micros.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture), json),
        };
    }

    /// <summary>An event read back from the log, whose hashes are known.</summary>
    public static ServiceEvent Restore(
        EventType type, string organisation, string source, string id, string subject, Instant time, string dataJson,
        UInt128 key, UInt128 subjectKey, long revision = 0)
        => new(type, organisation, source, id, subject, time, (EventData)JsonSerializer.Deserialize(dataJson, type.Data)!)
        {
            DataJson = dataJson,
            Key = key,
            SubjectKey = subjectKey,
            Revision = revision,
        };

    /// <summary>The hash of an identity.</summary>
    public static UInt128 KeyOf(string source, string id) => Hash128.Of(source, id);

    /// <summary>The hash of what events are about. A subject means something only within its organisation and source.</summary>
    public static UInt128 SubjectKeyOf(EventFamily family, string organisation, string source, string subject)
        => KeyOf(source, subject) ^ Realm(family, organisation);

    // Both halves are cryptographic hashes, so their sum without carry collides no sooner than either; and the common event
    // whose subject is its id is hashed once.
    private static UInt128 Realm(EventFamily family, string organisation)
        => Realms.GetOrAdd((family, organisation), static realm => Hash128.Of(Words.Of(realm.Family), realm.Organisation));

    private static readonly ConcurrentDictionary<(EventFamily Family, string Organisation), UInt128> Realms = new();
}
