using FsCheck;
using FsCheck.Fluent;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Alarms;

public sealed class AlarmWatcherTests
{
    private const int Cases = 500;

    private static readonly AlarmRule Low = new("low", new Label("Låg", "Low"), AlarmWatch.Figure) { Limit = new AlarmLimit(true, 70, 80, false), Lasts = Duration.FromMinutes(5) };
    private static readonly AlarmSubject Lon = new("low", "Lön", null);

    private readonly AlarmWatcher _watcher = new("org");
    private readonly List<AlarmChange> _log = [];

    [Fact]
    public void It_is_raised_when_it_has_lasted_and_cleared_only_when_it_is_back()
    {
        At(0, 60).Should().BeEmpty("a moment is no alarm");
        At(4, 60).Should().BeEmpty();
        At(5, 65).Should().Equal(AlarmStep.Raised);
        At(6, 75).Should().BeEmpty("between the limits it is neither");
        At(7, 69).Should().BeEmpty("it is raised already");
        At(8, 80).Should().Equal(AlarmStep.Cleared);
        Alarm.Of(_log).Should().Equal(new Alarm(_log[0].Alarm, Lon, Minute(5), 65) { ClearedAt = Minute(8) });
    }

    [Fact]
    public void What_comes_back_before_it_has_lasted_begins_anew()
    {
        At(0, 60);
        At(4, 75).Should().BeEmpty();
        At(5, 60).Should().BeEmpty();
        At(9, 60).Should().BeEmpty();
        At(10, 60).Should().Equal(AlarmStep.Raised);
    }

    [Fact]
    public void Nothing_is_raised_of_what_is_closed_and_closing_ends_it()
    {
        At(0, 60);
        At(5, 60).Should().Equal(AlarmStep.Raised);
        At(6, 60, isOpen: false).Should().Equal(AlarmStep.Cleared);
        _log[^1].Note.Should().Be(AlarmWatcher.Closed);
        At(20, 60, isOpen: false).Should().BeEmpty();
        At(21, 60).Should().BeEmpty("the time while it was closed doesn't count");
    }

    [Fact]
    public void What_is_unknown_neither_raises_nor_clears_and_what_is_gone_is_over()
    {
        At(0, 60);
        At(5, 60);
        At(6, null).Should().BeEmpty();
        Take(7).Should().Equal(AlarmStep.Cleared);
        _log[^1].Note.Should().Be(AlarmWatcher.Gone);
    }

    [Fact]
    public void What_could_not_be_kept_is_raised_the_next_time()
    {
        At(0, 60);
        At(5, 60).Should().Equal(AlarmStep.Raised);
        _log.Clear();
        At(6, 60).Should().Equal(AlarmStep.Raised);
    }

    [Fact]
    public void Who_came_first_has_seen_to_it_and_whoever_starts_again_goes_on()
    {
        At(0, 60);
        At(5, 60);
        foreach (var (by, minute) in new[] { ("Eva", 6), ("Ali", 7) }) _log.Add(new AlarmChange(_log[0].Alarm, Lon, AlarmStep.Acknowledged, Minute(minute), null, by, "ringer"));
        Alarm.Of(_log).Should().Equal(new Alarm(_log[0].Alarm, Lon, Minute(5), 60) { AcknowledgedAt = Minute(6), AcknowledgedBy = "Eva", Note = "ringer" });
        new AlarmWatcher("org").Take([Low], Alarm.Of(_log), [Reading(60, true)], Minute(8)).Should().BeEmpty("it is raised already");
    }

    [Fact]
    public void Whatever_figures_come_alarms_alternate_and_keep_the_rule()
    {
        var figure = Gen.OneOf(Gen.Choose(50, 100).Select(n => (decimal?)n), Gen.Constant((decimal?)null));
        var steps = figure.Zip(Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))).ListOf();
        Prop.ForAll(steps.ToArbitrary(), list =>
        {
            var watcher = new AlarmWatcher("org");
            var (log, minute, beyond) = (new List<AlarmChange>(), 0, 0);
            foreach (var (value, isOpen) in list)
            {
                minute++;
                var isRunning = Alarm.Of(log).Any(a => a.ClearedAt is null);
                var changes = watcher.Take([Low], [.. Alarm.Of(log).Where(a => a.ClearedAt is null)], [Reading(value, isOpen)], Minute(minute));
                beyond = isOpen && value < 70 ? beyond + 1 : 0;
                // One a minute: it has lasted five minutes at the sixth.
                var expected = isRunning ? (!isOpen || value >= 80 ? AlarmStep.Cleared : null) : beyond >= 6 ? AlarmStep.Raised : (AlarmStep?)null;
                if (!changes.Select(c => c.Step).SequenceEqual(expected is { } step ? [step] : [])) return false;
                if (expected is AlarmStep.Cleared) beyond = 0;
                log.AddRange(changes);
            }

            return log.Select(c => c.Step).SequenceEqual(Enumerable.Range(0, log.Count).Select(i => i % 2 == 0 ? AlarmStep.Raised : AlarmStep.Cleared));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    private static Instant Minute(int minute) => Instant.FromUtc(2025, 3, 10, 9, 0) + Duration.FromMinutes(minute);

    private static AlarmReading Reading(decimal? value, bool isOpen)
        => new(Lon, value is { } v ? Low.Limit!.IsBeyond(v) : null, value is { } back && Low.Limit!.IsBack(back), value, isOpen);

    private AlarmStep[] At(int minute, decimal? value, bool isOpen = true) => Take(minute, Reading(value, isOpen));

    private AlarmStep[] Take(int minute, params AlarmReading[] readings)
    {
        var changes = _watcher.Take([Low], [.. Alarm.Of(_log).Where(a => a.ClearedAt is null)], readings, Minute(minute));
        _log.AddRange(changes);
        return [.. changes.Select(c => c.Step)];
    }
}
