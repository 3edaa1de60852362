using System.Text;
using Metrics.Intake.Live;
using Metrics.Intake.Spool;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Tests.Spool;

/// <summary>From the spool to commits: every posted event once, in order, whatever stops in between.</summary>
public sealed class SpoolSourceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SpoolFolder _folder = new(limit: 100L << 20, segmentBytes: 20_000);
    private readonly CommittedBatches _queue = new();
    private readonly SetClock _clock = new(new DateTimeOffset(2024, 1, 15, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Posted_events_are_committed_once_each_and_in_order_and_their_files_go()
    {
        await PostAsync(0, 300);
        await using var run = Start();
        await CommittedAsync(300);
        await PostAsync(300, 12_000);
        await CommittedAsync(12_300);
        _queue.Ids.Should().Equal(Names(0, 12_300));
        _queue.Batches.Should().OnlyContain(b => b.Events.Count <= 5000 && b.Records == b.Events.Count);
        _queue.Position.Should().Be(new SourcePosition("http", "spool", _folder.Spool.End, null, 12_300, null) { From = _queue.Position!.From });
        await UntilAsync(() => _folder.Spool.Pending == 0 && _folder.Files.Length == 1);
        var now = run.Source.Status.Now;
        (now.State, now.Records, now.Rejects, now.LastEventTime).Should().Be((SourceState.Reading, 12_300, 0, Instants.At("2023-11-20T07:00:00Z")));
    }

    [Fact]
    public async Task A_line_that_can_no_longer_be_read_is_a_reject_and_the_others_are_committed()
    {
        // An organisation that was there when the events were posted and is gone: every other of more events than fit into one batch.
        var lines = string.Concat(Enumerable.Range(0, 12_000).Select(n => Line(n, n % 2 == 0 ? null : "gone")));
        await _folder.AppendAsync(lines);
        await using var run = Start();
        await UntilAsync(() => _queue.Position?.Offset == _folder.Spool.End);
        _queue.Ids.Should().Equal(Names(0, 12_000).Where((_, n) => n % 2 == 0));
        var rejects = _queue.Batches.SelectMany(b => b.Rejects).ToArray();
        rejects.Should().HaveCount(6000).And.OnlyContain(r => r.Source == "http" && r.Field == "/organisation" && r.Reason.StartsWith("there is no organisation 'gone'"));
        rejects.Select(r => Encoding.UTF8.GetString(r.Raw) + "\n").Should().Equal(Enumerable.Range(0, 12_000).Where(n => n % 2 == 1).Select(n => Line(n, "gone")));
        rejects.Should().OnlyContain(r => lines.Substring((int)r.Line, r.Raw.Length) == Encoding.UTF8.GetString(r.Raw), "a reject names the offset of its line");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Stopped_and_started_again_at_any_moment_nothing_is_lost_or_doubled(int seed)
    {
        var random = new Random(seed);
        var posted = 0;
        for (var start = 0; start < 8; start++)
        {
            using var stop = new CancellationTokenSource();
            var until = _queue.Batches.Count + random.Next(3);
            _queue.After = commits =>
            {
                if (commits >= until) stop.Cancel();
            };
            var run = new SpoolSource(_folder.Spool, IntakeDesk.Pipelines.Organisations, _clock).RunAsync(_queue, stop.Token);
            for (var post = 0; post < 4; post++)
            {
                var count = random.Next(1, 4000);
                await PostAsync(posted, count);
                posted += count;
            }

            await stop.CancelAsync();
            await run;
            if (random.Next(2) == 0) _folder.Restart(_queue.Position?.Offset ?? 0);
        }

        _queue.After = null;
        await using var last = Start();
        await CommittedAsync(posted);
        _queue.Ids.Should().Equal(Names(0, posted), "seed {0}", seed);
    }

    [Fact]
    public async Task What_was_acknowledged_before_it_is_told_to_stop_is_still_handed_over()
    {
        _queue.Hold();
        using var stop = new CancellationTokenSource();
        await PostAsync(0, 100);
        var run = new SpoolSource(_folder.Spool, IntakeDesk.Pipelines.Organisations, _clock).RunAsync(_queue, stop.Token);
        await PostAsync(100, 15_000);
        await stop.CancelAsync();
        _queue.GoOn();
        await run;
        _queue.Ids.Should().Equal(Names(0, 15_100), "whoever posted was told that it is counted, and asks right after the stop");
    }

    [Fact]
    public async Task A_refused_batch_ends_the_run_and_the_next_one_goes_on_from_what_is_stored()
    {
        await PostAsync(0, 10);
        var middle = _folder.Spool.End;
        _queue.Hold();
        var refused = Source().RunAsync(_queue, CancellationToken.None);
        await PostAsync(10, 10);
        _queue.Move(middle);
        _queue.GoOn();
        await refused.Awaiting(r => r.WaitAsync(Patience)).Should().ThrowAsync<PositionMovedException>();
        await using var run = Start();
        await UntilAsync(() => _queue.Position?.Offset == _folder.Spool.End);
        _queue.Ids.Should().Equal(Names(10, 10), "the first ten were committed by somebody else");
    }

    [Fact]
    public async Task An_older_copy_of_the_database_is_brought_up_to_date_as_long_as_the_events_are_there()
    {
        await PostAsync(0, 60);
        await using (Start()) await CommittedAsync(60);
        var copy = _queue.Batches.Count;
        await PostAsync(60, 60);
        await using (Start()) await CommittedAsync(120);
        _queue.PutBack(copy);
        _folder.Restart(_queue.Position!.Offset);
        await using (Start()) await CommittedAsync(120);
        _queue.Ids.Should().Equal(Names(0, 120));
    }

    [Fact]
    public async Task An_older_copy_whose_next_events_are_gone_stops_the_source_with_what_to_do()
    {
        await PostAsync(0, 60);
        await using (Start()) await CommittedAsync(60);
        var (copy, stored) = (_queue.Batches.Count, _queue.Position!.Offset);
        await PostAsync(60, 6000);
        await using (Start())
        {
            await CommittedAsync(6060);
            await UntilAsync(() => _folder.Spool.Pending == 0);
        }

        var first = _folder.Spool.Start;
        first.Should().BeGreaterThan(stored);
        _queue.PutBack(copy);
        _folder.Restart(stored);
        (await Source().Awaiting(s => s.RunAsync(_queue, CancellationToken.None).WaitAsync(Patience)).Should().ThrowAsync<SourceStoppedException>())
            .Which.Message.Should().Contain($"posted events from offset {stored} to {first} are gone from the spool").And.Contain("older copy").And.Contain("metrics sources forget http");
        _queue.Batches.Should().HaveCount(copy, "nothing was read");
    }

    [Fact]
    public async Task Without_a_stored_position_it_begins_with_what_the_spool_has()
    {
        await PostAsync(0, 6000);
        await using (Start())
        {
            await CommittedAsync(6000);
            await UntilAsync(() => _folder.Spool.Pending == 0);
        }

        _queue.PutBack(0);
        _folder.Restart(0);
        var left = Encoding.UTF8.GetBytes(_folder.ReadFrom(_folder.Spool.Start, 1 << 16)).Count(b => b == (byte)'\n');
        left.Should().BeInRange(1, 5999);
        await using var run = Start();
        await CommittedAsync(left);
        _queue.Ids.Should().Equal(Names(6000 - left, left));
    }

    [Fact]
    public async Task A_file_that_is_missing_in_the_middle_stops_the_source()
    {
        for (var i = 0; i < 6; i++) await PostAsync(i * 100, 100);
        var files = _folder.Files;
        _folder.Spool.Dispose();
        File.Delete(files[1]);
        _folder.Restart(0);
        (await Source().Awaiting(s => s.RunAsync(_queue, CancellationToken.None).WaitAsync(Patience)).Should().ThrowAsync<SourceStoppedException>())
            .Which.Message.Should().Contain(_folder.Path).And.Contain($"from offset {int.Parse(Path.GetFileNameWithoutExtension(files[1]))} on are gone");
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Names(int from, int count) => Enumerable.Range(from, count).Select(n => n.ToString());

    private static string Line(int number, string? organisation)
        => $$$"""{"specversion":"1.0","id":"{{{number}}}","source":"phones","type":"servicedesk.contact.recorded.v1","time":"2023-11-20T07:00:00Z","subject":"{{{number}}}",{{{(organisation is null ? "" : $"\"organisation\":\"{organisation}\",")}}}"data":{"outcome":"answered","waitSeconds":{{{number}}}}}""" + "\n";

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo()) await Task.Delay(5, patience.Token);
    }

    private async Task PostAsync(int from, int count)
    {
        foreach (var some in Enumerable.Range(from, count).Chunk(100)) await _folder.AppendAsync(string.Concat(some.Select(n => Line(n, null))));
    }

    private Task CommittedAsync(int events) => UntilAsync(() => (_queue.Position?.Records ?? 0) >= events);

    private SpoolSource Source() => new(_folder.Spool, IntakeDesk.Pipelines.Organisations, _clock);

    private Running Start() => new(Source(), _queue);

    /// <summary>A source that runs until disposed.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _run;

        public Running(SpoolSource source, CommittedBatches queue)
        {
            Source = source;
            _run = Task.Run(() => source.RunAsync(queue, _stop.Token));
        }

        public SpoolSource Source { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run;
            _stop.Dispose();
        }
    }
}
