using FsCheck.Fluent;
using FsCheck;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Tests;

public sealed class ReplayPropertyTests
{
    [Fact]
    public void Any_order_duplication_and_split_of_the_same_events_gives_the_same_facts_and_cells()
        => Prop.ForAll(Replay.Any(), replay =>
        {
            using var inOrder = TestWarehouse.InMemory();
            foreach (var e in replay.Events) inOrder.Commit(e);
            // A log of many segments, which each batch meets some of, and a memory that holds all, a few or none of the subjects.
            using var otherwise = TestWarehouse.InMemory(segmentEvents: 1 + (replay.Seed % 7), recentEvents: (replay.Seed % 4) switch { 0 => 0, 1 => 12, 2 => 60, _ => RecentSubjects.OfTheLastSeconds });
            foreach (var batch in replay.Batches) otherwise.Commit(batch);
            otherwise.Derived().Should().Equal(inOrder.Derived(), "seed {0}", replay.Seed);
            otherwise.Satisfaction().Should().Equal(inOrder.Satisfaction(), "seed {0}", replay.Seed);
            otherwise.Differences().Should().Be(0, "seed {0}", replay.Seed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void The_generated_events_hold_what_the_property_is_about()
    {
        var replays = Replay.Any().Generator.Sample(30).ToArray();
        replays.SelectMany(r => r.Events).GroupBy(e => e.Key).Should().Contain(g => g.Select(e => e.Revision).Distinct().Count() > 1, "corrections");
        replays.SelectMany(r => r.Events).GroupBy(e => (e.Key, e.Revision)).Should().Contain(g => g.Select(e => e.Content).Distinct().Count() > 1, "conflicts");
        replays.SelectMany(r => r.Events).Should().Contain(e => e.Data is ContactEnded && ((ContactEnded)e.Data).Ticket != null, "contacts that name a ticket at their end");
        replays.Should().Contain(r => r.Batches.Sum(b => b.Length) > r.Events.Length, "duplicates");
        replays.SelectMany(r => r.Events).Select(e => e.Type.Family).Distinct().Should().Contain([EventFamily.Ticket, EventFamily.Contact, EventFamily.Volume, EventFamily.Survey, EventFamily.Indicator, EventFamily.Planning]);
    }
}
