using System.Globalization;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;

namespace Metrics.Warehouse.Queries;

/// <summary>What calendars and policies say, in words of both languages.</summary>
internal sealed class TermsInWords
{
    private static readonly TermsInWords Swedish = new(true);
    private static readonly TermsInWords English = new(false);

    private readonly bool _swedish;
    private readonly string[] _days;

    private TermsInWords(bool swedish)
    {
        _swedish = swedish;
        var names = (swedish ? CultureInfo.GetCultureInfo("sv-SE") : CultureInfo.InvariantCulture).DateTimeFormat.AbbreviatedDayNames;
        _days = [.. Enumerable.Range(1, 7).Select(day => names[day % 7])];
    }

    /// <summary>Hours of some versions of a calendar, and some of its exceptions.</summary>
    public static Label Of(IEnumerable<CalendarVersion> versions, IEnumerable<ExceptionDay> exceptions)
    {
        var (held, apart) = (versions.ToArray(), exceptions.OrderBy(e => e.Date).ToArray());
        return new Label(Swedish.Says(held, apart), English.Says(held, apart));
    }

    /// <summary>What a version of a policy promises.</summary>
    public static Label Of(PolicyVersion version) => new(Swedish.Says(version), English.Says(version));

    private string In(string swedish, string english) => _swedish ? swedish : english;

    private string Says(IEnumerable<CalendarVersion> versions, IEnumerable<ExceptionDay> exceptions)
        => string.Join("; ", versions.Select(Says)) + string.Concat(exceptions.Select(e => $", {e.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} {Says(e.Hours)}{(e.Reason is { } why ? $" ({why})" : "")}"));

    private string Says(CalendarVersion version)
    {
        var week = version.Weekdays.Select(Says).ToArray();
        var days = new List<string>();
        for (var (first, day) = (0, 1); day <= 7; day++)
        {
            if (day < 7 && week[day] == week[first]) continue;
            days.Add($"{_days[first]}{(day - 1 > first ? "–" + _days[day - 1] : "")} {week[first]}");
            first = day;
        }

        var since = version.ValidFrom is { } from ? $"{In("från", "from")} {from.ToString("uuuu-MM-dd'T'HH:mm', '", CultureInfo.InvariantCulture)}" : "";
        var holidays = version.ClosedOnPublicHolidays ? In("helgdagar stängt", "public holidays closed") : In("helgdagar öppet", "public holidays open");
        return $"{since}{string.Join(", ", days)}, {holidays}{string.Concat(version.Eves.Select(e => $", {e.Key} {Says(e.Value)}"))}";
    }

    private string Says(DayHours hours) => hours.Intervals.Count == 0 ? In("stängt", "closed") : string.Join(" ", hours.Intervals);

    private string Says(PolicyVersion version)
        => string.Join("; ", version.Promises.Select(Says)) + (version.Calendar is { } own ? $", {In("i öppettiderna", "in the hours of")} {own.Id} ({string.Join("; ", own.Versions.Select(Says))})" : "");

    private string Says(Promise promise)
        => $"{In(promise.For.Says.Sv, promise.For.Says.En)}: {string.Join(", ", new[] { Says(In("första svar", "first response"), promise.FirstResponse), Says(In("lösning", "resolution"), promise.Resolution) }.OfType<string>())}";

    private string? Says(string what, TimeLimit? limit) => limit is { } l
        ? string.Create(_swedish ? CultureInfo.GetCultureInfo("sv-SE") : CultureInfo.InvariantCulture, $"{what} {In("inom", "within")} {l.Within.TotalHours:0.##} h {(l.Time == ClockTime.Opening ? In("öppettid", "of opening time") : In("dygnet runt", "around the clock"))}")
        : null;
}
