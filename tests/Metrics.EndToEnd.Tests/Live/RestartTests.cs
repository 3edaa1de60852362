using System.Collections.Concurrent;
using System.Net;
using Metrics.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>What was acknowledged is counted once, however the service ends.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    private const int Seed = 20231120;
    private const int Rounds = 6;
    private const int Posters = 4;
    private const int Lines = 40;

    [Fact]
    public async Task Killed_right_after_an_acknowledgement_nothing_is_lost_and_nothing_counted_twice()
    {
        using var place = new Workplace();
        var random = new Random(Seed);
        var (next, acknowledged) = (0, new ConcurrentBag<int>());
        for (var round = 0; round < Rounds; round++)
        {
            var service = await RunningService.StartAsync(place);
            var enough = new TaskCompletionSource();
            var (posts, atLeast) = (0, round == 0 ? 1 : random.Next(1, 30));
            var posting = Enumerable.Range(0, Posters).Select(_ => Task.Run(async () =>
            {
                while (await TryPostAsync(service, Interlocked.Add(ref next, Lines) - Lines, acknowledged))
                {
                    if (Interlocked.Increment(ref posts) >= atLeast) enough.TrySetResult();
                }
            })).ToArray();
            await enough.Task;
            await service.KillAsync();
            await Task.WhenAll(posting);
            await service.DisposeAsync();
            output.WriteLine($"killed after {posts} posts");
        }

        await using (var last = await RunningService.StartAsync(place))
        {
            (await last.PostAsync(Calls.Line(next), Calls.One)).Took(1);
            acknowledged.Add(next);
        }

        var stored = await Stored.IdsAsync(place);
        stored.Should().OnlyHaveUniqueItems().And.BeSubsetOf(Enumerable.Range(0, next + 1).Select(n => $"call-{n}"), "nothing else was posted");
        acknowledged.Select(n => $"call-{n}").Except(stored).Should().BeEmpty("what was acknowledged is there");
        acknowledged.Count.Should().BeGreaterThan(Rounds * Lines);
        (await Stored.CountAsync(place, "count(*) FROM rejects")).Should().Be(0);
        (await place.Kpi("contacts-offered")).The("contacts-offered").Number("value").Should().Be(stored.Count);
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task Told_to_stop_right_after_an_acknowledgement_it_commits_first()
    {
        using var place = new Workplace();
        for (var round = 0; round < 3; round++)
        {
            var service = await RunningService.StartAsync(place);
            (await service.PostAsync(Calls.LinesOf(round * 2000, 2000), Calls.Lines)).Took(2000);
            await service.DisposeAsync();
            service.ExitCode.Should().Be(0, "it stops in time; it logged {0}", service.Log);
            (await place.Kpi("contacts-offered")).The("contacts-offered").Number("value").Should().Be((round + 1) * 2000);
        }

        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task What_is_too_much_to_commit_before_a_stop_is_counted_after_the_next_start()
    {
        const int Many = 120_000;
        using var place = new Workplace();
        var service = await RunningService.StartAsync(place);
        (await service.PostAsync(Calls.LinesOf(0, Many), Calls.Lines)).Took(Many);
        await service.DisposeAsync();
        service.ExitCode.Should().Be(0, "it stops in time all the same; it logged {0}", service.Log);
        await using (var again = await RunningService.StartAsync(place)) await again.CountedAsync(Many);
        (await Stored.CountAsync(place, "count(DISTINCT id) FROM events")).Should().Be(Many);
        (await Stored.CountAsync(place, "count(*) FROM events")).Should().Be(Many);
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task A_stream_that_lasts_does_not_keep_it_from_stopping_and_what_came_of_it_is_counted()
    {
        using var place = new Workplace();
        var service = await RunningService.StartAsync(place);
        var ended = new TaskCompletionSource();
        var stream = service.PostAsync(new Pieces(async body =>
        {
            await Pieces.SendAsync(body, Calls.LinesOf(0, 3));
            await service.CountedAsync(3);
            await Pieces.SendAsync(body, Calls.LinesOf(3, 2) + Calls.Line(5)[..30]);
            await service.StopAsync();
            ended.SetResult();
        }), Calls.Lines);
        await ended.Task;
        // The poster may see the answer or a connection that ends, depending on what it does just then.
        await stream.ContinueWith(s => s.IsCompletedSuccessfully ? s.Result.Refused(HttpStatusCode.ServiceUnavailable, "the service stops") : null, TaskScheduler.Default);
        service.ExitCode.Should().Be(0, "it logged {0}", service.Log);
        service.Log.Should().NotContain("xception");
        (await place.Kpi("contacts-offered")).The("contacts-offered").Number("value").Should().Be(5);
        await service.DisposeAsync();
    }

    private static async Task<bool> TryPostAsync(RunningService service, int from, ConcurrentBag<int> acknowledged)
    {
        try
        {
            var single = from % (2 * Lines) == 0;
            var posted = single ? await service.PostAsync(Calls.Line(from), Calls.One) : await service.PostAsync(Calls.LinesOf(from, Lines), Calls.Lines);
            posted.Took(single ? 1 : Lines);
            for (var n = 0; n < posted.Accepted; n++) acknowledged.Add(from + n);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
