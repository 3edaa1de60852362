using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Intake.CloudEvents;

/// <summary>
/// Reads one CloudEvent (1.0, structured JSON) into a validated event. It is the product's validator: what it refuses, the
/// schemas in schemas/ refuse too (they can't see a member that stands twice, nor which organisations there are).
/// An attribute that is null is an attribute left out, as CloudEvents has it. Not thread-safe: it remembers the last texts seen,
/// since most repeat.
/// </summary>
/// <param name="organisation">The organisation of events that name none.</param>
/// <param name="known">The organisations there are.</param>
public sealed class CloudEventDecoder(string organisation, IReadOnlyDictionary<string, Organisation> known)
{
    /// <summary>The highest revision: what a JSON number holds exactly everywhere.</summary>
    public const long MaxRevision = EventSchemas.MaxRevision;

    private static readonly Regex JsonMediaType =
        new(EventSchemas.JsonMediaType, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    private readonly TextCache _sources = new();
    private readonly TextCache _types = new();
    private readonly TextCache _organisations = new();
    private readonly HashSet<string> _extensions = new(StringComparer.Ordinal);

    /// <summary>Reads one event.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="e">The event, when there is no fault.</param>
    /// <returns>The first fault; null when all is well. Nothing is thrown, whatever the bytes.</returns>
    public DataFault? TryDecode(ReadOnlySpan<byte> json, out ServiceEvent? e)
    {
        e = null;
        if (!Utf8.IsValid(json)) return new DataFault("", "is not UTF-8");
        var envelope = default(Envelope);
        envelope.At = "";
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
            return new DataFault(envelope.At, DataRules.LoneSurrogate);
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
        if (e.Subject is null && EventSchemas.NeedsSubject(e.Type)) return "subject (the ticket or contact it is about)";
        return e.DataLength == 0 ? "data" : null;
    }

    private DataFault? ReadEnvelope(ReadOnlySpan<byte> json, ref Envelope e)
    {
        var reader = new Utf8JsonReader(json, DataRules.AnyDepth);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new DataFault("", "is not a JSON object");
        _extensions.Clear();
        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadMember(ref reader, ref e, ref seen) is { } fault) return fault;
        }

        return reader.Read() ? new DataFault("", "has text after the object") : null;
    }

    private DataFault? ReadMember(ref Utf8JsonReader reader, ref Envelope e, ref uint seen)
    {
        e.At = "";
        var member = EnvelopeMembers.At(ref reader);
        if (member == EnvelopeMember.Extension) return ReadExtension(ref reader, ref e);
        e.At = EnvelopeMembers.PointerOf(member);
        var bit = 1u << (int)member;
        if ((seen & bit) != 0) return new DataFault(e.At, "stands twice");
        seen |= bit;
        reader.Read();
        switch (member)
        {
            case EnvelopeMember.Data:
                e.DataStart = (int)reader.TokenStartIndex;
                reader.Skip();
                e.DataLength = (int)reader.BytesConsumed - e.DataStart;
                return null;
            case EnvelopeMember.DataBase64:
                return new DataFault(e.At, "is not read; send data as JSON");
            case var _ when reader.TokenType == JsonTokenType.Null:
                return null;
            case EnvelopeMember.Revision:
                return Revision(ref reader, out e.Revision);
            default:
                if (reader.TokenType != JsonTokenType.String) return new DataFault(e.At, "is not a text");
                return ReadText(member, ref reader, ref e) is { } reason ? new DataFault(e.At, reason) : null;
        }
    }

    private string? ReadText(EnvelopeMember member, ref Utf8JsonReader reader, ref Envelope e)
    {
        switch (member)
        {
            case EnvelopeMember.SpecVersion:
                e.HasVersion = reader.ValueTextEquals("1.0"u8);
                return e.HasVersion ? null : $"is {Quoted(ref reader)}, not 1.0";
            case EnvelopeMember.Id:
                return Identity(e.Id = reader.GetString()!);
            case EnvelopeMember.Source:
                return Identity(e.Source = _sources.Get(ref reader));
            case EnvelopeMember.Subject:
                return Identity(e.Subject = reader.GetString()!);
            case EnvelopeMember.Type:
                e.Type = EventType.Find(_types.Get(ref reader));
                return e.Type is null ? $"{Quoted(ref reader)} is not a type that schemas/ lists" : null;
            case EnvelopeMember.Time:
                return Time(ref reader, out e.Time);
            case EnvelopeMember.RecordedTime:
                return Time(ref reader, out e.RecordedTime);
            case EnvelopeMember.DataContentType:
                return reader.ValueTextEquals("application/json"u8) || IsJson(reader.GetString()!)
                    ? null
                    : $"is {Quoted(ref reader)}, not application/json";
            case EnvelopeMember.DataSchema:
                return reader.GetString()!.Length == 0 ? "is empty; leave it out instead" : null;
            default:
                e.Organisation = _organisations.Get(ref reader);
                return Identity(e.Organisation) ?? (known.ContainsKey(e.Organisation)
                    ? null
                    : $"there is no organisation {DataRules.Quote(e.Organisation)}; pipelines/organisations has {string.Join(", ", known.Keys)}");
        }
    }

    private DataFault? ReadExtension(ref Utf8JsonReader reader, ref Envelope e)
    {
        var name = reader.GetString()!;
        e.At = DataRules.Pointer(name);
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            return new DataFault(e.At, "is not a CloudEvents attribute: their names are lower-case letters and digits");
        if (!_extensions.Add(name)) return new DataFault(e.At, "stands twice");
        reader.Read();
        // Nothing reads the text, but a half surrogate pair is a fault wherever it stands.
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped) _ = reader.GetString();
        return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? new DataFault(e.At, "is not a text, number or boolean, as an extension attribute must be")
            : null;
    }

    private static string Quoted(ref Utf8JsonReader reader) => DataRules.Quote(reader.GetString()!);

    private static string? Identity(string text)
        => text.Length == 0 ? "is empty"
        : text.Contains('\0', StringComparison.Ordinal) ? DataRules.HoldsNul
        : text.Length > Limits.Identity && text.EnumerateRunes().Count() > Limits.Identity ? $"is longer than {Limits.Identity} characters"
        : null;

    private static string? Time(ref Utf8JsonReader reader, out Instant? time)
    {
        time = InstantConverter.TryRead(ref reader, out var instant) ? instant : null;
        return time is null ? $"{Quoted(ref reader)} {InstantConverter.Expected}" : null;
    }

    private static DataFault? Revision(ref Utf8JsonReader reader, out long revision)
    {
        revision = 0;
        if (!ExactDecimalConverter.TryRead(ref reader, out var number) || !decimal.IsInteger(number) || number < 0 || number > MaxRevision)
            return new DataFault("/revision", $"is not a whole number from 0 to {MaxRevision}");
        revision = (long)number;
        return null;
    }

    // .NET's $ overlooks a last line break.
    private static bool IsJson(string mediaType) => JsonMediaType.IsMatch(mediaType) && !mediaType.EndsWith('\n');
}
