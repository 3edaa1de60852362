using System.Globalization;
using NodaTime;
using NodaTime.Calendars;

namespace Metrics.ServiceDesk.Time;

/// <summary>The written form of periods: 2021-03-01T08:15+01:00 (a quarter), 2021-03-01T08+01:00 (an hour), 2021-03-01, 2021-W09, 2021-03, 2021-T1, 2021, total.</summary>
public static class PeriodKey
{
    /// <summary>The period of a kind that a local day falls in.</summary>
    /// <param name="kind">Day or longer.</param>
    /// <param name="day">The day.</param>
    public static string Of(PeriodKind kind, LocalDate day) => kind switch
    {
        PeriodKind.Day => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        PeriodKind.Week => string.Create(CultureInfo.InvariantCulture, $"{WeekYearRules.Iso.GetWeekYear(day):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(day):00}"),
        PeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}"),
        PeriodKind.Tertial => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-T{((day.Month - 1) / 4) + 1}"),
        PeriodKind.Year => day.Year.ToString("0000", CultureInfo.InvariantCulture),
        PeriodKind.Total => "total",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is shorter than a day"),
    };

    /// <summary>The quarter or hour that an instant falls in, by the local clock; its offset tells the hour that occurs twice apart.</summary>
    /// <param name="kind">Quarter or hour.</param>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">The organisation's zone.</param>
    public static string Of(PeriodKind kind, Instant instant, DateTimeZone zone)
    {
        if (kind > PeriodKind.Hour) return Of(kind, instant.InZone(zone).Date);
        var local = instant.InZone(zone);
        var minute = kind == PeriodKind.Hour ? "" : string.Create(CultureInfo.InvariantCulture, $":{local.Minute / 15 * 15:00}");
        var offset = local.Offset.ToTimeSpan();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{local.Year:0000}-{local.Month:00}-{local.Day:00}T{local.Hour:00}{minute}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }

    /// <summary>The first day of the period of a kind that a day falls in: month, tertial or year.</summary>
    public static LocalDate StartOf(PeriodKind kind, LocalDate day) => kind switch
    {
        PeriodKind.Month => new LocalDate(day.Year, day.Month, 1),
        PeriodKind.Tertial => new LocalDate(day.Year, ((day.Month - 1) / 4 * 4) + 1, 1),
        PeriodKind.Year => new LocalDate(day.Year, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is neither month, tertial nor year"),
    };

    /// <summary>The first day after the period of a kind that a day falls in.</summary>
    public static LocalDate EndOf(PeriodKind kind, LocalDate day) => kind switch
    {
        PeriodKind.Day => day.PlusDays(1),
        PeriodKind.Week => day.PlusDays(8 - (int)day.DayOfWeek),
        PeriodKind.Month => StartOf(kind, day).PlusMonths(1),
        PeriodKind.Tertial => StartOf(kind, day).PlusMonths(4),
        PeriodKind.Year => new LocalDate(day.Year + 1, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no end of its own"),
    };

    /// <summary>Reads a period that stands for whole days: its first day and the first day after it.</summary>
    /// <returns>False when the text is no such period.</returns>
    public static bool TryParse(string text, out PeriodKind kind, out LocalDate from, out LocalDate to)
    {
        (kind, from, to) = (default, default, default);
        var parts = text.Split('-');
        if (!Digits(parts[0], 4, out var year) || year is < 1970 or > 2199) return false;
        switch (parts)
        {
            case [_]:
                (kind, from) = (PeriodKind.Year, new LocalDate(year, 1, 1));
                break;
            case [_, ['T', var t]] when t is >= '1' and <= '3':
                (kind, from) = (PeriodKind.Tertial, new LocalDate(year, ((t - '1') * 4) + 1, 1));
                break;
            case [_, ['W', .. var w]] when Digits(w, 2, out var week) && week >= 1 && week <= WeekYearRules.Iso.GetWeeksInWeekYear(year):
                (kind, from) = (PeriodKind.Week, WeekYearRules.Iso.GetLocalDate(year, week, IsoDayOfWeek.Monday));
                break;
            case [_, var m] when Digits(m, 2, out var month) && month is >= 1 and <= 12:
                (kind, from) = (PeriodKind.Month, new LocalDate(year, month, 1));
                break;
            case [_, var m, var d] when Digits(m, 2, out var month) && month is >= 1 and <= 12 && Digits(d, 2, out var day)
                && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month):
                (kind, from) = (PeriodKind.Day, new LocalDate(year, month, day));
                break;
            default:
                return false;
        }

        to = EndOf(kind, from);
        return true;
    }

    /// <summary>Reads a period, or several in a row: 2021-01..2021-08.</summary>
    /// <returns>False when the text is neither.</returns>
    public static bool TryParseSpan(string text, out LocalDate from, out LocalDate to)
    {
        var ends = text.Split("..");
        if (!TryParse(ends[0], out _, out from, out to) || ends.Length > 2) return false;
        return ends.Length == 1 || (TryParse(ends[1], out _, out _, out to) && from < to);
    }

    /// <summary>Days as <see cref="TryParseSpan"/> reads them, as short as can be: a year, whole months, days.</summary>
    public static string OfSpan(DateInterval days)
    {
        var after = days.End.PlusDays(1);
        foreach (var kind in (PeriodKind[])[PeriodKind.Year, PeriodKind.Tertial, PeriodKind.Month])
        {
            if (StartOf(kind, days.Start) == days.Start && EndOf(kind, days.Start) == after) return Of(kind, days.Start);
        }

        var unit = days.Start.Day == 1 && after.Day == 1 ? PeriodKind.Month : PeriodKind.Day;
        return days.Start == days.End ? Of(unit, days.Start) : $"{Of(unit, days.Start)}..{Of(unit, days.End)}";
    }

    /// <summary>Reads a quarter or an hour: its first instant and the first after it.</summary>
    /// <returns>False when the text is neither.</returns>
    public static bool TryParseShort(string text, out PeriodKind kind, out Instant from, out Instant to)
    {
        (from, to) = (default, default);
        kind = text.Length == 19 ? PeriodKind.Hour : PeriodKind.Quarter;
        var full = kind == PeriodKind.Hour ? text.Insert(13, ":00:00") : text.Length == 22 ? text.Insert(16, ":00") : "";
        if (!Events.Rfc3339.TryParse(full, out from)) return false;
        to = from + Duration.FromMinutes(kind == PeriodKind.Hour ? 60 : 15);
        return from.ToUnixTimeSeconds() % 900 == 0;
    }

    private static bool Digits(string text, int length, out int value)
    {
        value = 0;
        return text.Length == length && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
