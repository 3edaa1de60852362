using System.Security.Cryptography;
using System.Text;
using Metrics.Host.Alarms;
using Metrics.Reporting;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.Host.Wall;

/// <summary>The shape of a wall for pages and programs.</summary>
public static class WallJson
{
    private const int MostAlarms = 6;
    private const int StateLength = 16;

    /// <summary>A wall: its figures are the rows of <c>GET kpis</c>.</summary>
    /// <param name="wall">The wall.</param>
    /// <param name="isSimulated">Whether its clock is a simulated one.</param>
    public static object Of(WallView wall, bool isSimulated) => new
    {
        organisation = wall.Organisation.Id,
        label = KpiJson.Of(wall.Organisation.Label),
        zone = wall.Organisation.Zone.Id,
        now = InstantConverter.Format(wall.Now),
        simulated = isSimulated,
        incidents = wall.Incidents.Select(i => new { ticket = i.Ticket, touches = i.Touches, since = InstantConverter.Format(i.Since), toldAt = InstantConverter.Format(i.ToldAt) }),
        sources = wall.Sources.Select(s => SourceJson.Of(s, wall.Organisation, wall.Now)),
        alarms = Alarms(wall),
        tiles = wall.Tiles.Select(Of),
    };

    // A bad morning has thousands of broken promises, and a wall is told of several times a second: what a rule has to say of a unit many times is said once, with how
    // many. The newest come first, and after them those that somebody has seen to.
    private static object Alarms(WallView wall)
    {
        var groups = wall.Alarms.GroupBy(a => (a.Subject.Rule, a.Subject.Unit, a.Subject.Thing is null ? a.Id : null, a.AcknowledgedBy)).OrderBy(g => g.Key.AcknowledgedBy is not null);
        var state = string.Join('\n', wall.Alarms.Select(a => $"{a.Id} {a.AcknowledgedBy}"));
        return new
        {
            count = wall.Alarms.Count,
            state = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..StateLength],
            shown = groups.Take(MostAlarms).Select(g => new { alarm = AlarmJson.Of(g.First(), wall.Organisation, wall.Organisation.DayOf(wall.Now)), more = g.Count() - 1 }),
        };
    }

    private static object Of(WallTile tile) => new
    {
        unit = tile.Unit,
        channel = tile.Channel,
        name = tile.Name,
        open = tile.IsOpen,
        changesAt = InstantConverter.Format(tile.ChangesAt),
        status = Words.Of(tile.Status),
        serviceLevel = Figure(tile.ServiceLevel),
        serviceLevelNow = Figure(tile.ServiceLevelNow),
        goal = tile.Goal?.Target is { Kind: TargetKind.Limit, Value: { } limit } goal ? new { value = limit, inclusive = goal.Inclusive, decision = goal.Decision } : null,
        waiting = tile.Waiting,
        longestSince = InstantConverter.Format(tile.LongestSince),
        figures = tile.Figures.ToDictionary(f => f.Key, f => Figure(f.Value), StringComparer.Ordinal),
        nextBreach = tile.NextBreach is { } next ? new { ticket = next.Ticket, awaits = next.Awaits, dueAt = InstantConverter.Format(next.DueAt), leftMinutes = Math.Floor(next.Left.TotalMinutes) } : null,
        overdue = tile.Overdue,
        dueSoon = tile.DueSoon,
        halfHours = tile.HalfHours.Select(h => new { start = InstantConverter.Format(h.Start), offered = h.Offered, expected = h.Expected, expectedNow = h.ExpectedNow, low80 = h.Low80, high80 = h.High80, unusual = h.Unusual }),
        stale = tile.IsStale,
        lastEvent = InstantConverter.Format(tile.LastEvent),
    };

    private static object? Figure(KpiRow? row) => row is null ? null : new { value = row.Value is { } v ? decimal.Round(v, 10).Plain() : (decimal?)null, numerator = row.Numerator.Plain(), denominator = row.Denominator.Plain(), variant = row.Variant, threshold = row.Threshold };
}
