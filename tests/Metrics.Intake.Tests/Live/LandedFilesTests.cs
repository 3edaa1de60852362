using Metrics.Intake.Live;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Live;

public sealed class LandedFilesTests : IDisposable
{
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(10);

    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly LandedFiles _landed;

    public LandedFilesTests() => _landed = new LandedFiles(_folder.Path, _clock, Still);

    [Fact]
    public void A_file_is_whole_when_size_and_time_have_stood_still_for_long_enough()
    {
        _folder.Write("a.csv", "1");
        Whole().Should().BeEmpty();
        Pass(9);
        Whole().Should().BeEmpty();
        _folder.Write("a.csv", "12");
        Whole().Should().BeEmpty();
        Pass(9);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "a.csv"), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Whole().Should().BeEmpty("it was written anew, with as many bytes");
        Pass(9);
        Whole().Should().BeEmpty();
        Pass(1);
        Whole().Should().Equal("a.csv");
        _landed.Bytes.Should().Be(2);
    }

    [Fact]
    public void The_oldest_comes_first()
    {
        foreach (var (name, day) in new[] { ("b", 3), ("a", 2), ("d", 1), ("c", 2) })
        {
            _folder.Write(name, name);
            File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, name), new DateTime(2024, 1, day, 0, 0, 0, DateTimeKind.Utc));
        }

        Whole();
        Pass(10);
        Whole().Should().Equal("d", "a", "c", "b");
    }

    [Theory]
    [InlineData("export.csv", true)]
    [InlineData("part.csv", true)]
    [InlineData("export.csv.part", false)]
    [InlineData("export.TMP", false)]
    [InlineData("export.csv.filepart", false)]
    [InlineData("export.csv~", false)]
    [InlineData(".export.csv", false)]
    public void A_file_under_a_temporary_name_is_not_there_yet(string name, bool taken)
    {
        _folder.Write(name, "1");
        Whole();
        Pass(20);
        Whole().Should().HaveCount(taken ? 1 : 0);
    }

    [Fact]
    public void One_that_could_not_be_dealt_with_must_stand_still_anew()
    {
        _folder.Write("a.csv", "1");
        Whole();
        Pass(10);
        _landed.Again(_landed.Whole().Single());
        Whole().Should().BeEmpty();
        Pass(10);
        Whole().Should().Equal("a.csv");
    }

    public void Dispose() => _folder.Dispose();

    private string[] Whole() => [.. _landed.Whole().Select(f => f.Name)];

    private void Pass(int seconds) => _clock.Pass(TimeSpan.FromSeconds(seconds));
}
