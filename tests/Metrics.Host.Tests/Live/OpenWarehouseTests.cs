using System.Collections.Concurrent;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;

namespace Metrics.Host.Tests.Live;

/// <summary>Questions beside commits, on a real file.</summary>
public sealed class OpenWarehouseTests
{
    [Fact]
    public async Task A_question_sees_one_moment_however_long_it_takes()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        await (await desk.HandOverAsync(LiveDesk.Calls("a", SourcePosition.Nothing, 1, 0, 1)));
        using var asked = new ManualResetEventSlim();
        using var committed = new ManualResetEventSlim();
        var question = desk.Warehouse.AskAsync(
            w =>
            {
                var before = LiveDesk.Figures(w, "contacts-offered")[0];
                asked.Set();
                committed.Wait();
                return (before, After: LiveDesk.Figures(w, "contacts-offered")[0], w.Positions("a")[0].Offset);
            },
            CancellationToken.None);
        await Task.Run(asked.Wait);
        await (await desk.HandOverAsync(LiveDesk.Calls("a", 1, 9, 1, 8)));
        (await desk.OfferedAsync()).Should().Be(9, "another question sees what was committed meanwhile");
        committed.Set();
        (await question).Should().Be((1, 1, 1));
        (await desk.OfferedAsync()).Should().Be(9);
    }

    [Fact]
    public async Task Figures_belong_together_while_batches_are_committed()
    {
        // Every batch holds as many abandoned calls as answered ones, and its position says how many there are in all.
        await using var desk = new LiveDesk();
        desk.Start();
        await CommitPairAsync(desk, 0);
        var seen = new ConcurrentBag<long>();
        using var done = new CancellationTokenSource();
        var questions = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var (figures, offset) = await desk.Warehouse.AskAsync(w => (LiveDesk.Figures(w, "contacts-offered", "contacts-answered"), w.Positions("pairs")[0].Offset), CancellationToken.None);
                (figures[0], figures[1]).Should().Be((2 * offset, offset));
                seen.Add(offset);
            }
        })).ToArray();
        for (var n = 1; n < 30; n++) await CommitPairAsync(desk, n);
        await done.CancelAsync();
        await Task.WhenAll(questions);
        seen.Distinct().Should().HaveCountGreaterThan(2, "questions were asked between commits");
        (await desk.OfferedAsync()).Should().Be(60);
        (await desk.DifferencesAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_file_that_was_closed_and_opened_again_answers_and_takes_as_before()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        for (var n = 0; n < 3; n++)
        {
            await CommitPairAsync(desk, n);
            await desk.Warehouse.ReopenAsync(CancellationToken.None);
            (await desk.OfferedAsync()).Should().Be(2 * (n + 1));
        }
    }

    [Fact]
    public async Task A_question_that_fails_leaves_others_and_commits_alone()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        for (var n = 0; n < 6; n++)
        {
            await desk.Warehouse.Awaiting(w => w.AskAsync<int>(_ => throw new InvalidOperationException("asked wrongly"), CancellationToken.None)).Should().ThrowAsync<InvalidOperationException>();
            await CommitPairAsync(desk, n);
        }

        (await desk.OfferedAsync()).Should().Be(12);
    }

    [Fact]
    public async Task While_the_file_cannot_be_opened_again_whoever_asks_is_told_so()
    {
        await using var desk = new LiveDesk();
        await desk.Warehouse.WriteAsync(w => w.Commit(LiveDesk.Calls("a", SourcePosition.Nothing, 9, 0, 9)), CancellationToken.None);
        await desk.Warehouse.WriteAsync(
            w =>
            {
                w.Checkpoint();
                return true;
            },
            CancellationToken.None);
        var (file, aside) = (desk.Warehouse.Path, desk.Warehouse.Path + ".aside");
        File.Copy(file, aside);
        File.Delete(file);
        await File.WriteAllTextAsync(file, new string('x', 20_000));
        await desk.Warehouse.Awaiting(w => w.ReopenAsync(CancellationToken.None)).Should().ThrowAsync<WarehouseException>();
        await desk.Awaiting(d => d.OfferedAsync()).Should().ThrowAsync<WarehouseException>().WithMessage("*metrics.duckdb: is not a DuckDB database*");
        await desk.Awaiting(d => d.DifferencesAsync()).Should().ThrowAsync<WarehouseException>();
        File.Move(aside, file, overwrite: true);
        await desk.Warehouse.ReopenAsync(CancellationToken.None);
        (await desk.OfferedAsync(), await desk.DifferencesAsync()).Should().Be((9, 0));
    }

    private static async Task CommitPairAsync(LiveDesk desk, int number)
    {
        var position = new SourcePosition("pairs", "stream", number + 1, null, 0, null) { From = number == 0 ? SourcePosition.Nothing : number };
        await (await desk.HandOverAsync(new Batch([LiveDesk.Call("pairs", 2 * number), LiveDesk.Call("pairs", (2 * number) + 1, ContactOutcome.Abandoned)], [], [position], 2)));
    }
}
