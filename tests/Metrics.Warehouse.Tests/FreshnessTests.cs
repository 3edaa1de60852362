using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Warehouse.Tests;

/// <summary>Figures know how old their sources are.</summary>
public sealed class FreshnessTests
{
    private static readonly Organisation Desk = TestWarehouse.Pipelines.Organisation("default") with
    {
        Freshness = [new StaleRule(EventFamily.Contact, null, Duration.FromMinutes(30), TestWarehouse.Pipelines.Organisation("default").Terms.Calendar)],
    };

    [Fact]
    public void A_figure_tells_its_sources_last_event_and_is_stale_when_they_fell_silent_before_its_end()
    {
        using var test = TestWarehouse.InMemory();
        test.Commit(Contact("a", "2024-03-04T10:00:00Z"), Contact("b", "2024-03-04T15:00:00Z"));
        test.Clock.Now = DateTimeOffset.Parse("2024-03-04T15:20:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Today(test).Should().BeEquivalentTo(new { LastEvent = At("2024-03-04T15:00:00Z"), Stale = false });
        test.Clock.Now = test.Clock.Now.AddMinutes(20);
        Today(test).Stale.Should().BeTrue();
        test.Commit(Contact("c", "2024-03-04T15:39:00Z"));
        Today(test).Should().BeEquivalentTo(new { LastEvent = At("2024-03-04T15:39:00Z"), Stale = false }, "a committed event is heard at once");
    }

    [Fact]
    public void A_period_that_is_over_is_judged_by_its_own_end()
    {
        using var test = TestWarehouse.InMemory();
        test.Commit(Contact("a", "2024-03-04T12:00:00Z"), Contact("b", "2024-03-05T16:55:00Z"));
        test.Clock.Now = DateTimeOffset.Parse("2024-03-20T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var days = new KpiQuery(test.Warehouse).Answer(Question with { By = PeriodKind.Day }).ToDictionary(r => r.Period, r => r.Stale);
        days["2024-03-05"].Should().BeFalse("its sources told until it was over");
        days["2024-03-04"].Should().BeFalse("they told of a later time, so this day is whole");
    }

    [Fact]
    public void As_known_at_a_time_a_source_is_as_fresh_as_it_was_then()
    {
        using var test = TestWarehouse.InMemory();
        test.Commit(Contact("a", "2024-01-01T10:00:00Z"));
        var then = test.Warehouse.Now;
        test.Clock.Now = test.Clock.Now.AddDays(1);
        test.Commit(Contact("b", "2024-01-02T10:00:00Z"));
        test.Warehouse.Sources(then).Single().LastEvent.Should().Be(At("2024-01-01T10:00:00Z"));
        test.Warehouse.Sources().Single().Should().Be(new SourceFreshness("default", "test", EventFamily.Contact, At("2024-01-02T10:00:00Z"), test.Warehouse.Now));
    }

    private static KpiQuestion Question => new() { Organisation = Desk, Kpis = ["contacts-answered"] };

    private static KpiRow Today(TestWarehouse test) => new KpiQuery(test.Warehouse).Answer(Question with { From = new LocalDate(2024, 3, 4), To = new LocalDate(2024, 3, 5) }).Single();

    private static Instant At(string time) => Instant.FromDateTimeOffset(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    private static ServiceEvent Contact(string id, string time)
        => ServiceEvent.Create(new ContactRecorded { Outcome = ContactOutcome.Answered, WaitSeconds = 5 }, "default", "test", id, id, At(time), 0);
}
