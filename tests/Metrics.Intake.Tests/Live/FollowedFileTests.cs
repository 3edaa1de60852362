using System.Text;
using Metrics.Intake.Files;
using Metrics.Intake.Live;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk;
using static Metrics.Intake.Tests.Support.FollowedDesk;

namespace Metrics.Intake.Tests.Live;

public sealed class FollowedFileTests : IDisposable
{
    private readonly FollowedDesk _desk = new();

    private CommitLog Log => _desk.Log;

    [Fact]
    public async Task A_file_is_read_as_it_grows_and_waited_for_while_it_is_not_there()
    {
        await using var following = _desk.Follow();
        await following.Until(() => following.Source.Status.Now.State == SourceState.Disconnected);
        following.Source.Status.Now.Reason.Should().Be($"{_desk.Path} isn't there yet");
        for (var n = 1; n <= 5; n++)
        {
            _desk.Append(Rows(n, n));
            await Come(following, Numbers(1, n));
        }

        var now = following.Source.Status.Now;
        (now.State, now.Reason, now.Records, now.Lag).Should().Be((SourceState.Reading, null, 5L, 0L));
    }

    [Fact]
    public async Task Half_a_line_is_not_read_before_its_end_has_come()
    {
        await using var following = _desk.Follow();
        _desk.Append("1|one\n12");
        await Come(following, "1");
        _desk.Append("34|half");
        await following.Until(() => following.Source.Status.Now.Lag == "1234|half".Length);
        Log.Subjects.Should().Equal("1");
        _desk.Append("\n");
        await Come(following, "1", "1234");
        Log.Rejects.Should().BeEmpty();
    }

    [Fact]
    public async Task Batches_are_small_and_each_goes_on_from_the_one_before()
    {
        using var desk = new FollowedDesk { Options = _desk.Options with { BatchEvents = 10 } };
        desk.Append(Rows(1, 95));
        await using var following = desk.Follow();
        await following.Until(() => desk.Log.Subjects.Count == 95);
        desk.Log.Batches.Select(b => b.Events.Count).Should().Equal(10, 10, 10, 10, 10, 10, 10, 10, 10, 5);
        var positions = desk.Log.Batches.Select(b => b.Positions.Single()).ToArray();
        positions[0].From.Should().Be(SourcePosition.Nothing);
        positions.Skip(1).Select(p => p.From).Should().Equal(positions.SkipLast(1).Select(p => (long?)p.Offset));
        var bytes = await File.ReadAllBytesAsync(desk.Path);
        positions.Should().OnlyContain(p => p.Stream == positions[0].Fingerprint && p.Fingerprint == Reading.HashOf(bytes, p.Offset) && p.Name == "log" && p.ReadBy == desk.Mapping.Fingerprint);
        (positions[^1].Line, positions[^1].Records).Should().Be((96, 95));
    }

    [Fact]
    public async Task No_more_than_a_few_batches_are_under_way()
    {
        using var desk = new FollowedDesk { Options = _desk.Options with { BatchEvents = 1, BatchesUnderWay = 3 } };
        var gate = new TaskCompletionSource();
        desk.Log.Gate = gate.Task;
        desk.Append(Rows(1, 20));
        await using var following = desk.Follow();
        await following.Until(() => desk.Log.MostUnderWay == 3);
        await Task.Delay(50);
        desk.Log.MostUnderWay.Should().Be(3);
        gate.SetResult();
        await following.Until(() => desk.Log.Subjects.Count == 20);
        desk.Log.MostUnderWay.Should().Be(3);
    }

    [Fact]
    public async Task What_was_read_before_is_not_read_again_whoever_read_it()
    {
        _desk.Append(Rows(1, 3));
        await using (var following = _desk.Follow()) await Come(following, Numbers(1, 3));
        _desk.Append(Rows(4, 4));
        var read = await FileReading.Read(_desk.Path, _desk.Mapping, null, [.. Log.Positions]);
        read.Events.Select(e => e.Subject).Should().Equal("4");
        await using var again = _desk.Follow();
        await Come(again, Numbers(1, 4));
    }

    [Fact]
    public async Task Where_somebody_else_has_read_on_the_run_ends_and_the_next_reads_from_what_is_stored()
    {
        await using var following = _desk.Follow();
        _desk.Append(Rows(1, 2));
        await Come(following, Numbers(1, 2));
        var stored = Log.Positions.Single();
        _desk.Append(Rows(3, 3));
        await Come(following, Numbers(1, 3));
        // Somebody takes it back by one line.
        await await Log.EnqueueAsync(new Batch([], [], [stored with { From = Log.Positions.Single().Offset }], 0), default);
        _desk.Append(Rows(4, 4));
        await following.Until(() => following.Runs == 2 && Log.Subjects.Count == 5);
        Log.Subjects.Should().Equal("1", "2", "3", "3", "4");
    }

    [Fact]
    public async Task A_batch_that_is_not_committed_ends_the_run_also_when_nothing_more_comes()
    {
        var gate = new TaskCompletionSource();
        Log.Gate = gate.Task;
        _desk.Append(Rows(1, 2));
        var source = new FollowedFile(new WatchedPath("log", _desk.Path, _desk.Mapping, IntakeDesk.Organisation, IntakeDesk.Pipelines.Organisations), TimeProvider.System, _desk.Options);
        var run = source.RunAsync(Log.Alive(), default);
        while (Log.MostUnderWay == 0) await Task.Delay(1);
        Log.Die();
        gate.SetResult();
        await run.Invoking(r => r.WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<OperationCanceledException>();
        Log.Subjects.Should().BeEmpty();
    }

    [Theory]
    [InlineData("log")]
    [InlineData("log.1")]
    public async Task A_fault_of_the_database_is_no_fault_of_a_file(string name)
    {
        Log.Fault = new IOException("no space left");
        _desk.Append(Rows(1, 9), name);
        await using var following = _desk.Follow();
        var end = () => following.End();
        (await end.Should().ThrowAsync<IOException>()).WithMessage("no space left");
        following.Source.Status.Now.Reason.Should().Be("no space left");
    }

    [Fact]
    public async Task A_path_that_cannot_be_opened_is_told_and_tried_again()
    {
        Directory.CreateDirectory(_desk.Path);
        await using var following = _desk.Follow();
        await following.Until(() => following.Source.Status.Now.State == SourceState.Disconnected);
        following.Source.Status.Now.Reason.Should().StartWith("can't be opened: ").And.Contain(_desk.Path);
        Directory.Delete(_desk.Path);
        _desk.Append(Rows(1, 1));
        await Come(following, "1");
        await following.Until(() => following.Source.Status.Now.State == SourceState.Reading);
    }

    [Fact]
    public async Task A_file_that_the_mapping_does_not_fit_stops_the_source()
    {
        using var desk = new FollowedDesk(Lines.Replace("columns: [number, text]\n", "", StringComparison.Ordinal));
        desk.Append("nummer|te");
        await using var following = desk.Follow();
        await following.Until(() => following.Source.Status.Now.State == SourceState.Reading);
        desk.Append("xt\n1|a\n");
        var end = () => following.End();
        (await end.Should().ThrowAsync<SourceStoppedException>()).WithMessage("log: log:1: the column 'number' is missing, which the mapping 'lines' needs; the file has nummer, text");
        (following.Source.Status.Now.State, following.Source.Status.Now.Reason).Should().Be((SourceState.Stopped, "log:1: the column 'number' is missing, which the mapping 'lines' needs; the file has nummer, text"));
    }

    [Fact]
    public async Task A_header_that_comes_in_pieces_is_read_when_it_is_whole()
    {
        using var desk = new FollowedDesk(Lines.Replace("columns: [number, text]\n", "", StringComparison.Ordinal));
        await using var following = desk.Follow();
        foreach (var piece in (string[])["\uFEFF"[..1], "num", "ber|te", "xt", "\n", "1|a\n", "2|b\n"])
        {
            desk.Append(piece);
            await Task.Delay(5);
        }

        await following.Until(() => desk.Log.Subjects.Count == 2);
        desk.Log.Subjects.Should().Equal("1", "2");
    }

    [Fact]
    public async Task CloudEvents_are_followed_line_by_line()
    {
        using var desk = new FollowedDesk("name: events\nformat: cloud-events\n");
        await using var following = desk.Follow();
        desk.Append(Event(1) + "{\"not an\": \"event\"}\n" + Event(2)[..40]);
        await following.Until(() => desk.Log.Rejects.Count == 1);
        desk.Append(Event(2)[40..]);
        await following.Until(() => desk.Log.Subjects.Count == 2);
        desk.Log.Rejects.Should().ContainSingle().Which.Line.Should().Be(2);

        static string Event(int n) => $$"""{"specversion":"1.0","id":"e{{n}}","source":"desk","type":"servicedesk.ticket.opened.v1","time":"2024-01-15T08:00:00Z","subject":"T{{n}}","data":{} }""" + "\n";
    }

    [Fact]
    public async Task A_log_whose_rows_count_goes_on_counting_after_a_restart()
    {
        using var desk = new FollowedDesk(await File.ReadAllTextAsync(IntakeDesk.Pipelines.Source("asterisk-queue-log").File));
        desk.Append("1700000000|c1|support|NONE|ENTERQUEUE||070|1\n1700000010|c1|support|NONE|EXITWITHTIMEOUT|1|1|10\n");
        await using (var following = desk.Follow()) await following.Until(() => desk.Log.Subjects.Count == 2);
        desk.Append("1700000010|c1|support|NONE|ENTERQUEUE||070|1\n1700000020|c1|support|NONE|ABANDON|1|1|10\n");
        await using var again = desk.Follow();
        await again.Until(() => desk.Log.Subjects.Count == 4);
        desk.Log.Subjects.Should().Equal("c1|support|1", "c1|support|1", "c1|support|2", "c1|support|2");
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("rotatedGrace")]
    [InlineData("batchEvents")]
    [InlineData("batchesUnderWay")]
    public void A_setting_that_cannot_be_is_named(string key)
    {
        var options = key switch
        {
            "poll" => new FollowedFileOptions { Poll = TimeSpan.Zero },
            "rotatedGrace" => new FollowedFileOptions { RotatedGrace = TimeSpan.FromSeconds(-1) },
            "batchEvents" => new FollowedFileOptions { BatchEvents = FileIntake.BatchEvents + 1 },
            _ => new FollowedFileOptions { BatchesUnderWay = 0 },
        };
        var make = () => new FollowedFile(new WatchedPath("pbx", "log", _desk.Mapping, IntakeDesk.Organisation, IntakeDesk.Pipelines.Organisations), TimeProvider.System, options);
        make.Should().Throw<Pipelines.Yaml.ConfigurationException>().WithMessage($"pbx: {key}: *");
    }

    public void Dispose() => _desk.Dispose();

    private Task Come(Running following, params string[] numbers) => following.Until(() => Log.Subjects.SequenceEqual(numbers), () => string.Join(' ', Log.Subjects));
}
