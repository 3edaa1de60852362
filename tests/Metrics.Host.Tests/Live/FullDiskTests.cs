using Metrics.Intake.Live;
using Metrics.Intake.Tests.Spool;
using Metrics.ServiceDesk;
using Metrics.Warehouse;

namespace Metrics.Host.Tests.Live;

/// <summary>A database on a disk that is really full.</summary>
public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task Batches_wait_for_a_full_disk_and_are_each_committed_once_when_it_has_room_again()
    {
        using var disk = new SmallDisk(64);
        await using var desk = new LiveDesk(disk.Path);
        desk.Start();
        await (await desk.HandOverAsync(LiveDesk.Calls("a", SourcePosition.Nothing, 100, 0, 100)));
        var other = disk.Fill("other");
        var waiting = new List<Task<BatchResult>>();
        for (var n = 1; n < 5; n++) waiting.Add(await desk.HandOverAsync(LiveDesk.Calls("a", n * 100, (n + 1) * 100, n * 4000, 4000)));
        while (desk.Aggregation.Health.Restarts < 3) await Task.Delay(10);
        waiting.Should().OnlyContain(w => !w.IsCompleted, "they are tried again");
        desk.Aggregation.Health.State.Should().Be(SourceState.Disconnected);
        desk.Aggregation.Health.Reason.Should().NotBeNullOrEmpty().And.NotContain("\n");
        await AsksAsync(desk);
        File.Delete(other);
        foreach (var one in waiting) await one;
        (desk.Aggregation.Health.State, await desk.OffsetAsync("a"), await desk.OfferedAsync()).Should().Be((SourceState.Reading, 500, 16_100));
        (await desk.DifferencesAsync()).Should().Be(0);
    }

    // Meanwhile a question is answered as before or told that the database is out of reach, and never disturbs.
    private static async Task AsksAsync(LiveDesk desk)
    {
        for (var n = 0; n < 20; n++)
        {
            try
            {
                (await desk.OfferedAsync()).Should().Be(100);
            }
            catch (WarehouseException e)
            {
                e.Message.Should().Contain("metrics.duckdb");
            }

            await Task.Delay(20);
        }
    }
}
