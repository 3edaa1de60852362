using Metrics.Host.Live;
using Metrics.Pipelines.Service;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metrics.Host.Tests.Live;

/// <summary>What commits would have to wait for is done when little is written.</summary>
public sealed class MaintenanceTests
{
    private const int CalmSeconds = 10;
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task A_file_is_compacted_when_little_has_been_written_for_some_seconds_and_not_in_one_calm_second_of_a_busy_time()
    {
        await using var desk = new LiveDesk();
        await desk.FreeSpaceAsync();
        var free = await FreeAsync(desk);
        free.Should().BeGreaterThan(20 * Megabyte);
        var time = new ManualTime();
        var worker = new MaintenanceWorker(desk.Warehouse, new ServiceSettings { CheckpointBytes = 1, CompactBytes = 8 * Megabyte }, time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = worker.RunUntilStoppedAsync(stop.Token);
        await time.NextWaitAsync();
        for (var second = 0; second < CalmSeconds + 2; second++)
        {
            // Half a megabyte, but for one second in which next to nothing comes.
            await desk.RunAsync($"CREATE TABLE busy{second} AS SELECT random() AS x FROM range({(second == CalmSeconds ? 10 : 60_000)})");
            await PassAsync(time);
        }

        (await FreeAsync(desk)).Should().BeGreaterThan(free / 2, "commits would wait as long as it takes");
        for (var second = 0; second < CalmSeconds; second++)
        {
            await desk.RunAsync($"CREATE TABLE calm{second} AS SELECT 1 AS x");
            await PassAsync(time);
        }

        (await FreeAsync(desk)).Should().BeLessThan(8 * Megabyte);
        worker.Health.Restarts.Should().Be(0);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task However_busy_it_is_much_more_free_space_is_not_left()
    {
        await using var desk = new LiveDesk();
        await desk.FreeSpaceAsync();
        var time = new ManualTime();
        var worker = new MaintenanceWorker(desk.Warehouse, new ServiceSettings { CheckpointBytes = 1, CompactBytes = 1 * Megabyte }, time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = worker.RunUntilStoppedAsync(stop.Token);
        await time.NextWaitAsync();
        await desk.RunAsync("CREATE TABLE busy AS SELECT random() AS x FROM range(60000)");
        await PassAsync(time);
        (await FreeAsync(desk)).Should().BeLessThan(8 * Megabyte);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static Task<long> FreeAsync(LiveDesk desk) => desk.Warehouse.AskAsync(w => w.Space().Free, CancellationToken.None);

    // It looks, and waits again.
    private static async Task PassAsync(ManualTime time)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        (await time.NextWaitAsync()).Should().Be(TimeSpan.FromSeconds(1));
    }
}
