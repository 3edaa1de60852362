using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Tests;

/// <summary>Which parts of the log are looked at.</summary>
public sealed class LogSegmentsTests
{
    [Fact]
    public void A_full_filter_denies_no_key_of_its_own_and_nearly_every_other()
    {
        var filter = new KeyFilter();
        for (var i = 0; i < LogSegments.RowGroup; i++) filter.Add(Key($"mine {i}"));
        Enumerable.Range(0, LogSegments.RowGroup).Should().OnlyContain(i => filter.MayHold(Key($"mine {i}")));
        // At 15 keys a block of 512 bits and 12 probes, some 1 in 2 000 000 (a block's load varies); the margin is for the seed that the names are.
        Enumerable.Range(0, 1_000_000).Count(i => filter.MayHold(Key($"other {i}"))).Should().BeLessThan(10);
    }

    [Theory]
    [InlineData(LogSegments.RowGroup, 524_288)]
    [InlineData(LogSegments.RowGroup / 3, 262_144)]
    [InlineData(1_000, 8_192)]
    [InlineData(0, 64)]
    public void A_filter_of_few_keys_takes_less_memory_and_tells_them_apart_as_well(int keys, int bytes)
    {
        var filter = new KeyFilter();
        for (var i = 0; i < keys; i++) filter.Add(Key($"mine {i}"));
        for (var i = 0; i < keys; i++) filter.Add(Key($"mine {i}"));
        filter.Shrink();
        filter.Bytes.Should().Be(bytes);
        Enumerable.Range(0, keys).Count(i => filter.MayHold(Key($"mine {i}"))).Should().Be(keys);
        Enumerable.Range(0, 1_000_000).Count(i => filter.MayHold(Key($"other {i}"))).Should().BeLessThan(10);
        filter.Add(Key("late"));
        filter.MayHold(Key("late")).Should().BeTrue();
    }

    [Fact]
    public void Only_segments_that_may_hold_a_key_are_looked_at_and_neighbours_together()
    {
        var segments = new LogSegments(0, 10);
        for (var seq = 1; seq <= 100; seq++) segments.Add(seq, Call(seq));
        segments.OfEvents([Call(35).Key]).Should().Equal(new LogRange(31, 40));
        segments.OfEvents([Call(5).Key, Call(35).Key, Call(41).Key, Call(99).Key]).Should().Equal(new LogRange(1, 10), new LogRange(31, 50), new LogRange(91, 100));
        segments.OfEvents([Key("a stranger")]).Should().BeEmpty();
        segments.OfSubjects([Call(15).SubjectKey]).Should().Equal(new LogRange(11, 20));
    }

    [Fact]
    public void What_is_scattered_over_many_segments_is_looked_for_everywhere()
    {
        var segments = new LogSegments(0, 1);
        for (var seq = 1; seq <= 100; seq++) segments.Add(seq, Call(seq));
        segments.OfEvents([.. Enumerable.Range(1, 50).Select(i => Call(2 * i).Key)]).Should().Equal(LogRange.All);
    }

    [Fact]
    public void A_stored_segment_is_looked_at_until_it_is_learnt()
    {
        using var test = TestWarehouse.InMemory();
        for (var i = 1; i <= 35; i++) test.Commit(Call(i));
        var segments = new LogSegments(35, 10);
        segments.OfEvents([Key("a stranger")]).Should().Equal([new LogRange(1, 40)], "nothing is known of any");
        segments.Add(36, Call(36));
        segments.LearnOne(test.Warehouse.Connection).Should().BeTrue();
        segments.OfEvents([Key("a stranger")]).Should().Equal([new LogRange(1, 30)], "the latest is learnt first");
        for (var i = 0; i < 3; i++) segments.LearnOne(test.Warehouse.Connection).Should().BeTrue();
        segments.LearnOne(test.Warehouse.Connection).Should().BeFalse("all is known");
        segments.Add(37, Call(37));
        segments.OfEvents([Key("a stranger")]).Should().BeEmpty();
        segments.OfEvents([Call(12).Key]).Should().Equal(new LogRange(11, 20));
        segments.OfSubjects([Call(3).SubjectKey]).Should().Equal(new LogRange(1, 10));
        foreach (var number in (int[])[33, 36, 37]) segments.OfEvents([Call(number).Key]).Should().Equal([new LogRange(31, 40)], "{0} stood, came before it was learnt, or after", number);
    }

    private static UInt128 Key(string id) => ServiceEvent.KeyOf("phones", id);

    private static ServiceEvent Call(int number) => Make.Call(ContactOutcome.Answered, 5, $"C{number}", number);
}
