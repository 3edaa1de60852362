using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Wall;

/// <summary>Makes a wall of what the warehouse knows: the same cells as the report and every other surface.</summary>
/// <param name="warehouse">The warehouse, at one moment.</param>
/// <param name="forecasts">What each unit's half-hours of today are forecast to bring; null where nothing is.</param>
public sealed class WallBuilder(MetricsWarehouse warehouse, Func<string?, DayForecast?> forecasts)
{
    private const string ServiceLevel = "service-level";
    private const string Offered = "contacts-offered";
    private const int HalfHoursOfDay = 48;

    private static readonly string[] OfContacts = [ServiceLevel, Offered, "contacts-answered", "abandon-rate", "speed-of-answer"];
    private static readonly string[] OfMonth = [ServiceLevel, Offered, "sla-compliance"];
    private static readonly string[] OfTickets = ["tickets-opened", "tickets-resolved", "backlog", "sla-compliance"];
    internal static readonly Duration HalfHour = Duration.FromMinutes(30);
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    /// <summary>What is meant by now: the quarter of an hour that runs and the one before.</summary>
    internal static Interval QuartersAt(Instant now)
    {
        var quarter = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / (15 * 60) * 15 * 60);
        return new Interval(quarter - Quarter, quarter + Quarter);
    }

    /// <summary>Makes it.</summary>
    public WallView Build(Organisation organisation)
    {
        var (now, today) = (warehouse.Now, warehouse.Today(organisation, null));
        var (units, channels) = Ask(organisation);
        var deadlines = new DeadlineQuery(warehouse).At(organisation, null);
        var current = new NowQuery(warehouse);
        var waiting = current.Waiting(organisation);
        var tiles = units.Members.Select(m => Tile(organisation, m, units, [.. waiting.Where(w => w.Unit == m.Unit)], [.. deadlines.Where(d => d.Traits.Slice.Unit == m.Unit)]))
            .Concat(Others(channels).Select(m => Tile(organisation, m, channels, [.. waiting.Where(w => w.Unit == m.Unit && w.Channel == m.Channel)], [])));
        return new WallView(
            organisation, now, [.. tiles.OrderByDescending(t => t.IsOpen).ThenByDescending(t => Rank(t.Status)).ThenBy(t => t.ServiceLevel?.Value - (t.Goal?.Target.Value / 100)).ThenBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Channel, StringComparer.Ordinal)],
            [.. current.Incidents(organisation).Select(i => new WallIncident(i.Ticket, string.Join(", ", ((string?[])[i.Service, i.Unit is { } unit ? organisation.UnitName(unit, today) : null]).OfType<string>()), i.OpenedAt, i.ToldAt))],
            [.. warehouse.Sources().Where(s => s.Organisation == organisation.Id).OrderBy(s => s.Source, StringComparer.Ordinal).ThenBy(s => s.Family)],
            [.. new AlarmQuery(warehouse).Running(organisation).Reverse()]);
    }

    // By unit, and by unit and channel.
    private (Asked Units, Asked Channels) Ask(Organisation organisation)
    {
        var today = warehouse.Today(organisation, null);
        var asked = new KpiQuestion { Organisation = organisation, From = today, To = today.PlusDays(1) };
        var query = new KpiQuery(warehouse);
        (Figures Units, Figures Channels) Of(KpiQuestion of) => query.Answer(of, [Dimension.Unit], [Dimension.Unit, Dimension.Channel]) is [var units, var channels] ? (new(units), new(channels)) : throw new InvalidOperationException();
        var contacts = Of(asked with { Kpis = OfContacts });
        var tickets = query.Answer(asked with { Kpis = OfTickets, Split = [Dimension.Unit] });
        var month = Of(asked with { Kpis = OfMonth, From = today.With(DateAdjusters.StartOfMonth) });
        var now = Of(asked with { Kpis = [ServiceLevel], From = null, To = null, Within = QuartersAt(warehouse.Now) });
        var quarters = Of(asked with { Kpis = [Offered], By = PeriodKind.Quarter });
        return (new Asked(contacts.Units, new(tickets), month.Units, now.Units, quarters.Units), new Asked(contacts.Channels, new([]), month.Channels, now.Channels, quarters.Channels));
    }

    // A unit's most used channel stands for the unit; the others have tiles of their own beside all that it does.
    private static IEnumerable<Member> Others(Asked channels) => channels.Members.Where(m => m.Channel is not null && channels.Month.Contractual(m, Offered, null)?.Numerator > 0).GroupBy(m => m.Unit)
        .SelectMany(unit => unit.OrderByDescending(m => channels.Month.Contractual(m, Offered, null)?.Numerator ?? 0).ThenBy(m => m.Channel, StringComparer.Ordinal).Skip(1));

    private WallTile Tile(Organisation organisation, Member member, Asked asked, Waiting[] waiting, Deadline[] deadlines)
    {
        var (now, today) = (warehouse.Now, warehouse.Today(organisation, null));
        var goal = Goal.Of(organisation, ServiceLevel, member.Unit, today).FirstOrDefault();
        var level = asked.Contacts.Contractual(member, ServiceLevel, goal?.Formula.Variant);
        var next = deadlines.Where(d => d.State != DeadlineState.Overdue).MinBy(d => d.Left);
        var (change, opens) = organisation.Terms.CalendarOf(new Slice(organisation.Id, member.Unit, null, null, null, null, member.Channel)).NextChange(now);
        return new WallTile
        {
            Unit = member.Unit,
            Channel = member.Channel,
            Name = member.Unit is { } unit ? organisation.UnitName(unit, today) : organisation.Label.Sv,
            IsOpen = opens is false,
            ChangesAt = change,
            ServiceLevel = level,
            ServiceLevelNow = asked.Now.Contractual(member, ServiceLevel, goal?.Formula.Variant),
            Goal = goal,
            Waiting = waiting.Sum(w => w.Contacts),
            LongestSince = waiting.Length == 0 ? null : waiting.Min(w => w.LongestSince),
            Figures = asked.Contacts.All(member).Select(r => (Key: Key(r), Row: r)).Concat(asked.Tickets.All(member).Select(r => (Key(r), r)))
                .Concat(asked.Month.All(member).Select(r => ($"month:{Key(r)}", r))).ToDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal),
            NextBreach = next is null ? null : new WallBreach(next.Ticket, next.Awaits, next.AgreedDueAt, next.Left),
            Overdue = deadlines.Count(d => d.State == DeadlineState.Overdue),
            DueSoon = deadlines.Count(d => d.State == DeadlineState.DueSoon),
            HalfHours = HalfHours(organisation, now, today, asked.Quarters.All(member), member.Channel is null ? forecasts(member.Unit) : null),
            IsStale = level?.Stale == true,
            LastEvent = level?.LastEvent,
        };
    }

    private static WallHalfHour[] HalfHours(Organisation organisation, Instant now, LocalDate today, IEnumerable<KpiRow> quarters, DayForecast? expected)
    {
        var start = organisation.Zone.AtStartOfDay(today).ToInstant();
        var (calls, bands) = (new Dictionary<Instant, decimal>(), new Dictionary<Instant, Forecasting.Forecast>());
        foreach (var row in quarters.Where(r => r.Contractual && r.Numerator is > 0))
        {
            if (!PeriodKey.TryParseShort(row.Period, out _, out var at, out _)) continue;
            var half = start + ((int)((at - start).TotalMinutes / 30) * HalfHour);
            calls[half] = calls.GetValueOrDefault(half) + row.Numerator!.Value;
        }

        // Forecasts go by the wall clock, whose hours of a night may be missing or doubled.
        Instant At(int place) => organisation.Zone.AtLeniently(today.AtMidnight().PlusMinutes(30 * place)).ToInstant();
        for (var place = 0; place < expected?.Before.Count; place++) bands[At(place)] = expected.Before[place].Forecast;
        var rest = new Dictionary<Instant, double>();
        for (var place = 0; place < expected?.Rest.Count; place++) rest[At(HalfHoursOfDay - expected.Rest.Count + place)] = expected.Rest[place].Forecast.Mean;
        Instant[] shown = [.. calls.Keys.Concat(bands.Where(b => b.Value.High80 > 0).Select(b => b.Key))];
        if (shown.Length == 0) return [];
        var halves = new List<WallHalfHour>();
        for (var at = shown.Min(); at <= shown.Max(); at += HalfHour)
        {
            Forecasting.Forecast? band = bands.TryGetValue(at, out var found) ? found : null;
            decimal? came = at > now ? null : calls.GetValueOrDefault(at);
            var isUnusual = came is { } n && band is { } b && ((double)n > b.High95 || ((double)n < b.Low95 && at + HalfHour <= now));
            halves.Add(new WallHalfHour(at, came, band?.Mean, at + HalfHour > now && rest.TryGetValue(at, out var mean) ? mean : null, band?.Low80, band?.High80, isUnusual));
        }

        return [.. halves];
    }

    private static int Rank(Standing status) => status switch { Standing.Under => 3, Standing.Near => 2, Standing.Good => 1, _ => 0 };

    private static string Key(KpiRow row) => row.Contractual ? row.Kpi : $"{row.Kpi}:{row.Variant}";

    /// <summary>Whom a tile is about.</summary>
    private readonly record struct Member(string? Unit, string? Channel);

    private sealed record Asked(Figures Contacts, Figures Tickets, Figures Month, Figures Now, Figures Quarters)
    {
        /// <summary>Whom anything is told of.</summary>
        public IEnumerable<Member> Members => Contacts.Members.Concat(Tickets.Members).Concat(Month.Members).Distinct();
    }

    /// <summary>Figures by whom they are about.</summary>
    private sealed class Figures(IReadOnlyList<KpiRow> rows)
    {
        private readonly ILookup<Member, KpiRow> _rows = rows.ToLookup(r => new Member(r.Unit, r.Channel));

        public IEnumerable<Member> Members => _rows.Where(g => g.Any(r => r.Numerator is not null)).Select(g => g.Key);

        public IEnumerable<KpiRow> All(Member member) => _rows[member];

        public KpiRow? Contractual(Member member, string kpi, string? variant) => All(member).FirstOrDefault(r => r.Kpi == kpi && (variant is null ? r.Contractual : r.Variant == variant));
    }
}
