using System.Diagnostics;
using Metrics.Host.Demo;
using Metrics.Pipelines;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Tickets;
using NodaTime;

namespace Metrics.Benchmarks;

/// <summary>How fast the SLA clock is, on one core.</summary>
internal static class ClockBenchmarks
{
    private const int Spans = 5_000_000;
    private const int Tickets = 1_000_000;
    private static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    /// <summary>Opening time between two instants two years apart, and the deadline so far ahead, beside walking the days.</summary>
    public static void OpeningTime()
    {
        var calendar = Pipelines.Calendars["kontorstid"];
        var random = new Random(1);
        var starts = Enumerable.Range(0, 4096).Select(_ => Instant.FromUtc(2019, 1, 1, 0, 0).PlusTicks(random.NextInt64(5 * 366 * NodaConstants.TicksPerDay))).ToArray();
        var years = Duration.FromDays(731);
        var open = calendar.Elapsed(starts[0], starts[0] + years);
        Console.WriteLine("opening time over two years, office hours with holidays");
        var elapsed = Time(Spans, i => calendar.Elapsed(starts[i & 4095], starts[i & 4095] + years).BclCompatibleTicks);
        var add = Time(Spans, i => calendar.Add(starts[i & 4095], open)!.Value.ToUnixTimeTicks());
        var walk = Time(2_000, i => Walk(calendar, starts[i & 4095], starts[i & 4095] + years).BclCompatibleTicks);
        Console.WriteLine(FormattableString.Invariant($"  elapsed {elapsed:N0} ns, add {add:N0} ns, walking the days {walk:N0} ns: elapsed is {walk / elapsed:N0} times as fast"));
    }

    /// <summary>Whole tickets from their events to their facts, by the demo's calendars and policies.</summary>
    public static void Fold()
    {
        var demo = Pipelines.Organisation("demo");
        var random = new Random(2);
        var lives = new DemoEvents(demo.Id, demo.Zone, 1).Days(new LocalDate(2023, 2, 1), new LocalDate(2023, 3, 1))
            .Where(e => e.Type.Family == EventFamily.Ticket).GroupBy(e => e.SubjectKey).Select(g => g.OrderBy(_ => random.Next()).ToArray()).ToArray();
        for (var run = 0; run < 3; run++)
        {
            var watch = Stopwatch.StartNew();
            var settled = 0;
            for (var i = 0; i < Tickets; i++)
            {
                if (TicketFold.Fold(lives[i % lives.Length], demo.Terms).Sla?.MetOriginal is not null) settled++;
            }

            var events = lives.Average(l => l.Length);
            Console.WriteLine(FormattableString.Invariant($"{Tickets:N0} tickets of {events:N1} events folded, run {run + 1}: {watch.Elapsed.TotalSeconds:N2} s, {Tickets / watch.Elapsed.TotalSeconds:N0} tickets a second ({settled:N0} settled)"));
        }
    }

    private static double Time(int times, Func<int, long> work)
    {
        var sum = 0L;
        for (var i = 0; i < times / 10; i++) sum += work(i);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++) sum += work(i);
        GC.KeepAlive(sum);
        return watch.Elapsed.TotalNanoseconds / times;
    }

    private static Duration Walk(OpeningCalendar calendar, Instant from, Instant to)
    {
        var open = Duration.Zero;
        for (var day = from.InZone(calendar.Zone).Date; day <= to.InZone(calendar.Zone).Date; day = day.PlusDays(1))
        {
            foreach (var interval in calendar.On(day).Hours.Intervals)
            {
                var start = calendar.Zone.AtLeniently(day.AtMidnight().PlusMinutes(interval.StartMinute)).ToInstant();
                var end = calendar.Zone.AtLeniently(day.AtMidnight().PlusMinutes(interval.EndMinute)).ToInstant();
                (start, end) = (Instant.Max(start, from), Instant.Min(end, to));
                if (end > start) open += end - start;
            }
        }

        return open;
    }
}
