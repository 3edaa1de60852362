using System.Globalization;

namespace Metrics.Pipelines.Sources;

/// <summary>What a .NET date and time format says, and what it leaves out and so would be guessed.</summary>
public static class TimeFormat
{
    /// <summary>Seconds since 1970, with decimals or without.</summary>
    public const string Unix = "unix";

    /// <summary>Milliseconds since 1970.</summary>
    public const string UnixMilliseconds = "unix-ms";

    private static readonly DateTime Sample = new(2021, 10, 22, 15, 46, 57, 890, DateTimeKind.Unspecified);

    /// <summary>Whether it says the day of the month: one that doesn't is a month's.</summary>
    public static bool HasDay(string format) => IsUnix(format) || Specifiers(format).Any(s => s is "d" or "dd");

    /// <summary>Whether it says a time of day.</summary>
    public static bool HasTime(string format) => IsUnix(format) || Specifiers(format).Any(s => s[0] is 'H' or 'h');

    /// <summary>Whether it counts from 1970, in no zone.</summary>
    public static bool IsUnix(string format) => format is Unix or UnixMilliseconds;

    /// <summary>Why a format can't be used; null when it can.</summary>
    public static string? Fault(string format)
    {
        if (IsUnix(format)) return null;
        var letters = Specifiers(format).Select(s => s[0]).ToHashSet();
        if (!letters.Contains('y') || !letters.Contains('M')) return $"'{format}' doesn't say year and month, such as yyyy-MM-dd HH:mm:ss";
        if (HasTime(format) && !HasDay(format)) return $"'{format}' says a time but no day";
        if (letters.Contains('h') && !letters.Contains('t')) return $"'{format}' has a clock of twelve hours (h) without AM and PM (tt); one of 24 hours is HH";
        try
        {
            return DateTime.TryParseExact(Sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null
                : $"'{format}' can't be read back";
        }
        catch (FormatException)
        {
            return $"'{format}' is not a time format";
        }
    }

    // Runs of one letter, outside quotes and escapes.
    private static IEnumerable<string> Specifiers(string format)
    {
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                var end = format.IndexOf(c, i + 1);
                i = end < 0 ? format.Length : end;
            }
            else if (char.IsAsciiLetter(c))
            {
                var start = i;
                while (i + 1 < format.Length && format[i + 1] == c) i++;
                yield return format[start..(i + 1)];
            }
        }
    }
}
