using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tests.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Tests;

public sealed class FreshnessTests
{
    // Office hours are Monday to Friday, 8 to 17.
    private static readonly Organisation Desk = new("desk", new Label("Desken", "The desk"), Hours.Stockholm, [120], 11, [16], new ServiceTerms(Hours.Office, [], []))
    {
        Freshness =
        [
            new StaleRule(EventFamily.Contact, null, Duration.FromMinutes(30), Hours.Office),
            new StaleRule(EventFamily.Contact, "night line", Duration.FromHours(10), Hours.Office),
        ],
    };

    [Theory]
    [InlineData("2024-03-04T10:00", "2024-03-04T10:30", 30, false)]
    [InlineData("2024-03-04T10:00", "2024-03-04T10:31", 31, true)]
    [InlineData("2024-03-01T16:50", "2024-03-04T07:00", 10, false)] // over a weekend nobody was expected to tell anything
    [InlineData("2024-03-01T16:50", "2024-03-04T08:25", 35, true)]
    [InlineData("2024-03-04T10:00", "2024-03-04T09:00", 0, false)] // told ahead of time
    public void Silence_counts_in_opening_hours(string last, string now, int minutes, bool stale)
    {
        var source = Source("ace", last);
        source.Silence(Desk, At(now)).Should().Be(Duration.FromMinutes(minutes));
        source.IsStale(Desk, At(now)).Should().Be(stale);
    }

    [Fact]
    public void A_source_with_a_rule_of_its_own_goes_by_that_and_where_nothing_is_said_nothing_is_stale()
    {
        Source("night line", "2024-03-04T10:00").IsStale(Desk, At("2024-03-04T17:00")).Should().BeFalse();
        Source("night line", "2024-03-04T10:00").IsStale(Desk, At("2024-03-06T08:00")).Should().BeTrue();
        var ticket = Source("ace", "2020-03-04T10:00") with { Family = EventFamily.Ticket };
        ticket.Silence(Desk, At("2024-03-04T17:00")).Should().BeNull();
        ticket.IsStale(Desk, At("2024-03-04T17:00")).Should().BeFalse();
    }

    [Fact]
    public void A_figure_misses_something_when_one_source_is_silent_but_not_for_one_that_ended_long_ago()
    {
        var now = At("2024-03-04T12:00");
        var (fresh, silent, ended) = (Source("ace", "2024-03-04T11:50"), Source("annex", "2024-03-04T09:00"), Source("old", "2023-11-01T09:00"));
        SourceFreshness.IsStale([fresh], Desk, now).Should().BeFalse();
        SourceFreshness.IsStale([fresh, silent], Desk, now).Should().BeTrue();
        SourceFreshness.IsStale([fresh, ended], Desk, now).Should().BeFalse("another one tells instead of it");
        SourceFreshness.IsStale([ended], Desk, now).Should().BeTrue("nobody tells at all");
        SourceFreshness.IsStale([], Desk, now).Should().BeFalse("where nothing was ever told there is no figure to be stale");
    }

    private static SourceFreshness Source(string name, string last) => new("desk", name, EventFamily.Contact, At(last), At(last));

    private static Instant At(string local) => Hours.Stockholm.AtStrictly(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value).ToInstant();
}
