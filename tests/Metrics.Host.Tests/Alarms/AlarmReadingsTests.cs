using Metrics.Host.Alarms;
using Metrics.Host.Tests.Wall;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Tests.Alarms;

/// <summary>What the rules of the demo's service centre see.</summary>
public sealed class AlarmReadingsTests
{
    private static readonly LocalDateTime Ten = new(2025, 3, 11, 10, 0);

    [Theory]
    [InlineData(6, true, false)]
    [InlineData(7, false, false)]
    [InlineData(8, false, true)]
    public void A_figure_right_now_is_held_against_both_limits(int within, bool isBeyond, bool isBack)
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(Enumerable.Range(0, 10).Select(n => desk.Contact("Lön", Ten.PlusMinutes(-5), n < within ? 20 : 500)));
        // An hour ago is not now.
        desk.Tell(Enumerable.Range(0, 90).Select(_ => desk.Contact("Lön", Ten.PlusMinutes(-60), 20)));
        Of(desk, "low-now").Should().Equal(new AlarmReading(new AlarmSubject("low-now", "Lön", null), isBeyond, isBack, within / 10m, true));
    }

    [Fact]
    public void Few_contacts_say_nothing()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(Enumerable.Range(0, 9).Select(_ => desk.Contact("Lön", Ten.PlusMinutes(-5), 500)));
        Of(desk, "low-now").Should().Equal(new AlarmReading(new AlarmSubject("low-now", "Lön", null), null, false, null, true));
    }

    [Fact]
    public void Who_has_waited_longest_is_told_in_seconds_and_after_closing_nobody_is_there()
    {
        var evening = Ten.Date.At(new LocalTime(23, 0));
        foreach (var (now, isOpen) in new[] { (Ten, true), (evening, false) })
        {
            using var desk = new WallDesk(now);
            desk.Tell(desk.Event(new ContactOffered { Unit = "Lön" }, now.PlusMinutes(-11)));
            Of(desk, "long-wait").Should().Equal(new AlarmReading(new AlarmSubject("long-wait", "Lön", null), true, false, 660, isOpen));
        }
    }

    [Fact]
    public void A_ticket_past_its_warning_point_is_told_and_one_broken_long_ago_is_no_news()
    {
        using var desk = new WallDesk(Ten);
        var days = Ten.PlusDays(-1);
        desk.Tell(
            desk.Event(new TicketOpened { Unit = "Servicedesk", Priority = "P3" }, Ten.PlusDays(-30), "old"),
            desk.Event(new TicketOpened { Unit = "Servicedesk", Priority = "P1" }, Ten.PlusHours(-2), "new"),
            desk.Event(new TicketOpened { Unit = "Lön", Priority = "P1" }, days, "another unit's"));
        var seen = Of(desk, "warned");
        seen.Select(r => r.Subject.Thing).Should().OnlyContain(t => t == "old" || t == "new");
        seen.Single(r => r.Subject.Thing == "old").IsBeyond.Should().BeNull();
    }

    [Fact]
    public void A_silent_source_is_told_until_it_speaks()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(desk.Contact("Lön", Ten.PlusMinutes(-20), 20));
        Of(desk, "silent").Should().Equal(new AlarmReading(new AlarmSubject("silent", null, "växeln (contact)"), true, false, null, true));
        desk.Tell(desk.Contact("Lön", Ten.PlusMinutes(-1), 20));
        Of(desk, "silent").Should().Equal(new AlarmReading(new AlarmSubject("silent", null, "växeln (contact)"), false, true, null, true));
    }

    private static AlarmReading[] Of(WallDesk desk, string rule) => [.. new AlarmReadings(desk.Warehouse, desk.Wall()).Read().Where(r => r.Subject.Rule == rule)];
}
