using Metrics.Intake.Live;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk;
using static Metrics.Intake.Tests.Support.FollowedDesk;

namespace Metrics.Intake.Tests.Live;

public sealed class DropFolderTests : IDisposable
{
    private readonly DropDesk _desk = new();

    private CommitLog Log => _desk.Log;

    [Fact]
    public async Task Files_are_read_the_oldest_first_and_put_away()
    {
        _desk.Drop("late.csv", Rows(4, 5));
        _desk.Drop("early.csv.gz", TestFolder.Gzip(Rows(1, 3)));
        _desk.Age("early.csv.gz", 10);
        _desk.Drop("unfinished.csv.part", Rows(100, 101));
        Directory.CreateDirectory(_desk.At("subfolder"));
        await using var watching = _desk.Watch();
        await watching.Until(() => _desk.Names("done").Length == 2);
        Log.Subjects.Should().Equal(Numbers(1, 5));
        _desk.Names("done").Should().Equal("early.csv.gz", "late.csv");
        _desk.Names().Should().Equal("unfinished.csv.part");
        Log.Batches.SelectMany(b => b.Positions).Select(p => (p.Name, p.From)).Should().Equal(("early.csv.gz", SourcePosition.Nothing), ("late.csv", SourcePosition.Nothing));
        var now = watching.Source.Status.Now;
        (now.State, now.Reason, now.Records).Should().Be((SourceState.Reading, null, 5L));
        await watching.Until(() => watching.Source.Status.Now.Lag == 0);
    }

    [Fact]
    public async Task A_file_stays_until_its_last_batch_is_committed()
    {
        using var desk = new DropDesk { Options = _desk.Options with { BatchEvents = 2, BatchesUnderWay = 3 } };
        var gate = new TaskCompletionSource();
        desk.Log.Gate = gate.Task;
        desk.Drop("a.csv", Rows(1, 5));
        await using var watching = desk.Watch();
        await watching.Until(() => desk.Log.MostUnderWay == 3);
        await Task.Delay(30);
        desk.Names().Should().Equal("a.csv");
        gate.SetResult();
        await watching.Until(() => desk.Names("done").Length == 1);
        desk.Log.Subjects.Should().Equal(Numbers(1, 5));
    }

    [Fact]
    public async Task Nothing_that_was_put_away_is_overwritten()
    {
        await using var watching = _desk.Watch();
        for (var i = 1; i <= 3; i++)
        {
            _desk.Drop("a.csv.gz", TestFolder.Gzip($"{i}|x\nnone|{i}\n"));
            await watching.Until(() => _desk.Names("done").Count(n => n.EndsWith(".gz", StringComparison.Ordinal)) == i);
        }

        _desk.Names("done").Should().Equal("a-2.csv.gz", "a-2.csv.gz.rejects.csv", "a-3.csv.gz", "a-3.csv.gz.rejects.csv", "a.csv.gz", "a.csv.gz.rejects.csv");
        (await File.ReadAllTextAsync(_desk.At("done/a-2.csv.gz.rejects.csv"))).Should().Be("file,line,field,reason,raw\na.csv.gz,2,number,'none' is not a number with the decimal sign '.' and no other separators,none|2\n");
        Log.Subjects.Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task What_landed_before_is_put_away_and_not_read_again()
    {
        await using var watching = _desk.Watch();
        _desk.Drop("a.csv", Rows(1, 3));
        await watching.Until(() => _desk.Names("done").Length == 1);
        _desk.Drop("copy.csv.gz", TestFolder.Gzip(Rows(1, 3)));
        await watching.Until(() => _desk.Names("done").Length == 2);
        _desk.Drop("grown.csv", Rows(1, 5));
        await watching.Until(() => _desk.Names("done").Length == 3);
        Log.Subjects.Should().Equal(Numbers(1, 5));
    }

    [Theory]
    [InlineData("", "the file is empty; a header row was expected")]
    [InlineData("nummer|text\n1|a\n", "x.csv:1: the column 'number' is missing, which the mapping 'lines' needs; the file has nummer, text")]
    public async Task An_unfit_file_is_put_aside_with_the_reason_and_the_others_go_on(string text, string reason)
    {
        using var desk = new DropDesk(Lines.Replace("columns: [number, text]\n", "", StringComparison.Ordinal));
        desk.Drop("x.csv", text);
        desk.Age("x.csv", 10);
        desk.Drop("y.csv", "number|text\n1|a\n");
        await using var watching = desk.Watch();
        await watching.Until(() => desk.Names("done").Length == 1);
        desk.Names("failed").Should().Equal("x.csv", "x.csv.reason.txt");
        (await File.ReadAllTextAsync(desk.At("failed/x.csv.reason.txt"))).Should().EndWith(reason + "\n");
        desk.Log.Subjects.Should().Equal("1");
    }

    [Fact]
    public async Task A_packed_file_that_is_cut_off_is_read_as_far_as_it_goes_and_the_whole_one_goes_on_from_there()
    {
        var packed = TestFolder.Gzip("none|0\n" + Rows(1, 5000));
        _desk.Drop("a.csv.gz", packed[..(packed.Length / 2)]);
        await using var watching = _desk.Watch();
        await watching.Until(() => _desk.Names("failed").Length == 3);
        _desk.Names("failed").Should().Equal("a.csv.gz", "a.csv.gz.reason.txt", "a.csv.gz.rejects.csv");
        (await File.ReadAllTextAsync(_desk.At("failed/a.csv.gz.reason.txt"))).Should().Match("a.csv.gz:*: the gzip data is damaged or cut off; the * lines before were read. Get the whole file and *\n");
        var before = Log.Subjects.Count;
        before.Should().BeInRange(1000, 4999);
        _desk.Drop("a.csv.gz", packed);
        await watching.Until(() => _desk.Names("done").Length == 2);
        Log.Subjects.Should().Equal(Numbers(1, 5000));
        (_desk.RejectedLines("done/a.csv.gz"), Log.Rejects.Count).Should().BeEquivalentTo((new[] { 1L }, 1));
    }

    [Fact]
    public async Task Who_dies_after_the_last_commit_and_before_the_file_is_away_puts_it_away_with_all_its_rejects()
    {
        _desk.Drop("a.csv", "none|1\n" + Rows(2, 3) + "none|4\n");
        var read = await FileReading.Read(_desk.At("a.csv"), _desk.Mapping);
        await await Log.EnqueueAsync(new Batch(read.Events, read.Rejects, [read.Positions[^1] with { From = SourcePosition.Nothing }], read.Records), default);
        Directory.CreateDirectory(_desk.At("done"));
        await File.WriteAllTextAsync(_desk.At("done/a.csv.rejects.csv"), "begun and not");
        await using var watching = _desk.Watch();
        await watching.Until(() => _desk.Names("done").Length == 2 && _desk.Names().Length == 0);
        Log.Subjects.Should().Equal("2", "3");
        _desk.RejectedLines("done/a.csv").Should().Equal(1, 4);
    }

    [Fact]
    public async Task A_file_that_grows_after_it_was_taken_is_read_on_when_it_stands_still_again()
    {
        var gate = new TaskCompletionSource();
        Log.Gate = gate.Task;
        _desk.Drop("a.csv", Rows(1, 3));
        await using var watching = _desk.Watch();
        await watching.Until(() => Log.MostUnderWay == 1);
        await File.AppendAllTextAsync(_desk.At("a.csv"), Rows(4, 6));
        gate.SetResult();
        await watching.Until(() => _desk.Names("done").Length == 1);
        Log.Subjects.Should().Equal(Numbers(1, 6));
        Log.Batches.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_waited_for()
    {
        Directory.Delete(_desk.Path);
        await using var watching = _desk.Watch();
        await watching.Until(() => watching.Source.Status.Now.State == SourceState.Disconnected);
        watching.Source.Status.Now.Reason.Should().Be($"{_desk.Path} isn't there yet");
        Directory.CreateDirectory(_desk.Path);
        _desk.Drop("a.csv", Rows(1, 1));
        await watching.Until(() => _desk.Names("done").Length == 1);
        watching.Source.Status.Now.State.Should().Be(SourceState.Reading);
    }

    [Fact]
    public async Task A_file_that_cannot_be_put_away_is_told_of_and_tried_again()
    {
        _desk.Drop("a.csv", Rows(1, 2));
        await File.WriteAllTextAsync(_desk.At("done"), "in the way");
        _desk.Age("done", 10);
        await using var watching = _desk.Watch();
        await watching.Until(() => watching.Source.Status.Now.Reason?.StartsWith("a.csv: ", StringComparison.Ordinal) ?? false);
        File.Delete(_desk.At("done"));
        await watching.Until(() => _desk.Names("done").Contains("a.csv"));
        await watching.Until(() => watching.Source.Status.Now.Reason is null);
        Log.Subjects.Should().Equal("1", "2");
    }

    [Fact]
    public async Task A_fault_of_the_database_is_no_fault_of_a_file()
    {
        Log.Fault = new IOException("no space left");
        _desk.Drop("a.csv", Rows(1, 9));
        await using var watching = _desk.Watch();
        var end = () => watching.End();
        (await end.Should().ThrowAsync<IOException>()).WithMessage("no space left");
        _desk.Names().Should().Equal("a.csv");
    }

    [Fact]
    public async Task Without_the_secret_key_the_source_stops_and_the_files_stay()
    {
        _desk.Drop("queue_log", "1700000000|c1|support|NONE|ENTERQUEUE||070|1\n");
        var what = _desk.What with { Mapping = IntakeDesk.Pipelines.Source("asterisk-queue-log"), Key = null };
        await using var watching = new Running(new DropFolder(what, TimeProvider.System, _desk.Options), Log);
        var end = () => watching.End();
        (await end.Should().ThrowAsync<SourceStoppedException>()).WithMessage("drop: the mapping 'asterisk-queue-log' * no key is set*");
        watching.Source.Status.Now.State.Should().Be(SourceState.Stopped);
        _desk.Names().Should().Equal("queue_log");
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("standsStill")]
    [InlineData("batchEvents")]
    [InlineData("batchesUnderWay")]
    public void A_setting_that_cannot_be_is_named(string key)
    {
        var options = key switch
        {
            "poll" => new DropFolderOptions { Poll = TimeSpan.Zero },
            "standsStill" => new DropFolderOptions { StandsStill = TimeSpan.FromSeconds(-1) },
            "batchEvents" => new DropFolderOptions { BatchEvents = 0 },
            _ => new DropFolderOptions { BatchesUnderWay = 0 },
        };
        var make = () => new DropFolder(_desk.What, TimeProvider.System, options);
        make.Should().Throw<Pipelines.Yaml.ConfigurationException>().WithMessage($"drop: {key}: *");
    }

    public void Dispose() => _desk.Dispose();
}
