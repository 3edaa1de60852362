using System.Globalization;

namespace Metrics.Oracle.Tests.Oracle.Hours;

/// <summary>The hours of a week that hold from a minute of the wall clock on.</summary>
/// <param name="From">From when, as <c>2023-10-17T10:30</c>; null is since always.</param>
/// <param name="Week">Monday to Sunday, each as <c>08:00-12:00 13:00-17:00</c>; nothing is closed.</param>
/// <param name="ClosedOnHolidays">Whether public holidays are closed.</param>
/// <param name="Eves">The hours of eves, where they have their own.</param>
internal sealed record WeekHours(string? From, string[] Week, bool ClosedOnHolidays, Dictionary<string, string>? Eves = null)
{
    /// <summary>Monday to Friday alike, and the weekend's two days.</summary>
    public static string[] Days(string weekday, string saturday = "", string sunday = "") => [.. Enumerable.Repeat(weekday, 5), saturday, sunday];

    /// <summary>The hours of a day.</summary>
    public string On(DateOnly day)
    {
        var hours = Week[((int)day.DayOfWeek + 6) % 7];
        if (hours.Length == 0) return "";
        if (SwedishYear.IsHoliday(day)) return ClosedOnHolidays ? "" : hours;
        return SwedishYear.EveOn(day) is { } eve && Eves is not null && Eves.TryGetValue(eve, out var own) ? own : hours;
    }
}

/// <summary>When a service is open: a list of the times of each day, put together by the clock on the wall.</summary>
/// <param name="zoneId">The zone of the clock.</param>
/// <param name="versions">The hours, in the order in which they came to hold.</param>
/// <param name="exceptions">Days with hours of their own, whatever else holds.</param>
internal sealed class OpenHours(string zoneId, WeekHours[] versions, Dictionary<string, string>? exceptions = null)
{
    private readonly WallClock _clock = new(zoneId);
    private readonly Dictionary<DateOnly, IReadOnlyList<Stretch>> _days = [];

    /// <summary>The times that belong to a day: those that begin on it. What the day before reaches into is not its own.</summary>
    public IReadOnlyList<Stretch> Of(DateOnly day)
    {
        if (!_days.TryGetValue(day, out var times)) _days[day] = times = Apart(Written(day.AddDays(-1)), Written(day));
        return times;
    }

    /// <summary>The times that may touch those between two instants, with their days, in order.</summary>
    public IEnumerable<(DateOnly Day, IReadOnlyList<Stretch> Times)> Around(DateTime from, DateTime to)
    {
        // A day begins at most fourteen hours from its name's midnight in UTC, and its last interval lasts into the next.
        for (var day = DateOnly.FromDateTime(from).AddDays(-3); day <= DateOnly.FromDateTime(to).AddDays(2); day = day.AddDays(1))
            yield return (day, Of(day));
    }

    /// <summary>The open times between two instants, in order.</summary>
    public IEnumerable<Stretch> Between(DateTime from, DateTime to) => Around(from, to)
        .SelectMany(d => d.Times).Select(t => t.In(new Stretch(from, to))).Where(t => !t.IsNothing);

    /// <summary>How long it is open between two instants.</summary>
    public TimeSpan Open(DateTime from, DateTime to)
    {
        var open = TimeSpan.Zero;
        foreach (var time in Between(from, to)) open += time.Length;
        return open;
    }

    private List<Stretch> Written(DateOnly day)
    {
        var times = new List<Stretch>();
        for (var i = 0; i < versions.Length; i++)
        {
            var holds = new Stretch(Start(i), i + 1 < versions.Length ? Start(i + 1) : Stretch.Never);
            var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var hours = exceptions is not null && exceptions.TryGetValue(name, out var own) ? own : versions[i].On(day);
            foreach (var interval in hours.Split(' ', StringSplitOptions.RemoveEmptyEntries)) times.Add(OnTheClock(day, interval).In(holds));
        }

        return times.Where(t => !t.IsNothing).OrderBy(t => t.From).ToList();
    }

    private Stretch OnTheClock(DateOnly day, string interval)
    {
        var (from, to) = (Minutes(interval[..5]), Minutes(interval[6..]));
        if (to <= from) to += 24 * 60;
        var midnight = day.ToDateTime(default);
        return new Stretch(_clock.FirstShowing(midnight.AddMinutes(from)), _clock.LastShowing(midnight.AddMinutes(to)));
    }

    private DateTime Start(int version) => versions[version].From is { } from
        ? _clock.FirstShowing(DateTime.Parse(from, CultureInfo.InvariantCulture))
        : DateTime.MinValue;

    // When the hour between two and three comes twice, an interval can last into the next one: open is open, once.
    private static List<Stretch> Apart(List<Stretch> yesterday, List<Stretch> today)
    {
        var own = new List<Stretch>();
        foreach (var time in today) own.AddRange(time.Without([.. yesterday, .. own]));
        return own;
    }

    private static int Minutes(string clock)
        => (int.Parse(clock[..2], CultureInfo.InvariantCulture) * 60) + int.Parse(clock[3..], CultureInfo.InvariantCulture);
}
