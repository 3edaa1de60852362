using Metrics.EndToEnd.Tests.Running;
using Metrics.Intake.Tests.Spool;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>A disk that is full: nothing is lost, what can't be kept isn't acknowledged, and when there is room again the service goes on by itself.</summary>
public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task A_database_whose_disk_is_full_goes_on_when_there_is_room_again()
    {
        using var disk = new SmallDisk(8);
        await using var site = await LiveSite.StartAsync(database: Path.Combine(disk.Path, Workplace.DatabaseName));
        var sent = 0;
        for (var round = 0; (await site.Server.WorkerAsync("aggregation"))!.Value.GetProperty("state").GetString() != "disconnected"; round++)
        {
            round.Should().BeLessThan(40, "a disk of 8 MB is full after some ten thousand events");
            site.SendContacts($"r{round}-", 2000);
            sent += 2000;
            await Task.Delay(500);
        }

        (await site.Server.StatusOfAsync("/healthz")).Should().Be(503, "nothing can be committed");
        disk.Resize(200);
        await site.CountedAsync(sent);
        await site.EndsWithAsync(sent);
    }
}
