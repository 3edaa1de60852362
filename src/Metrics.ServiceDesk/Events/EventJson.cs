using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Metrics.ServiceDesk.Events;

/// <summary>How event data reads and writes as JSON: strict in, canonical out (no nulls, no insignificant digits).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [
        typeof(InstantConverter), typeof(ExactDecimalConverter), typeof(WholeNumberConverter),
        typeof(KebabEnumConverter<TicketKind>), typeof(KebabEnumConverter<ContactOutcome>), typeof(KebabEnumConverter<MeasureKind>),
        typeof(KebabEnumConverter<HandlingMode>), typeof(KebabEnumConverter<Sex>),
    ])]
[JsonSerializable(typeof(TicketOpened))]
[JsonSerializable(typeof(TicketReclassified))]
[JsonSerializable(typeof(TicketStatusChanged))]
[JsonSerializable(typeof(TicketResponded))]
[JsonSerializable(typeof(TicketPaused))]
[JsonSerializable(typeof(TicketResumed))]
[JsonSerializable(typeof(TicketHandedOver))]
[JsonSerializable(typeof(TicketHandedBack))]
[JsonSerializable(typeof(TicketDeadlineAgreed))]
[JsonSerializable(typeof(TicketResolved))]
[JsonSerializable(typeof(TicketReopened))]
[JsonSerializable(typeof(TicketClosed))]
[JsonSerializable(typeof(TicketCancelled))]
[JsonSerializable(typeof(ContactOffered))]
[JsonSerializable(typeof(ContactClosed))]
[JsonSerializable(typeof(ContactMisrouted))]
[JsonSerializable(typeof(ContactAnswered))]
[JsonSerializable(typeof(ContactAbandoned))]
[JsonSerializable(typeof(ContactTimedOut))]
[JsonSerializable(typeof(ContactTransferred))]
[JsonSerializable(typeof(ContactEnded))]
[JsonSerializable(typeof(ContactRecorded))]
[JsonSerializable(typeof(VolumeCounted))]
[JsonSerializable(typeof(SurveyRated))]
[JsonSerializable(typeof(SurveyResult))]
[JsonSerializable(typeof(IndicatorReported))]
[JsonSerializable(typeof(PrognosisDecided))]
[JsonSerializable(typeof(PlannedChange))]
[JsonSerializable(typeof(SeriesBreak))]
internal sealed partial class EventJson : JsonSerializerContext;

/// <summary>The one context in use.</summary>
internal static class EventContract
{
    /// <summary>
    /// <c>å</c> stays <c>å</c> in the log: the relaxed encoder escapes only what JSON itself demands, and the text never
    /// meets HTML unescaped.
    /// </summary>
    public static EventJson Strict { get; } = new(new JsonSerializerOptions(EventJson.Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>RFC 3339 date-times with any offset in, UTC out; kept to the microsecond.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString()!, out var instant)
            ? instant
            : throw new JsonException("is not an RFC 3339 date-time between 1970 and 2199, such as 2023-11-20T08:15:00+01:00");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
        => writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}

/// <summary>Decimals as JSON numbers without trailing zeros, so that 5 and 5.0 are the same content.</summary>
public sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value)
            ? value
            : throw new JsonException("is not a number within its range");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
        => writer.WriteRawValue(value.ToString("G29", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal)
            ? value.ToString(CultureInfo.InvariantCulture)
            : text);
}

/// <summary>Integers; 1.0 is one, as JSON Schema has it.</summary>
public sealed class WholeNumberConverter : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value)
           && decimal.IsInteger(value) && value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new JsonException("is not a whole number within its range");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>Enum members as <c>kebab-case</c> words, to the letter.</summary>
public sealed class KebabEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values =
        Enum.GetValues<T>().ToDictionary(v => Words.Of(v), StringComparer.Ordinal);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"is not one of {string.Join(", ", Values.Keys)}");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words.Of(value));
}
