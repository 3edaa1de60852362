using FsCheck;
using FsCheck.Fluent;
using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Calendars;

/// <summary>Random opening hours, and instants around the days on which they are hard.</summary>
internal static class AnyCalendar
{
    private static readonly string[] Zones = ["Europe/Stockholm", "Europe/Stockholm", "Europe/Stockholm", "UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"];

    /// <summary>Calendars with lunch breaks, nights, holidays, eves, exceptions and versions; some never open on some days.</summary>
    public static Gen<OpeningCalendar> All { get; } = Gen.Choose(1, int.MaxValue - 1).Select(seed => Of(new Random(seed)));

    /// <summary>Instants from 2015 to 2030, often near the nights when clocks change.</summary>
    public static Gen<Instant> Instants { get; } = Gen.Choose(1, int.MaxValue - 1).Select(seed => InstantOf(new Random(seed)));

    private static OpeningCalendar Of(Random random)
    {
        var zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
        var versions = new List<CalendarVersion> { Version(random, null) };
        for (var from = new LocalDateTime(2014, 1, 1, 0, 0); random.Next(2) == 0;)
        {
            from = from.PlusDays(random.Next(1, 1500)).PlusMinutes(random.Next(1440));
            versions.Add(Version(random, from));
        }

        var exceptions = Enumerable.Range(0, random.Next(6)).Select(_ => new LocalDate(2015, 1, 1).PlusDays(random.Next(5000))).Distinct()
            .Select(day => new ExceptionDay(day, Day(random), null));
        return new OpeningCalendar("any", new Kpis.Label("", ""), zone, versions, exceptions);
    }

    private static CalendarVersion Version(Random random, LocalDateTime? from) => new()
    {
        ValidFrom = from,
        Weekdays = Enumerable.Range(0, 7).Select(d => d == 0 || random.Next(4) > 0 ? Day(random) : DayHours.Closed).ToArray(),
        ClosedOnPublicHolidays = random.Next(2) == 0,
        Eves = SwedishDays.EveNames.Where(_ => random.Next(3) == 0).ToDictionary(e => e, _ => random.Next(2) == 0 ? DayHours.Closed : Day(random)),
    };

    private static DayHours Day(Random random)
    {
        if (random.Next(12) == 0) return DayHours.WholeDay;
        var minutes = Enumerable.Range(0, 2 * random.Next(1, 4)).Select(_ => random.Next(3) == 0 ? random.Next(60, 210) : random.Next(1441)).Distinct().Order().ToList();
        if (minutes.Count % 2 == 1) minutes.RemoveAt(0);
        var intervals = minutes.Chunk(2).Select(pair => new OpenInterval(pair[0], pair[1])).ToList();
        if (intervals.Count == 0) return DayHours.Closed;
        if (random.Next(4) == 0) intervals[^1] = intervals[^1] with { EndMinute = OpenInterval.Day + random.Next(1, Math.Min(intervals[0].StartMinute, 360) + 2) };
        return new DayHours(intervals);
    }

    private static Instant InstantOf(Random random)
    {
        if (random.Next(3) > 0) return Instant.FromUtc(2015, 1, 1, 0, 0).PlusTicks(random.NextInt64(15L * 365 * NodaConstants.TicksPerDay));
        var sundays = new[] { new LocalDate(2021, 3, 28), new LocalDate(2023, 10, 29), new LocalDate(2024, 3, 31), new LocalDate(2020, 10, 25) };
        return sundays[random.Next(sundays.Length)].AtMidnight().InUtc().ToInstant().PlusTicks(random.NextInt64(2 * NodaConstants.TicksPerDay) - NodaConstants.TicksPerDay);
    }
}
