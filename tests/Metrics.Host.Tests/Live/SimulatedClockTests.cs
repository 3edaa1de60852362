using Metrics.Host.Demo.Live;
using NodaTime;

namespace Metrics.Host.Tests.Live;

public sealed class SimulatedClockTests
{
    private static readonly Instant Morning = Instant.FromUtc(2025, 3, 10, 6, 0);

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(0.5)]
    public void It_begins_where_it_is_told_to_and_runs_so_many_times_as_fast(double speed)
    {
        _time.Advance(TimeSpan.FromHours(3));
        var clock = new SimulatedClock(_time, Morning, speed);
        clock.Now.Should().Be(Morning);
        var start = clock.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(10));
        clock.Now.Should().Be(Morning + Duration.FromSeconds(10 * speed));
        clock.GetUtcNow().Should().Be(clock.Now.ToDateTimeOffset());
        clock.GetElapsedTime(start).Should().Be(TimeSpan.FromSeconds(10 * speed));
    }

    [Fact]
    public async Task Whoever_waits_by_it_waits_in_its_time()
    {
        var clock = new SimulatedClock(_time, Morning, 60);
        var quarter = Task.Delay(TimeSpan.FromMinutes(15), clock);
        (await _time.NextWaitAsync()).Should().Be(TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(14.9));
        quarter.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await quarter.WaitAsync(TimeSpan.FromSeconds(30));
        clock.Now.Should().Be(Morning + Duration.FromMinutes(15));
    }

    [Fact]
    public void A_timer_of_it_can_be_set_anew_and_stopped()
    {
        var clock = new SimulatedClock(_time, Morning, 60);
        var rung = 0;
        using var timer = clock.CreateTimer(_ => rung++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromHours(1));
        rung.Should().Be(0);
        timer.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromMinutes(1));
        rung.Should().Be(1);
        timer.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromHours(1));
        rung.Should().Be(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void It_runs_forward(double speed)
        => ((Action)(() => _ = new SimulatedClock(_time, Morning, speed))).Should().Throw<ArgumentOutOfRangeException>();
}
