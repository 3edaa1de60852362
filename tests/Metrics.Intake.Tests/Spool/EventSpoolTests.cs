using System.Globalization;
using System.Text;
using Metrics.Intake.Spool;

namespace Metrics.Intake.Tests.Spool;

public sealed class EventSpoolTests : IDisposable
{
    private readonly SpoolFolder _folder = new();

    [Fact]
    public async Task Posts_at_the_same_time_are_each_kept_whole_and_in_the_order_of_their_poster()
    {
        const int Posters = 8, Posts = 60, Lines = 3;
        await Task.WhenAll(Enumerable.Range(0, Posters).Select(poster => Task.Run(async () =>
        {
            for (var post = 0; post < Posts; post++) await _folder.AppendAsync(string.Concat(Enumerable.Range(0, Lines).Select(line => $"{poster} {post} {line}\n")));
        })));
        var kept = _folder.ReadFrom(0).TrimEnd('\n').Split('\n');
        kept.Chunk(Lines).Should().OnlyContain(post => post.Select(l => l.Substring(0, l.Length - 2)).Distinct().Count() == 1, "nobody else's line stands within a post");
        for (var poster = 0; poster < Posters; poster++)
            kept.Where(l => l.StartsWith($"{poster} ", StringComparison.Ordinal)).Should().Equal(Enumerable.Range(0, Posts * Lines).Select(n => $"{poster} {n / Lines} {n % Lines}"));
    }

    [Fact]
    public async Task What_is_read_while_it_is_written_is_what_was_written()
    {
        var read = new StringBuilder();
        var reader = Task.Run(async () =>
        {
            while (!read.ToString().EndsWith("end\n", StringComparison.Ordinal))
            {
                await _folder.Spool.WaitAsync(read.Length, CancellationToken.None);
                read.Append(_folder.ReadFrom(read.Length));
                _folder.Spool.Release(read.Length);
            }
        });
        var written = new StringBuilder();
        for (var i = 0; i < 500; i++)
        {
            var lines = i < 499 ? $"{i}\n{new string('x', i % 50)}\n" : "end\n";
            written.Append(lines);
            await _folder.AppendAsync(lines);
        }

        await reader;
        read.ToString().Should().Be(written.ToString());
        _folder.Files.Should().ContainSingle("the others were released as they were read");
    }

    [Fact]
    public async Task Files_follow_one_another_and_go_when_all_in_them_is_committed()
    {
        for (var i = 0; i < 50; i++) await _folder.AppendAsync($"{i:000} {new string('.', 35)}\n");
        _folder.Files.Select(f => long.Parse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture)).Should().Equal(Enumerable.Range(0, 10).Select(n => n * 200L), "a file is named by the offset it begins at");
        _folder.Spool.Release(199);
        _folder.Files.Should().HaveCount(10, "a line of the first is not committed");
        _folder.Spool.Release(1000);
        _folder.Files.Should().HaveCount(5);
        (_folder.Spool.Start, _folder.Spool.End, _folder.Spool.Pending).Should().Be((1000, 2000, 1000));
        _folder.Spool.Release(500);
        _folder.Spool.Pending.Should().Be(1000, "what was committed once is not uncommitted again");
        _folder.ReadFrom(1000).Should().StartWith("025 ").And.EndWith("\n").And.HaveLength(1000);
        _folder.Invoking(f => f.ReadFrom(0)).Should().Throw<InvalidDataException>().WithMessage("*from offset 0 on are gone");
        _folder.Spool.Release(2000);
        _folder.Files.Should().ContainSingle("the last is written to");
        _folder.Restart(2000);
        await _folder.AppendAsync("more\n");
        _folder.ReadFrom(2000).Should().Be("more\n");
    }

    [Fact]
    public async Task Beyond_the_limit_nothing_of_a_post_is_kept_until_there_is_room()
    {
        using var small = new SpoolFolder(limit: 100);
        await small.AppendAsync(new string('a', 89) + "\n");
        await small.Awaiting(s => s.AppendAsync("0123456789\n")).Should().ThrowAsync<SpoolFullException>();
        (small.Spool.End, small.ReadFrom(0).Length).Should().Be((90, 90));
        await small.AppendAsync("012345678\n");
        await small.Awaiting(s => s.AppendAsync("\n")).Should().ThrowAsync<SpoolFullException>();
        small.Restart(90);
        await small.Awaiting(s => s.AppendAsync(new string('b', 90) + "\n")).Should().ThrowAsync<SpoolFullException>("ten bytes still wait after a restart");
        small.Spool.Release(100);
        await small.AppendAsync(new string('b', 90) + "\n");
        small.ReadFrom(90).Should().Be("012345678\n" + new string('b', 90) + "\n");
    }

    [Fact]
    public async Task A_post_that_alone_is_larger_than_the_limit_is_taken_when_nothing_else_waits()
    {
        using var small = new SpoolFolder(limit: 100);
        var large = new string('a', 300) + "\n";
        await small.AppendAsync(large);
        await small.Awaiting(s => s.AppendAsync("b\n")).Should().ThrowAsync<SpoolFullException>();
        small.Spool.Release(301);
        await small.AppendAsync(large);
        small.ReadFrom(301).Should().Be(large, "told to come again, it would come for ever");
    }

    [Fact]
    public async Task An_empty_post_keeps_nothing()
    {
        await _folder.AppendAsync("");
        _folder.Files.Should().BeEmpty();
        (_folder.Spool.Start, _folder.Spool.End).Should().Be((0, 0));
    }

    [Fact]
    public async Task A_database_that_is_ahead_of_the_spool_goes_on_from_its_own_offset()
    {
        await _folder.AppendAsync("before\n");
        _folder.Restart(committed: 5000);
        (_folder.Spool.Start, _folder.Spool.End, _folder.Spool.Pending).Should().Be((5000, 5000, 0));
        await _folder.AppendAsync("after\n");
        _folder.ReadFrom(5000).Should().Be("after\n");
        _folder.Restart(committed: 5000);
        _folder.ReadFrom(5000).Should().Be("after\n");
    }

    [Fact]
    public void A_file_that_is_none_of_the_spool_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "events.ndjson"), "{}\n");
        _folder.Invoking(f => f.Restart(0)).Should().Throw<IOException>().WithMessage("*events.ndjson: is no file of the spool; move it away");
    }

    [Fact]
    public void A_folder_has_one_spool_at_a_time()
    {
        _folder.Invoking(f => EventSpool.Open(f.Path, 1000, 0)).Should().Throw<IOException>().WithMessage($"{_folder.Path}: *another*");
        _folder.Restart(0);
    }

    public void Dispose() => _folder.Dispose();
}
