using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Tests.Live;

/// <summary>What several sources hand over at once, committed.</summary>
public sealed class AggregationWorkerTests
{
    private const long Nothing = SourcePosition.Nothing;

    [Fact]
    public async Task What_waits_goes_into_one_transaction()
    {
        await using var desk = new LiveDesk();
        var commits = new List<Task<BatchResult>>();
        for (var n = 0; n < 5; n++) commits.Add(await desk.HandOverAsync(LiveDesk.Calls("a", n == 0 ? Nothing : n * 10, (n + 1) * 10, n * 10, 10)));
        commits.Add(await desk.HandOverAsync(LiveDesk.Calls("b", Nothing, 7, 0, 7)));
        desk.Start();
        (await Task.WhenAll(commits)).Should().OnlyContain(r => r.Accepted == 57, "each learns what became of all in its transaction");
        (await desk.OffsetAsync("a"), await desk.OffsetAsync("b"), await desk.OfferedAsync()).Should().Be((50, 7, 57));
        (await (await desk.HandOverAsync(LiveDesk.Calls("b", 7, 8, 7, 1)))).Accepted.Should().Be(1, "what comes later goes into a later one");
        (await desk.DifferencesAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_batch_that_does_not_go_on_from_what_is_stored_fails_alone()
    {
        await using var desk = new LiveDesk();
        var first = await desk.HandOverAsync(LiveDesk.Calls("a", Nothing, 10, 0, 10));
        var hole = await desk.HandOverAsync(LiveDesk.Calls("b", 5, 15, 0, 10));
        var second = await desk.HandOverAsync(LiveDesk.Calls("a", 10, 20, 10, 10));
        var other = await desk.HandOverAsync(LiveDesk.Calls("c", Nothing, 3, 0, 3));
        var again = await desk.HandOverAsync(LiveDesk.Calls("a", Nothing, 10, 0, 10));
        desk.Start();
        (await first).Accepted.Should().Be(10);
        (await second).Accepted.Should().Be(10);
        (await other).Accepted.Should().Be(3);
        (await hole.Awaiting(h => h).Should().ThrowAsync<PositionMovedException>()).Which.Message.Should().Contain("b stream").And.Contain("from offset 5, but none is stored");
        (await again.Awaiting(a => a).Should().ThrowAsync<PositionMovedException>()).Which.Message.Should().Contain("but 20 is stored");
        (await desk.OffsetAsync("a"), await desk.OffsetAsync("b"), await desk.OffsetAsync("c"), await desk.OfferedAsync()).Should().Be((20, null, 3, 23));
        (await (await desk.HandOverAsync(LiveDesk.Calls("b", Nothing, 15, 0, 15)))).Accepted.Should().Be(15, "its source begins anew from what is stored");
        (desk.Aggregation.Health.State, desk.Aggregation.Health.Restarts).Should().Be((Intake.Live.SourceState.Reading, 0), "nobody else was disturbed");
        (await desk.DifferencesAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_single_batch_that_does_not_go_on_fails_too()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        var hole = await desk.HandOverAsync(LiveDesk.Calls("a", 5, 15, 0, 10));
        await hole.Awaiting(h => h).Should().ThrowAsync<PositionMovedException>();
        (await desk.OfferedAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Sources_that_are_trusted_to_say_when_events_became_known_keep_a_transaction_of_their_own()
    {
        await using var desk = new LiveDesk();
        var plain = await desk.HandOverAsync(LiveDesk.Calls("a", Nothing, 1, 0, 1));
        var trusted = await desk.HandOverAsync(LiveDesk.Calls("b", Nothing, 2, 0, 2) with { TrustsRecordedTime = true });
        var alsoTrusted = await desk.HandOverAsync(LiveDesk.Calls("c", Nothing, 4, 0, 4) with { TrustsRecordedTime = true });
        var plainAgain = await desk.HandOverAsync(LiveDesk.Calls("a", 1, 9, 1, 8));
        desk.Start();
        ((await plain).Accepted, (await trusted).Accepted, (await alsoTrusted).Accepted, (await plainAgain).Accepted).Should().Be((1, 6, 6, 8));
    }

    [Fact]
    public async Task Whoever_hands_over_faster_than_is_committed_waits()
    {
        await using var desk = new LiveDesk();
        var room = 0;
        using var patience = new CancellationTokenSource();
        var handOver = Task.Run(async () =>
        {
            for (; ; room++) await desk.Queue.EnqueueAsync(LiveDesk.Calls("a", room == 0 ? Nothing : room, room + 1, room, 1), patience.Token);
        });
        while (Volatile.Read(ref room) < 16) await Task.Delay(1);
        handOver.IsCompleted.Should().BeFalse();
        await patience.CancelAsync();
        await handOver.Awaiting(h => h).Should().ThrowAsync<OperationCanceledException>();
        room.Should().Be(16, "the queue is bounded, and a wait that ended handed nothing over");
        desk.Start();
        await (await desk.HandOverAsync(LiveDesk.Calls("a", 16, 17, 16, 1)));
        (await desk.OfferedAsync()).Should().Be(17);
    }

    [Fact]
    public async Task When_the_service_stops_what_waits_is_still_committed_and_what_comes_later_is_not()
    {
        await using var desk = new LiveDesk();
        var waiting = new List<Task<BatchResult>>();
        for (var n = 0; n < 10; n++) waiting.Add(await desk.HandOverAsync(LiveDesk.Calls("a", n == 0 ? Nothing : n, n + 1, n, 1)));
        desk.Queue.Complete();
        desk.Start();
        await desk.Aggregation.Drained;
        waiting.Should().OnlyContain(w => w.IsCompletedSuccessfully);
        (await desk.OfferedAsync()).Should().Be(10);
        await desk.Awaiting(d => d.HandOverAsync(LiveDesk.Calls("a", 10, 11, 10, 1))).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Whoever_still_waits_when_the_service_gives_up_learns_that_nothing_of_it_is_stored()
    {
        await using var desk = new LiveDesk();
        var waiting = await desk.HandOverAsync(LiveDesk.Calls("a", Nothing, 5, 0, 5));
        desk.Aggregation.GiveUp();
        await waiting.Awaiting(w => w).Should().ThrowAsync<OperationCanceledException>();
        (await desk.OffsetAsync("a"), await desk.OfferedAsync()).Should().Be((null, null));
    }

    [Fact]
    public async Task Sources_at_once_are_each_counted_once_whatever_goes_together()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(s => Task.Run(async () =>
        {
            var commits = new List<Task<BatchResult>>();
            for (var n = 0; n < 20; n++) commits.Add(await desk.HandOverAsync(LiveDesk.Calls($"source {s}", n == 0 ? Nothing : n * 50, (n + 1) * 50, n * 50, 50, (ContactOutcome)(s % 2))));
            await Task.WhenAll(commits);
        })));
        (await desk.OfferedAsync()).Should().Be(6000);
        for (var s = 0; s < 6; s++) (await desk.OffsetAsync($"source {s}")).Should().Be(1000);
        (await desk.DifferencesAsync()).Should().Be(0);
    }
}
