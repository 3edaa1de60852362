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

    [Fact]
    public async Task A_compacted_file_is_smaller_and_says_the_same_and_is_written_on()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        // Each correction replaces facts and cells; rejects that are mended go.
        await (await desk.HandOverAsync(LiveDesk.Calls("a", SourcePosition.Nothing, 1, 0, 20_000)));
        await desk.FreeSpaceAsync();
        var before = new FileInfo(desk.Warehouse.Path).Length;
        (await desk.Warehouse.CompactAsync(CancellationToken.None)).Should().BeTrue();
        new FileInfo(desk.Warehouse.Path).Length.Should().BeLessThan(before / 2);
        (await desk.Warehouse.AskAsync(w => w.Space(), CancellationToken.None)).Free.Should().BeLessThan(before / 10);
        (await desk.OfferedAsync()).Should().Be(20_000);
        await (await desk.HandOverAsync(LiveDesk.Calls("a", 1, 2, 20_000, 10)));
        (await desk.OfferedAsync()).Should().Be(20_010);
        (await desk.DifferencesAsync()).Should().Be(0);
        await desk.Warehouse.ReopenAsync(CancellationToken.None);
        (await desk.OfferedAsync()).Should().Be(20_010, "it was the new file that was written to");
        Directory.GetFiles(Path.GetDirectoryName(desk.Warehouse.Path)!, "*.compact*").Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_a_command_reads_is_compacted_later_and_one_that_is_compacted_lends_no_reader()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        await (await desk.HandOverAsync(LiveDesk.Calls("a", SourcePosition.Nothing, 1, 0, 10)));
        using (desk.Warehouse.Reader()) (await desk.Warehouse.CompactAsync(CancellationToken.None)).Should().BeFalse();
        (await BesideALongQuestionAsync(desk, () => desk.Warehouse.CompactAsync(CancellationToken.None))).Should().BeFalse("commits would wait as long as it takes");
        (await desk.Warehouse.CompactAsync(CancellationToken.None)).Should().BeTrue();
        using var reader = desk.Warehouse.Reader();
        LiveDesk.Figures(reader, "contacts-offered")[0].Should().Be(10);
    }

    [Fact]
    public async Task The_engine_lets_go_of_what_it_keeps_and_may_take_as_much_again()
    {
        await using var desk = new LiveDesk();
        desk.Start();
        await (await desk.HandOverAsync(LiveDesk.Calls("a", SourcePosition.Nothing, 1, 0, 10)));
        await desk.RunAsync("CREATE TABLE kept AS SELECT random() AS x FROM range(6000000)", "CHECKPOINT", "SELECT sum(x) FROM kept");
        const long Keep = 16 << 20;
        (await HeldAsync(desk)).Should().BeGreaterThan(2 * Keep);
        using (desk.Warehouse.Reader()) (await desk.Warehouse.GiveBackAsync(Keep, CancellationToken.None)).Should().BeNull("a command that reads may need more");
        (await BesideALongQuestionAsync(desk, () => desk.Warehouse.GiveBackAsync(1, CancellationToken.None))).Should().BeNull("a question that takes long is left alone");
        (await HeldAsync(desk)).Should().BeGreaterThan(2 * Keep);
        (await desk.Warehouse.GiveBackAsync(Keep, CancellationToken.None)).Should().BeLessThanOrEqualTo(Keep);
        (await HeldAsync(desk)).Should().BeLessThan(2 * Keep);
        // In lists, which never go to disk, the numbers need more than it kept.
        await desk.RunAsync("SELECT list(x) FROM kept");
        (await desk.Warehouse.GiveBackAsync(1, CancellationToken.None)).Should().BeGreaterThan(1, "it can't do without any").And.BeLessThan(2 * Keep);
        (await desk.OfferedAsync(), await desk.DifferencesAsync()).Should().Be((10, 0));
    }

    private static async Task<T> BesideALongQuestionAsync<T>(LiveDesk desk, Func<Task<T>> act)
    {
        using var done = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        var question = desk.Warehouse.AskAsync(
            w =>
            {
                asked.Set();
                done.Wait();
                return w.HeldMemory();
            },
            CancellationToken.None);
        await Task.Run(asked.Wait);
        var answer = await act();
        done.Set();
        await question;
        return answer;
    }

    private static Task<long> HeldAsync(LiveDesk desk) => desk.Warehouse.AskAsync(w => w.HeldMemory(), CancellationToken.None);
}
