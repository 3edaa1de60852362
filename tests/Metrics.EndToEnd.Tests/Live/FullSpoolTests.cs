using System.Net;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Intake.Tests.Spool;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>More events than may wait to be committed.</summary>
public sealed class FullSpoolTests
{
    private const int Each = 3500;

    [Fact]
    public async Task When_too_much_waits_posters_are_told_when_to_come_again_and_then_all_is_counted()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "web: { spoolMegabytes: 1 }\n");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        Calls.BatchOf(0, Each).Length.Should().BeInRange(600 << 10, 1 << 20, "one fits, two don't");
        var (toldToWait, posts) = (0, 0);
        while (toldToWait < 3 && posts < 100)
        {
            await Task.WhenAll(Enumerable.Range(posts, 6).Select(async n =>
            {
                while ((n % 2 == 0 ? await service.PostAsync(Calls.BatchOf(n * Each, Each), Calls.Batch) : await service.PostAsync(Calls.LinesOf(n * Each, Each), Calls.Lines)) is { Status: not HttpStatusCode.Accepted } posted)
                {
                    posted.Refused(HttpStatusCode.TooManyRequests, "MB of posted events wait to be committed, and at most 1 MB may");
                    posted.Headers["Retry-After"].Should().Be("5");
                    if (n % 2 == 0) posted.Accepted.Should().Be(0, "a document is kept as a whole or not at all");
                    else posted.Accepted.Should().BeLessThan(Each);
                    Interlocked.Increment(ref toldToWait);
                    await Task.Delay(100);
                }
            }));
            posts += 6;
        }

        toldToWait.Should().BeGreaterThanOrEqualTo(3);
        await service.CountedAsync(posts * Each);
        await service.StopAsync();
        (await Stored.CountAsync(place, "count(*) FROM events")).Should().Be(posts * Each);
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [SmallDiskFact]
    public async Task When_the_disk_is_full_posters_are_told_so_and_nothing_is_acknowledged_that_is_not_kept()
    {
        using var disk = new SmallDisk(4);
        using var place = new Workplace();
        place.Write("service.yaml", $"web: {{ spool: {Path.Combine(disk.Path, "spool")} }}\n");
        await using (var service = await RunningService.StartAsync(place, "--config", "service.yaml"))
        {
            (await service.PostAsync(Calls.LinesOf(0, 10), Calls.Lines)).Took(10);
            var other = disk.Fill("other");
            foreach (var (body, type) in ((string, string)[])[(Calls.LinesOf(10, Each), Calls.Lines), (Calls.BatchOf(10, Each), Calls.Batch)])
            {
                var posted = (await service.PostAsync(body, type)).Refused(HttpStatusCode.ServiceUnavailable, "the events can't be kept", "No space left");
                (posted.Headers["Retry-After"], posted.Accepted).Should().Be(("30", 0));
            }

            await service.CountedAsync(10);
            File.Delete(other);
            (await service.PostAsync(Calls.LinesOf(10, Each), Calls.Lines)).Took(Each);
            await service.CountedAsync(Each + 10);
        }

        (await Stored.CountAsync(place, "count(*) FROM rejects")).Should().Be(0);
    }

    [Fact]
    public async Task One_post_larger_than_what_may_wait_is_taken_when_nothing_waits()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "web: { spoolMegabytes: 1 }\n");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        var body = Calls.BatchOf(0, 2 * Each);
        body.Length.Should().BeGreaterThan(1 << 20);
        (await service.PostAsync(body, Calls.Batch)).Took(2 * Each);
        await service.CountedAsync(2 * Each);
    }
}
