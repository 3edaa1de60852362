using FsCheck;
using FsCheck.Fluent;

namespace Metrics.Warehouse.Tests;

/// <summary>What the log holds is learnt beside the work, and forgotten when the file is closed.</summary>
public sealed class ReopenedReplayPropertyTests
{
    [Fact]
    public void A_log_that_is_opened_again_and_again_and_learnt_in_part_gives_the_same_facts_and_cells()
        => Prop.ForAll(Replay.Any(), replay =>
        {
            using var inOrder = TestWarehouse.InMemory();
            foreach (var e in replay.Events) inOrder.Commit(e);
            var file = Path.Combine(Path.GetTempPath(), $"metrics-segments-{Guid.NewGuid():N}.duckdb");
            try
            {
                var random = new Random(replay.Seed);
                var again = TestWarehouse.InFile(file, 3);
                foreach (var batch in replay.Batches)
                {
                    if (random.Next(2) == 0) again = Reopened(again, file);
                    while (random.Next(3) > 0 && again.Warehouse.LearnLog())
                    {
                    }

                    again.Commit(batch);
                }

                var derived = again.Derived();
                again.Differences().Should().Be(0, "seed {0}", replay.Seed);
                again.Dispose();
                derived.Should().Equal(inOrder.Derived(), "seed {0}", replay.Seed);
            }
            finally
            {
                File.Delete(file);
                File.Delete(file + ".wal");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static TestWarehouse Reopened(TestWarehouse warehouse, string file)
    {
        warehouse.Dispose();
        return TestWarehouse.InFile(file, 3);
    }
}
