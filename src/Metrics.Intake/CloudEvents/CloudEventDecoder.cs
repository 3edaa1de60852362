using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Intake.CloudEvents;

/// <summary>
/// Reads one CloudEvent (1.0, structured JSON) into a validated event. It is the product's validator: what it refuses, the
/// schemas in schemas/ refuse too. Not thread-safe: it remembers the last texts seen, since most repeat.
/// </summary>
/// <param name="organisation">The organisation of events that name none.</param>
/// <param name="known">The organisations there are.</param>
public sealed class CloudEventDecoder(string organisation, IReadOnlyDictionary<string, Organisation> known)
{
    private readonly TextCache _sources = new();
    private readonly TextCache _organisations = new();

    /// <summary>Reads one event.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="e">The event, when there is no fault.</param>
    /// <returns>The first fault; null when all is well.</returns>
    public DataFault? TryDecode(ReadOnlySpan<byte> json, out ServiceEvent? e)
    {
        e = null;
        if (!Utf8.IsValid(json)) return new DataFault("", "is not UTF-8");
        var envelope = default(Envelope);
        try
        {
            if (ReadEnvelope(json, ref envelope) is { } fault) return fault;
        }
        catch (JsonException x)
        {
            return new DataFault("", $"is not JSON: {x.Message}");
        }
        catch (InvalidOperationException)
        {
            return new DataFault("", "holds a text with an unpaired \\ud800–\\udfff escape");
        }

        if (Missing(ref envelope) is { } missing) return new DataFault("", $"lacks {missing}");
        if (DataRules.TryRead(envelope.Type!, json.Slice(envelope.DataStart, envelope.DataLength), out var data) is { } dataFault)
            return dataFault with { Pointer = "/data" + dataFault.Pointer };
        e = ServiceEvent.Create(
            data!, envelope.Organisation ?? organisation, envelope.Source!, envelope.Id!, envelope.Subject ?? envelope.Id!,
            envelope.Time!.Value, envelope.Revision, envelope.RecordedTime);
        return null;
    }

    private static string? Missing(ref Envelope e)
    {
        if (!e.HasVersion) return "specversion";
        if (e.Id is null) return "id";
        if (e.Source is null) return "source";
        if (e.Type is null) return "type";
        if (e.Time is null) return "time";
        if (e.Subject is null && e.Type.Family is (EventFamily.Ticket or EventFamily.Contact)) return "subject (the ticket or contact it is about)";
        return e.DataLength == 0 ? "data" : null;
    }

    private DataFault? ReadEnvelope(ReadOnlySpan<byte> json, ref Envelope e)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new DataFault("", "is not a JSON object");
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadMember(ref reader, ref e, ref seen) is { } fault) return fault;
        }

        return reader.Read() ? new DataFault("", "has text after the object") : null;
    }

    private DataFault? ReadMember(ref Utf8JsonReader reader, ref Envelope e, ref uint seen)
    {
        var member = Which(ref reader);
        if (member == Member.Extension) return ReadExtension(ref reader);
        var bit = 1u << (int)member;
        if ((seen & bit) != 0) return new DataFault("/" + Name(member), "stands twice");
        seen |= bit;
        reader.Read();
        switch (member)
        {
            case Member.Data:
                e.DataStart = (int)reader.TokenStartIndex;
                reader.Skip();
                e.DataLength = (int)reader.BytesConsumed - e.DataStart;
                return null;
            case Member.DataBase64:
                return new DataFault("/data_base64", "is not read; send data as JSON");
            case Member.Revision:
                return Revision(ref reader, out e.Revision);
            default:
                if (reader.TokenType != JsonTokenType.String) return new DataFault("/" + Name(member), "is not a text");
                return ReadText(member, ref reader, ref e);
        }
    }

    private DataFault? ReadText(Member member, ref Utf8JsonReader reader, ref Envelope e)
    {
        switch (member)
        {
            case Member.SpecVersion:
                e.HasVersion = reader.ValueTextEquals("1.0"u8);
                return e.HasVersion ? null : new DataFault("/specversion", $"is '{reader.GetString()}', not 1.0");
            case Member.Id:
                return Identity("id", e.Id = reader.GetString()!);
            case Member.Source:
                return Identity("source", e.Source = _sources.Get(ref reader));
            case Member.Subject:
                return Identity("subject", e.Subject = reader.GetString()!);
            case Member.Type:
                e.Type = EventType.Find(reader.GetString()!);
                return e.Type is null ? new DataFault("/type", $"'{reader.GetString()}' is not a type that schemas/ lists") : null;
            case Member.Time:
                return Time("time", ref reader, out e.Time);
            case Member.RecordedTime:
                return Time("recordedtime", ref reader, out e.RecordedTime);
            case Member.DataContentType:
                return reader.ValueTextEquals("application/json"u8) ? null : new DataFault("/datacontenttype", $"is '{reader.GetString()}', not application/json");
            case Member.Organisation:
                e.Organisation = _organisations.Get(ref reader);
                return known.ContainsKey(e.Organisation)
                    ? null
                    : new DataFault("/organisation", $"there is no organisation '{e.Organisation}'; pipelines/organisations has {string.Join(", ", known.Keys)}");
            default:
                return null;
        }
    }

    private static DataFault? ReadExtension(ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            return new DataFault("/" + name, "is not a CloudEvents attribute: their names are lower-case letters and digits");
        reader.Read();
        return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? new DataFault("/" + name, "is not a text, number or boolean, as an extension attribute must be")
            : null;
    }

    private static DataFault? Identity(string name, string text)
        => text.Length == 0 ? new DataFault("/" + name, "is empty")
        : text.Length > Limits.Identity && text.EnumerateRunes().Count() > Limits.Identity ? new DataFault("/" + name, $"is longer than {Limits.Identity} characters")
        : null;

    private static DataFault? Time(string name, ref Utf8JsonReader reader, out Instant? time)
    {
        var ok = Rfc3339.TryParse(reader.GetString(), out var instant);
        time = ok ? instant : null;
        return ok ? null : new DataFault("/" + name, $"'{reader.GetString()}' is not an RFC 3339 date-time between 1970 and 2199, such as 2023-11-20T08:15:00+01:00");
    }

    private static DataFault? Revision(ref Utf8JsonReader reader, out long revision)
    {
        revision = 0;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var number) || !decimal.IsInteger(number) || number < 0 || number > MaxRevision)
            return new DataFault("/revision", $"is not a whole number from 0 to {MaxRevision}");
        revision = (long)number;
        return null;
    }

    /// <summary>The highest revision: what a JSON number holds exactly everywhere.</summary>
    public const long MaxRevision = 9_007_199_254_740_991;

    private static Member Which(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i])) return (Member)i;
        }

        return Member.Extension;
    }

    private static string Name(Member member) => Encoding.UTF8.GetString(Names[(int)member]);

    private enum Member
    {
        SpecVersion, Id, Source, Type, Time, Subject, Data, Organisation, Revision, RecordedTime, DataContentType, DataSchema, DataBase64, Extension,
    }

    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "specversion", "id", "source", "type", "time", "subject", "data", "organisation", "revision", "recordedtime", "datacontenttype",
            "dataschema", "data_base64",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private struct Envelope
    {
        public bool HasVersion;
        public string? Id;
        public string? Source;
        public string? Subject;
        public string? Organisation;
        public EventType? Type;
        public Instant? Time;
        public Instant? RecordedTime;
        public long Revision;
        public int DataStart;
        public int DataLength;
    }
}
