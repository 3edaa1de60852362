using System.Globalization;

namespace Metrics.Intake.Mapping;

/// <summary>Times that are counted from 1970: digits, with decimals or without, and nothing else.</summary>
internal static class UnixTime
{
    // 2286; what is larger is milliseconds that somebody called seconds.
    private const int DigitsOfSeconds = 10;

    /// <summary>Reads one, in UTC.</summary>
    /// <param name="text">As the record has it.</param>
    /// <param name="milliseconds">Whether milliseconds are counted rather than seconds.</param>
    /// <param name="time">The time, in UTC.</param>
    /// <returns>False when it isn't one.</returns>
    public static bool TryParse(string text, bool milliseconds, out DateTime time)
    {
        time = default;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text.Length : point;
        if (whole == 0 || point == text.Length - 1 || whole > DigitsOfSeconds + (milliseconds ? 3 : 0) || text.Length > 30) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i != point && !char.IsAsciiDigit(text[i])) return false;
        }

        var count = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        time = DateTime.UnixEpoch.AddTicks((long)(count * (milliseconds ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond)));
        return true;
    }
}
