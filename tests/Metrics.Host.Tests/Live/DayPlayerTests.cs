using Metrics.Host.Demo.Live;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Tests.Live;

public sealed class DayPlayerTests : IDisposable
{
    private static readonly Instant Morning = Instant.FromUtc(2025, 3, 10, 5, 30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly KeptSink _sink = new();

    [Fact]
    public async Task An_event_goes_out_when_the_clock_shows_its_time()
    {
        var playing = Play(60, [At(0), At(60), At(3600)]);
        (await _time.NextWaitAsync()).Should().Be(TimeSpan.FromSeconds(1), "a minute takes a second");
        Played().Should().Equal(0);

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Played().Should().Equal(0);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await _time.NextWaitAsync()).Should().Be(TimeSpan.FromSeconds(59));
        Played().Should().Equal(0, 60);

        _time.Advance(TimeSpan.FromSeconds(59));
        await playing.WaitAsync(Patience);
        Played().Should().Equal(0, 60, 3600);
    }

    [Fact]
    public async Task What_is_left_of_the_days_before_goes_out_at_once()
    {
        await Play(1, [At(-90_000), At(-50), At(0)]).WaitAsync(Patience);
        _sink.Bursts.Should().ContainSingle().Which.Should().HaveCount(3);
    }

    [Fact]
    public async Task Ten_thousand_events_a_second_go_out_in_fifty_bursts()
    {
        // 10 000 events in a minute of the day, which takes a second.
        var playing = Play(60, Enumerable.Range(1, 10_000).Select(i => At(i * 0.006)));
        for (var burst = 0; burst < 50; burst++)
        {
            (await _time.NextWaitAsync()).Should().Be(DayPlayer.BetweenBursts);
            _sink.Events.Should().HaveCount(burst * 200);
            _time.Advance(DayPlayer.BetweenBursts);
        }

        await playing.WaitAsync(Patience);
        _sink.Bursts.Should().HaveCount(50).And.OnlyContain(b => b.Length == 200);
    }

    [Fact]
    public async Task A_slow_sink_is_waited_for_and_then_given_what_is_late_at_once()
    {
        _sink.Hold();
        var playing = Play(1, [At(0), At(1), At(2), At(3), At(10)]);
        _time.Advance(TimeSpan.FromSeconds(5));
        _sink.Bursts.Should().BeEmpty();
        _sink.Release();
        await _time.NextWaitAsync();
        _sink.Bursts.Select(b => b.Length).Should().Equal(1, 3);
        _time.Advance(TimeSpan.FromSeconds(5));
        await playing.WaitAsync(Patience);
        Played().Should().Equal(0, 1, 2, 3, 10);
    }

    [Fact]
    public async Task Without_a_clock_everything_goes_out_as_fast_as_it_is_taken_in_full_bursts()
    {
        await new DayPlayer(_sink).PlayAsync(Enumerable.Range(0, 2_500).Select(i => At(i * 60)), CancellationToken.None).WaitAsync(Patience);
        _sink.Bursts.Select(b => b.Length).Should().Equal(1000, 1000, 500);
        Played().Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task Nothing_more_goes_out_once_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var playing = Play(1, [At(0), At(60)], stop.Token);
        await _time.NextWaitAsync();
        await stop.CancelAsync();
        await ((Func<Task>)(() => playing.WaitAsync(Patience))).Should().ThrowAsync<OperationCanceledException>();
        _time.Advance(TimeSpan.FromMinutes(2));
        Played().Should().Equal(0);
    }

    [Fact]
    public async Task A_tally_counts_the_day_and_what_is_left_of_the_days_before()
    {
        await using var tally = new DayTally(_sink, Morning);
        await new DayPlayer(tally).PlayAsync([At(-50), At(0), At(7)], CancellationToken.None);
        (tally.All, tally.Before, tally.Of<TicketResponded>(), tally.Of<TicketOpened>()).Should().Be((3, 1, 2, 0));
    }

    public void Dispose() => _sink.Dispose();

    private Task Play(double speed, IEnumerable<ServiceEvent> events, CancellationToken cancellation = default)
        => new DayPlayer(_sink, new SimulatedClock(_time, Morning, speed)).PlayAsync(events, cancellation);

    private IEnumerable<double> Played() => _sink.Events.Select(e => (e.Time - Morning).TotalSeconds);

    private static ServiceEvent At(double seconds)
        => ServiceEvent.Create(new TicketResponded(), "demo-live", "desk", $"{seconds}", "T1", Morning + Duration.FromMilliseconds(Math.Round(seconds * 1000)));
}
