using Metrics.Host.Live;
using Metrics.Intake.Live;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Metrics.Host.Tests.Live;

/// <summary>The years are forecast anew when a day became known.</summary>
public sealed class ForecastWorkerTests
{
    private static readonly Organisation Goteborg = LiveDesk.Pipelines.Organisation("goteborg-intraservice");

    [Fact]
    public async Task Each_day_that_becomes_known_is_forecast_from_once()
    {
        await using var desk = new LiveDesk();
        await desk.Warehouse.WriteAsync(w => w.Commit(Months(0, 40)), CancellationToken.None);
        var time = new ManualTime();
        var worker = new ForecastWorker(desk.Warehouse, time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = worker.RunUntilStoppedAsync(stop.Token);
        (await time.NextWaitAsync()).Should().Be(TimeSpan.FromMinutes(1));
        (await KeptAsync(desk)).Should().ContainSingle().Which.Should().Match<KeptPrognosis>(k => k.Indicator == "payroll-cases" && k.Year == 2023 && k.Origin == new LocalDate(2023, 5, 1) && k.LastDay == new LocalDate(2023, 4, 30));

        time.Advance(TimeSpan.FromMinutes(1));
        await time.NextWaitAsync();
        (await KeptAsync(desk)).Should().ContainSingle("nothing new is known");

        await desk.Warehouse.WriteAsync(w => w.Commit(Months(40, 1)), CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(1));
        await time.NextWaitAsync();
        (await KeptAsync(desk)).Select(k => k.Origin).Should().Equal(new LocalDate(2023, 5, 1), new LocalDate(2023, 6, 1));
        worker.Health.State.Should().Be(SourceState.Reading);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static Task<IReadOnlyList<KeptPrognosis>> KeptAsync(LiveDesk desk) => desk.Warehouse.AskAsync(w => new PrognosisQuery(w).Kept(Goteborg), CancellationToken.None);

    private static Batch Months(int first, int count)
    {
        ServiceEvent[] events =
        [
            .. Enumerable.Range(first, count).Select(m => new LocalDate(2020, 1, 1).PlusMonths(m)).Select(m => ServiceEvent.Create(
                new VolumeCounted { Measure = "payroll-cases", Period = $"{m.Year}-{m.Month:00}", Kind = MeasureKind.Flow, Count = 6_000 + m.Month }, Goteborg.Id, "volymer", $"{m.Year}-{m.Month}", $"{m.Year}-{m.Month}", Instant.FromUtc(2023, 6, 1, 12, 0))),
        ];
        return new Batch(events, [], [], events.Length);
    }
}
