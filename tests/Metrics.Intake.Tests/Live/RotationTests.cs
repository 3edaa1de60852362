using Metrics.Intake.Live;
using Metrics.Intake.Tests.Support;
using static Metrics.Intake.Tests.Support.FollowedDesk;

namespace Metrics.Intake.Tests.Live;

/// <summary>A followed log that is renamed, packed, cut off or replaced, while somebody looks and while nobody does.</summary>
public sealed class RotationTests : IDisposable
{
    private readonly FollowedDesk _desk = new();

    private CommitLog Log => _desk.Log;

    [Fact]
    public async Task What_is_written_after_a_file_was_renamed_is_read_before_the_new_one()
    {
        await using var following = _desk.Follow();
        _desk.Append(Rows(1, 2) + "3|ha");
        await Come(following, 2);
        _desk.Rename("log", "log.1");
        _desk.Append("lf\n4|last\n", "log.1");
        await Come(following, 4);
        // As logrotate does: the new file is there, and its writer has not yet been told of it.
        _desk.Append("");
        _desk.Append(Rows(5, 5), "log.1");
        await Come(following, 5);
        _desk.Append(Rows(6, 7));
        await Come(following, 7);
        _desk.Rename("log.1", "log.2");
        _desk.Pack("log.2");
        _desk.Rename("log", "log.1");
        _desk.Append(Rows(8, 8));
        await Come(following, 8);
        following.Runs.Should().Be(1);
        following.Source.Status.Now.Reason.Should().BeNull();
    }

    [Theory]
    [InlineData("log.10", "log.9", "log.1")]
    [InlineData("log-20240101", "log-20240102", "log-20240103")]
    [InlineData("log.20240101", "log.20240102", "log.old")]
    public async Task Of_files_last_written_at_the_same_time_the_name_tells_which_is_older(params string[] names)
    {
        var written = new DateTime(2024, 1, 15, 12, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < names.Length; i++)
        {
            _desk.Append(Rows(i + 1, i + 1), names[i]);
            File.SetLastWriteTimeUtc(_desk.At(names[i]), written);
        }

        _desk.Append(Rows(4, 4));
        await using var following = _desk.Follow();
        await Come(following, 4);
    }

    [Fact]
    public async Task What_a_writer_writes_late_into_a_file_already_left_is_found_there()
    {
        await using var following = _desk.Follow();
        _desk.Append(Rows(1, 1));
        await Come(following, 1);
        _desk.Rename("log", "log.1");
        _desk.Append(Rows(2, 2));
        await Come(following, 2);
        _desk.Append(Rows(3, 3), "log.1");
        await Come(following, 3);
    }

    [Fact]
    public async Task A_file_that_is_copied_and_cut_is_read_to_the_end_in_the_copy_and_then_from_its_beginning()
    {
        await using (var following = _desk.Follow())
        {
            _desk.Append(Rows(1, 2));
            await Come(following, 2);
        }

        // Nobody looks while a third line is written, copied and cut away.
        _desk.Append(Rows(3, 3));
        File.Copy(_desk.Path, _desk.At("log.1"));
        Cut(Rows(4, 9));
        await using var again = _desk.Follow();
        await Come(again, 9);
        // And now somebody does.
        File.Copy(_desk.Path, _desk.At("log.2"));
        Cut(Rows(10, 10));
        await Come(again, 10);
        Cut("");
        await Task.Delay(20);
        _desk.Append(Rows(11, 12));
        await Come(again, 12);
    }

    [Fact]
    public async Task A_file_cut_and_filled_beyond_where_it_was_read_is_noticed()
    {
        await using var following = _desk.Follow();
        _desk.Append(Rows(1, 2));
        await Come(following, 2);
        Cut(Rows(3, 60));
        await Come(following, 60);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_rotated_while_nobody_looked_is_read_first_the_oldest_first(bool packed)
    {
        _desk.Append(Rows(1, 3));
        await using (var following = _desk.Follow()) await Come(following, 3);
        _desk.Append(Rows(4, 5));
        _desk.Rename("log", "log.2");
        _desk.Age("log.2", 20);
        if (packed) _desk.Pack("log.2");
        _desk.Append(Rows(6, 8), "log.1");
        _desk.Age("log.1", 10);
        _desk.Append(Rows(9, 10));
        await using var again = _desk.Follow();
        await Come(again, 10);
        Log.Batches.SelectMany(b => b.Positions).Select(p => p.Name).Should().Equal("log", packed ? "log.2.gz" : "log.2", "log.1", "log");
        Log.Positions.Should().HaveCount(3);
    }

    [Fact]
    public async Task The_newest_days_are_read_though_the_followed_file_is_not_there()
    {
        _desk.Append(Rows(1, 3), "log-20240101");
        await using var following = _desk.Follow();
        await Come(following, 3);
        following.Source.Status.Now.State.Should().Be(SourceState.Disconnected);
    }

    [Fact]
    public async Task A_file_beside_it_is_known_by_its_content_or_by_a_name_that_rotation_gives()
    {
        _desk.Append(Rows(1, 2));
        await using (var following = _desk.Follow()) await Come(following, 2);
        _desk.Append(Rows(3, 3));
        _desk.Rename("log", "log.saved");
        _desk.Append(Rows(100, 101), "log.notes");
        _desk.Append(Rows(200, 201), "logbook");
        _desk.Append(Rows(300, 301), "log.1.tmp");
        _desk.Append(Rows(4, 4));
        await using var again = _desk.Follow();
        await Come(again, 4);
        await Task.Delay(30);
        Log.Subjects.Should().Equal(Numbers(1, 4));
    }

    [Fact]
    public async Task A_line_that_never_ended_in_a_file_rotated_away_is_rejected_and_not_translated()
    {
        await using (var following = _desk.Follow())
        {
            _desk.Append(Rows(1, 1) + "2|cut o");
            await Come(following, 1);
            _desk.Rename("log", "log.1");
            _desk.Append(Rows(3, 3));
            await following.Until(() => Log.Subjects.SequenceEqual(["1", "3"]));
        }

        var reject = Log.Rejects.Should().ContainSingle().Subject;
        (reject.Line, reject.Reason, reject.Text()).Should().Be((2, "has no line end, and the file grows no more: it may be cut off", "2|cut o"));
        // Once is enough.
        _desk.Age("log.1", 10);
        await using var again = _desk.Follow();
        _desk.Append(Rows(4, 4));
        await again.Until(() => Log.Subjects.Count == 3);
        Log.Rejects.Should().ContainSingle();
    }

    [Fact]
    public async Task A_packed_file_that_is_cut_off_is_read_as_far_as_it_goes_and_told_of()
    {
        _desk.Append(Rows(1, 5000));
        var packed = TestFolder.Gzip(await File.ReadAllBytesAsync(_desk.Path));
        _desk.Folder.Write("log.1.gz", packed[..(packed.Length / 2)]);
        _desk.Age("log.1.gz", 10);
        File.WriteAllText(_desk.Path, Rows(6001, 6001));
        await using var following = _desk.Follow();
        await following.Until(() => Log.Subjects.Contains("6001"));
        following.Source.Status.Now.Reason.Should().Contain("log.1.gz").And.Contain("gzip data is damaged or cut off");
        var before = Log.Subjects.Count - 1;
        Log.Subjects.Take(before).Should().Equal(Numbers(1, before));
        before.Should().BeInRange(1000, 4999);
    }

    [Fact]
    public async Task A_file_beside_it_that_the_mapping_does_not_fit_is_told_of_and_stops_nothing()
    {
        using var desk = new FollowedDesk(Lines.Replace("columns: [number, text]\n", "", StringComparison.Ordinal));
        desk.Append("something|else\n1|x\n", "log.1");
        desk.Append("number|text\n1|x\n");
        await using var following = desk.Follow();
        await following.Until(() => desk.Log.Subjects.Count == 1);
        await following.Until(() => following.Source.Status.Now.Reason is not null);
        following.Source.Status.Now.Should().Match<SourceSnapshot>(s => s.State == SourceState.Reading && s.Reason!.Contains("log.1 is not read: log.1:1: the column 'number' is missing"));
    }

    [Fact]
    public async Task A_copy_in_its_place_is_the_same_file()
    {
        await using var following = _desk.Follow();
        _desk.Append(Rows(1, 2));
        await Come(following, 2);
        File.WriteAllText(_desk.At("copy"), Rows(1, 3));
        File.Move(_desk.At("copy"), _desk.Path, overwrite: true);
        await Come(following, 3);
        Log.Positions.Should().ContainSingle();
    }

    [Fact]
    public async Task Two_files_that_begin_alike_are_two_files()
    {
        await using var following = _desk.Follow();
        _desk.Append(Rows(1, 1));
        await Come(following, 1);
        _desk.Append(Rows(2, 2));
        await Come(following, 2);
        Cut(Rows(1, 1));
        await following.Until(() => Log.Subjects.SequenceEqual(["1", "2", "1"]));
        _desk.Append(Rows(3, 3));
        await following.Until(() => Log.Subjects.SequenceEqual(["1", "2", "1", "3"]));
        (following.Runs, Log.Positions.Count).Should().Be((1, 2));
    }

    public void Dispose() => _desk.Dispose();

    private void Cut(string text)
    {
        using var file = new FileStream(_desk.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private Task Come(Running following, int last) => following.Until(() => Log.Subjects.SequenceEqual(Numbers(1, last)), () => string.Join(' ', Log.Subjects));
}
