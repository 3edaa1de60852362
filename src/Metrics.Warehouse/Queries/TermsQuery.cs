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
            ? new TermsUsed(u.Id, calendar.Label, TermsInWords.Of(Held(calendar, from, to), calendar.Exceptions.Where(e => !(e.Date < from) && !(e.Date >= to))), u.Facts)
            : new TermsUsed(u.Id, new Label(u.Id, u.Id), new Label("", ""), u.Facts)).ToArray();
    }

    /// <summary>The policies of some facts.</summary>
    public IReadOnlyList<TermsUsed> Policies(IEnumerable<(string Name, long Facts)> used)
    {
        var known = organisation.Terms.Policies.SelectMany(p => p.Versions.Select(v => (Policy: p, Version: v))).ToDictionary(v => v.Version.Name, StringComparer.Ordinal);
        return used.Select(u => known.TryGetValue(u.Name, out var v)
            ? new TermsUsed(u.Name, v.Policy.Label, TermsInWords.Of(v.Version), u.Facts)
            : new TermsUsed(u.Name, new Label(u.Name, u.Name), new Label("", ""), u.Facts)).ToArray();
    }

    private static IEnumerable<CalendarVersion> Held(OpeningCalendar calendar, LocalDate? from, LocalDate? to)
    {
        var first = from is { } f ? Array.IndexOf(calendar.Versions.ToArray(), calendar.VersionAt(calendar.Zone.AtStartOfDay(f).ToInstant())) : 0;
        return calendar.Versions.Skip(first).TakeWhile(v => to is not { } end || v.ValidFrom is not { } start || start < end.AtMidnight());
    }
}
