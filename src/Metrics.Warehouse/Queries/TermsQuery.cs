using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>Names the calendars and policies behind a figure, with what they say, for its receipt.</summary>
/// <param name="organisation">Whose they are.</param>
public sealed class TermsQuery(Organisation organisation)
{
    /// <summary>The calendars in use, with every version; no fact is counted.</summary>
    public IReadOnlyList<TermsUsed> Calendars() => Calendars(organisation.Terms.Calendars.Select(r => r.Calendar).Prepend(organisation.Terms.Calendar).Select(c => c.Id).Distinct(StringComparer.Ordinal).Select(id => (id, 0L)), null, null);

    /// <summary>The policies in use, with every version; no fact is counted.</summary>
    public IReadOnlyList<TermsUsed> Policies() => Policies(organisation.Terms.Policies.SelectMany(p => p.Versions).Select(v => (v.Name, 0L)));

    /// <summary>The calendars of some facts, with the versions that held in a period.</summary>
    public IReadOnlyList<TermsUsed> Calendars(IEnumerable<(string Id, long Facts)> used, LocalDate? from, LocalDate? to)
    {
        var known = organisation.Terms.Calendars.Select(r => r.Calendar).Append(organisation.Terms.Calendar).DistinctBy(c => c.Id).ToDictionary(c => c.Id, StringComparer.Ordinal);
        return used.Select(u => known.TryGetValue(u.Id, out var calendar)
            ? new TermsUsed(u.Id, calendar.Label, string.Join("; ", Held(calendar, from, to).Select(Says)) + Exceptions(calendar, from, to), u.Facts)
            : new TermsUsed(u.Id, new Label(u.Id, u.Id), "", u.Facts)).ToArray();
    }

    /// <summary>The policies of some facts.</summary>
    public IReadOnlyList<TermsUsed> Policies(IEnumerable<(string Name, long Facts)> used)
    {
        var known = organisation.Terms.Policies.SelectMany(p => p.Versions.Select(v => (Policy: p, Version: v))).ToDictionary(v => v.Version.Name, StringComparer.Ordinal);
        return used.Select(u => known.TryGetValue(u.Name, out var v)
            ? new TermsUsed(u.Name, v.Policy.Label, string.Join("; ", v.Version.Promises.Select(Says)) + (v.Version.Calendar is { } own ? $", in the hours of {own.Id} ({string.Join("; ", own.Versions.Select(Says))})" : ""), u.Facts)
            : new TermsUsed(u.Name, new Label(u.Name, u.Name), "", u.Facts)).ToArray();
    }

    private static IEnumerable<CalendarVersion> Held(OpeningCalendar calendar, LocalDate? from, LocalDate? to)
    {
        var first = from is { } f ? Array.IndexOf(calendar.Versions.ToArray(), calendar.VersionAt(calendar.Zone.AtStartOfDay(f).ToInstant())) : 0;
        return calendar.Versions.Skip(first).TakeWhile(v => to is not { } end || v.ValidFrom is not { } start || start < end.AtMidnight());
    }

    private static string Exceptions(OpeningCalendar calendar, LocalDate? from, LocalDate? to) => string.Concat(calendar.Exceptions
        .Where(e => !(e.Date < from) && !(e.Date >= to)).OrderBy(e => e.Date)
        .Select(e => string.Create(CultureInfo.InvariantCulture, $", {e.Date:uuuu-MM-dd} {(e.Hours.Intervals.Count == 0 ? "closed" : string.Join(" ", e.Hours.Intervals))}{(e.Reason is { } why ? $" ({why})" : "")}")));

    private static string Says(CalendarVersion version)
    {
        var week = version.Weekdays.Select(d => d.Intervals.Count == 0 ? "closed" : string.Join(" ", d.Intervals)).ToArray();
        var days = new List<string>();
        for (var (first, day) = (0, 1); day <= 7; day++)
        {
            if (day < 7 && week[day] == week[first]) continue;
            var names = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames;
            days.Add($"{names[(first + 1) % 7]}{(day - 1 > first ? "–" + names[day % 7] : "")} {week[first]}");
            first = day;
        }

        var since = version.ValidFrom is { } from ? from.ToString("'from 'uuuu-MM-dd'T'HH:mm', '", CultureInfo.InvariantCulture) : "";
        var eves = string.Concat(version.Eves.Select(e => $", {e.Key} {(e.Value.Intervals.Count == 0 ? "closed" : string.Join(" ", e.Value.Intervals))}"));
        return $"{since}{string.Join(", ", days)}, public holidays {(version.ClosedOnPublicHolidays ? "closed" : "open")}{eves}";
    }

    private static string Says(Promise promise) => $"{promise.For}: {string.Join(", ", new[] { Says("first response", promise.FirstResponse), Says("resolution", promise.Resolution) }.OfType<string>())}";

    private static string? Says(string what, TimeLimit? limit) => limit is { } l
        ? string.Create(CultureInfo.InvariantCulture, $"{what} within {l.Within.TotalHours:0.##} h {(l.Time == ClockTime.Opening ? "of opening time" : "around the clock")}")
        : null;
}
