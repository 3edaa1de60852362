using Metrics.Host.Wall;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Alarms;

/// <summary>What an organisation's alarms see, from the same cells as the wall and the report.</summary>
/// <param name="warehouse">The warehouse, at one moment.</param>
/// <param name="wall">The wall at that moment.</param>
public sealed class AlarmReadings(MetricsWarehouse warehouse, WallView wall)
{
    private static readonly Duration News = Duration.FromHours(1);

    private readonly Organisation _organisation = wall.Organisation;

    /// <summary>What each rule sees.</summary>
    public IReadOnlyList<AlarmReading> Read() => [.. _organisation.Alarms.SelectMany(Of)];

    private IEnumerable<AlarmReading> Of(AlarmRule rule) => rule.Watch switch
    {
        AlarmWatch.Figure => Figures(rule),
        AlarmWatch.LongestWait => Units(rule).Select(t => Limited(rule, t.Unit, t.LongestSince is { } since ? (decimal)(wall.Now - since).TotalSeconds : 0)),
        // Both count opening hours by themselves: what was promised around the clock warns at night too.
        AlarmWatch.Deadline => new DeadlineQuery(warehouse).At(_organisation, null).Where(d => rule.IsAbout(d.Traits.Slice.Unit) && d.State != DeadlineState.InTime)
            .GroupBy(d => d.Ticket, StringComparer.Ordinal).Select(t => Warned(rule, t.First())),
        AlarmWatch.SilentSource => wall.Sources.Where(s => _organisation.StaleRuleOf(s.Family, s.Source) is not null && wall.Now - s.LastEvent <= SourceFreshness.Ended).Select(s => (Source: s, IsStale: s.IsStale(_organisation, wall.Now)))
            .Select(s => new AlarmReading(new AlarmSubject(rule.Id, null, $"{s.Source.Source} ({Words.Of(s.Source.Family)})"), s.IsStale, !s.IsStale, null, true)),
        AlarmWatch.UnusualHalfHour => Units(rule).Select(t => Latest(rule, t)),
        _ => throw new InvalidOperationException($"{rule.Watch} isn't watched"),
    };

    // The wall tells of a unit in one tile, and of its other channels in tiles of their own.
    private IEnumerable<WallTile> Units(AlarmRule rule) => wall.Tiles.Where(t => t.Channel is null && t.Unit is not null && rule.IsAbout(t.Unit));

    private IEnumerable<AlarmReading> Figures(AlarmRule rule)
    {
        var today = warehouse.Today(_organisation, null);
        var asked = new KpiQuestion { Organisation = _organisation, Kpis = [rule.Kpi!], Split = [Dimension.Unit] };
        asked = rule.Window == AlarmWindow.Now ? asked with { Within = WallBuilder.QuartersAt(wall.Now) } : asked with { From = today, To = today.PlusDays(1) };
        return new KpiQuery(warehouse).Answer(asked).Where(r => r is { Contractual: true, Unit: not null } && rule.IsAbout(r.Unit))
            .Select(r => Limited(rule, r.Unit, (r.Denominator ?? r.Numerator) >= rule.AtLeast ? r.Value : null));
    }

    // What broke long ago, before anybody watched, is no news; the wall counts it.
    private AlarmReading Warned(AlarmRule rule, Deadline deadline)
        => new(new AlarmSubject(rule.Id, deadline.Traits.Slice.Unit, deadline.Ticket), deadline.State == DeadlineState.DueSoon || wall.Now - deadline.AgreedDueAt <= News ? true : null, false, null, true);

    private AlarmReading Limited(AlarmRule rule, string? unit, decimal? value) => new(
        new AlarmSubject(rule.Id, unit, null), value is { } v ? rule.Limit!.IsBeyond(v) : null, value is { } back && rule.Limit!.IsBack(back), value,
        _organisation.Terms.CalendarOf(new Slice(_organisation.Id, unit, null, null, null, null, null)).IsOpen(wall.Now));

    private AlarmReading Latest(AlarmRule rule, WallTile tile)
    {
        var (running, over) = (tile.HalfHours.LastOrDefault(h => h.Offered is not null), tile.HalfHours.LastOrDefault(h => h.Start + WallBuilder.HalfHour <= wall.Now));
        var unusual = running is { Unusual: true } ? running : over is { Unusual: true } ? over : null;
        return new AlarmReading(new AlarmSubject(rule.Id, tile.Unit, null), unusual is not null, unusual is null, (unusual ?? running)?.Offered, tile.IsOpen);
    }
}
