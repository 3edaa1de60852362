using System.Collections.Concurrent;
using NodaTime;

namespace Metrics.ServiceDesk.Calendars;

/// <summary>What a named day of the Swedish year is.</summary>
public enum SwedishDayKind
{
    /// <summary>A public holiday (allmän helgdag) by the statute.</summary>
    PublicHoliday,

    /// <summary>An eve that the statute doesn't list and most contracts treat as a holiday.</summary>
    Eve,

    /// <summary>An eve on which many work half a day, by usage.</summary>
    HalfDay,

    /// <summary>An eve that always falls on a weekend.</summary>
    WeekendEve,
}

/// <summary>A named day of the Swedish year.</summary>
/// <param name="Name">Its Swedish name, as the statute or usage writes it.</param>
/// <param name="Date">The day.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct SwedishDay(string Name, LocalDate Date, SwedishDayKind Kind);

/// <summary>
/// The public holidays of lagen (1989:253) om allmänna helgdagar, in its wording since 2005 (nationaldagen; before that,
/// annandag pingst), and the eves beside them, which the statute doesn't list. Sundays, holidays too by the statute, are
/// left to the weekdays of a calendar.
/// </summary>
public static class SwedishDays
{
    private static readonly ConcurrentDictionary<int, IReadOnlyDictionary<LocalDate, SwedishDay>> Years = new();

    /// <summary>The names of all eves, the ones a calendar's <c>eves</c> may set.</summary>
    public static IReadOnlyList<string> EveNames { get; } =
        In(2023).Where(d => d.Kind != SwedishDayKind.PublicHoliday).Select(d => d.Name).ToArray();

    /// <summary>The named day that a date is; null on a common one.</summary>
    public static SwedishDay? Of(LocalDate date)
        => Years.GetOrAdd(date.Year, year => ByDate(year)).TryGetValue(date, out var day) ? day : null;

    /// <summary>The named days of a year, in order.</summary>
    public static IReadOnlyList<SwedishDay> In(int year)
    {
        var easter = Easter(year);
        var midsummer = SaturdayFrom(new LocalDate(year, 6, 20));
        var allSaints = SaturdayFrom(new LocalDate(year, 10, 31));
        List<SwedishDay> days =
        [
            Holiday("nyårsdagen", new(year, 1, 1)),
            new("trettondagsafton", new(year, 1, 5), SwedishDayKind.HalfDay),
            Holiday("trettondedag jul", new(year, 1, 6)),
            new("skärtorsdagen", easter.PlusDays(-3), SwedishDayKind.HalfDay),
            Holiday("långfredagen", easter.PlusDays(-2)),
            new("påskafton", easter.PlusDays(-1), SwedishDayKind.WeekendEve),
            Holiday("påskdagen", easter),
            Holiday("annandag påsk", easter.PlusDays(1)),
            new("valborgsmässoafton", new(year, 4, 30), SwedishDayKind.HalfDay),
            Holiday("första maj", new(year, 5, 1)),
            Holiday("Kristi himmelsfärdsdag", easter.PlusDays(39)),
            new("pingstafton", easter.PlusDays(48), SwedishDayKind.WeekendEve),
            Holiday("pingstdagen", easter.PlusDays(49)),
            year >= 2005 ? Holiday("nationaldagen", new(year, 6, 6)) : Holiday("annandag pingst", easter.PlusDays(50)),
            new("midsommarafton", midsummer.PlusDays(-1), SwedishDayKind.Eve),
            Holiday("midsommardagen", midsummer),
            new("allhelgonaafton", allSaints.PlusDays(-1), SwedishDayKind.HalfDay),
            Holiday("alla helgons dag", allSaints),
            new("julafton", new(year, 12, 24), SwedishDayKind.Eve),
            Holiday("juldagen", new(year, 12, 25)),
            Holiday("annandag jul", new(year, 12, 26)),
            new("nyårsafton", new(year, 12, 31), SwedishDayKind.Eve),
        ];
        return days.OrderBy(d => d.Date).ToArray();

        static SwedishDay Holiday(string name, LocalDate date) => new(name, date, SwedishDayKind.PublicHoliday);
    }

    /// <summary>Easter Sunday: the Gregorian computus of Butcher (1876), as in Meeus, Astronomical Algorithms, ch. 8.</summary>
    public static LocalDate Easter(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var g = (b - ((b + 8) / 25) + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new LocalDate(year, month, day + 1);
    }

    private static LocalDate SaturdayFrom(LocalDate first) => first.With(DateAdjusters.NextOrSame(IsoDayOfWeek.Saturday));

    // A holiday can share its date with another (nationaldagen with pingstdagen, Kristi himmelsfärdsdag with första maj): a holiday wins over an eve.
    private static Dictionary<LocalDate, SwedishDay> ByDate(int year)
        => In(year).GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.OrderBy(d => d.Kind).First());
}
