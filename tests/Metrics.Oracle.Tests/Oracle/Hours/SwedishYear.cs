namespace Metrics.Oracle.Tests.Oracle.Hours;

/// <summary>The public holidays of Sweden and the eves before them. Easter is looked up in the almanac, not calculated.</summary>
internal static class SwedishYear
{
    private static readonly DateOnly[] EasterSundays =
    [
        new(2015, 4, 5), new(2016, 3, 27), new(2017, 4, 16), new(2018, 4, 1), new(2019, 4, 21), new(2020, 4, 12), new(2021, 4, 4),
        new(2022, 4, 17), new(2023, 4, 9), new(2024, 3, 31), new(2025, 4, 20), new(2026, 4, 5), new(2027, 3, 28),
    ];

    /// <summary>Whether a day is a public holiday.</summary>
    public static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (1, 6) or (5, 1) or (6, 6) or (12, 25) or (12, 26) => true,
        _ => day == Midsummer(day.Year) || day == AllSaints(day.Year) || SinceEaster(day) is -2 or 0 or 1 or 39 or 49,
    };

    /// <summary>The name of the eve that a day is; null when it is none, or a holiday too.</summary>
    public static string? EveOn(DateOnly day) => IsHoliday(day) ? null : (day.Month, day.Day) switch
    {
        (1, 5) => "trettondagsafton",
        (4, 30) => "valborgsmässoafton",
        (12, 24) => "julafton",
        (12, 31) => "nyårsafton",
        _ when day == Midsummer(day.Year).AddDays(-1) => "midsommarafton",
        _ when day == AllSaints(day.Year).AddDays(-1) => "allhelgonaafton",
        _ => SinceEaster(day) switch { -3 => "skärtorsdagen", -1 => "påskafton", 48 => "pingstafton", _ => null },
    };

    private static DateOnly Midsummer(int year) => SaturdayFrom(new DateOnly(year, 6, 20));

    private static DateOnly AllSaints(int year) => SaturdayFrom(new DateOnly(year, 10, 31));

    private static int SinceEaster(DateOnly day) => day.DayNumber - Array.Find(EasterSundays, e => e.Year == day.Year).DayNumber;

    private static DateOnly SaturdayFrom(DateOnly day)
    {
        while (day.DayOfWeek != DayOfWeek.Saturday) day = day.AddDays(1);
        return day;
    }
}
