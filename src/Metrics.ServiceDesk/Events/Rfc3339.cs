using System.Globalization;
using NodaTime;

namespace Metrics.ServiceDesk.Events;

/// <summary>Date-times of RFC 3339, as CloudEvents writes <c>time</c>.</summary>
public static class Rfc3339
{
    /// <summary>What a schema says of a date-time beside <c>format: date-time</c>: upper-case T and Z, no leap second, 1970–2199.</summary>
    public const string Pattern =
        @"^(19[7-9][0-9]|2[01][0-9][0-9])-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";

    /// <summary>Parses one; digits past the microsecond are cut, since the log keeps microseconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || !Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)
            || year is < 1970 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[19..];
        if (!Fraction(ref rest, out var microseconds) || !Offset(rest, out var offsetMinutes)) return false;
        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks
            + (microseconds * TimeSpan.TicksPerMicrosecond)
            - (offsetMinutes * TimeSpan.TicksPerMinute);
        instant = Instant.FromUnixTimeTicks(ticks - DateTime.UnixEpoch.Ticks);
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<char> rest, out int microseconds)
    {
        microseconds = 0;
        if (rest.Length == 0 || rest[0] != '.') return true;
        var length = 1;
        while (length < rest.Length && char.IsAsciiDigit(rest[length])) length++;
        if (length is < 2 or > 10) return false;
        for (var i = 1; i <= 6; i++) microseconds = (microseconds * 10) + (i < length ? rest[i] - '0' : 0);
        rest = rest[length..];
        return true;
    }

    private static bool Offset(ReadOnlySpan<char> rest, out int minutes)
    {
        minutes = 0;
        if (rest is "Z") return true;
        if (rest.Length != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':'
            || !Digits(rest[1..3], out var h) || !Digits(rest[4..6], out var m) || h > 23 || m > 59)
        {
            return false;
        }

        minutes = ((h * 60) + m) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    // int.TryParse forgives trailing NULs; a date has none.
    private static bool Digits(ReadOnlySpan<char> text, out int value)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && !text.Contains('\0');
}
