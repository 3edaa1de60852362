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
[JsonSerializable(typeof(PrognosisOverridden))]
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
    /// <summary>What a text that is no such date-time is told.</summary>
    public const string Expected = "is not an RFC 3339 date-time between 1970 and 2199, such as 2023-11-20T08:15:00+01:00";

    private static readonly Duration WidestOffset = Duration.FromMinutes((24 * 60) - 1);

    /// <summary>Reads the date-time that the reader stands at; false when it is something else.</summary>
    /// <exception cref="InvalidOperationException">The text has an unpaired surrogate escape.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, out Instant instant)
    {
        instant = default;
        if (reader.TokenType != JsonTokenType.String) return false;
        Span<char> text = stackalloc char[64];
        if (reader.ValueSpan.Length > text.Length) return Rfc3339.TryParse(reader.GetString(), out instant);
        return Rfc3339.TryParse(text[..reader.CopyString(text)], out instant);
    }

    /// <summary>The one spelling of an instant: UTC, no digits to spare. What was read reads back.</summary>
    public static string Format(Instant instant) => instant.InUtc().Year switch
    {
        // 1970-01-01T00:00:00+01:00 is 1969 in UTC, which would not read back.
        < 1970 => InstantPattern.ExtendedIso.Format(instant + WidestOffset).Replace("Z", "+23:59", StringComparison.Ordinal),
        > 2199 => InstantPattern.ExtendedIso.Format(instant - WidestOffset).Replace("Z", "-23:59", StringComparison.Ordinal),
        _ => InstantPattern.ExtendedIso.Format(instant),
    };

    /// <summary>The same of an instant that may be unknown; null when it is.</summary>
    public static string? Format(Instant? instant) => instant is { } known ? Format(known) : null;

    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryRead(ref reader, out var instant) ? instant : throw new JsonException(Expected);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));
}

/// <summary>Decimals as JSON numbers without trailing zeros, so that 5 and 5.0 are the same content.</summary>
public sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    private const decimal Smallest = 0.0000000000000000000000000001m;

    /// <summary>Reads the number that the reader stands at, to 28 digits; false when it is no number or beyond any decimal.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out decimal value)
    {
        value = 0;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out value)) return false;
        // Too small for a decimal is not zero: -1e-300 is negative, and 1e-300 is no whole number.
        if (value == 0 && reader.GetDouble() is var number and not 0) value = number < 0 ? -Smallest : Smallest;
        return true;
    }

    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryRead(ref reader, out var value) ? value : throw new JsonException("is not a number within its range");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text);
    }
}

/// <summary>Integers; 1.0 is one, as JSON Schema has it.</summary>
public sealed class WholeNumberConverter : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => ExactDecimalConverter.TryRead(ref reader, out var value) && decimal.IsInteger(value) && value is >= int.MinValue and <= int.MaxValue
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
