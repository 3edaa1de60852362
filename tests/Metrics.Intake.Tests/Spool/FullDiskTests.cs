using System.Text;
using Metrics.Intake.Spool;

namespace Metrics.Intake.Tests.Spool;

/// <summary>A disk that is really full.</summary>
public sealed class FullDiskTests
{
    private const long Limit = 100L << 20;

    [SmallDiskFact]
    public async Task A_post_that_the_disk_cannot_take_leaves_the_file_as_it_was()
    {
        using var disk = new SmallDisk(1);
        var folder = Path.Combine(disk.Path, "spool");
        using var spool = EventSpool.Open(folder, Limit, 0);
        for (var i = 0; i < 3; i++) await AppendAsync(spool, Lines(i, 250_000));
        var kept = Lines(0, 250_000) + Lines(1, 250_000) + Lines(2, 250_000);
        var file = Directory.GetFiles(folder, "*.ndjson").Single();
        await spool.Awaiting(s => AppendAsync(s, Lines(3, 400_000))).Should().ThrowAsync<IOException>();
        (new FileInfo(file).Length, spool.End, spool.Pending).Should().Be((kept.Length, kept.Length, kept.Length));
        SpoolFolder.ReadFrom(spool, 0, 1 << 20).Should().Be(kept);
        await AppendAsync(spool, Lines(4, 100_000));
        SpoolFolder.ReadFrom(spool, 0, 1 << 20).Should().Be(kept + Lines(4, 100_000), "what fits is taken still");
    }

    [SmallDiskFact]
    public async Task Of_posts_that_wait_together_for_a_full_disk_each_is_told_and_none_is_lost_that_was_acknowledged()
    {
        using var disk = new SmallDisk(1);
        var folder = Path.Combine(disk.Path, "spool");
        var acknowledged = new List<string>();
        using (var spool = EventSpool.Open(folder, Limit, 0, segmentBytes: 100_000))
        {
            // Twice as much as there is room for.
            var posts = Enumerable.Range(0, 100).Select(i => Lines(i, 20_000)).ToArray();
            // The first has the disk for itself; those that wait together share a flush, and its fate.
            await AppendAsync(spool, posts[0]);
            var answers = posts.Select((p, i) => i == 0 ? Task.CompletedTask : AppendAsync(spool, p)).ToArray();
            await Task.WhenAll(answers).ContinueWith(_ => { }, TaskScheduler.Default);
            answers.Should().OnlyContain(a => a.IsCompletedSuccessfully || a.Exception!.InnerException is IOException);
            acknowledged.AddRange(posts.Where((_, i) => answers[i].IsCompletedSuccessfully));
            acknowledged.Count.Should().BeInRange(1, 52);
            SpoolFolder.ReadFrom(spool, 0, 1 << 20).Should().Be(string.Concat(acknowledged));
        }

        using var again = EventSpool.Open(folder, Limit, 0, segmentBytes: 100_000);
        SpoolFolder.ReadFrom(again, 0, 1 << 20).Should().Be(string.Concat(acknowledged));
    }

    [SmallDiskFact]
    public async Task When_the_disk_has_room_again_posts_are_taken_again()
    {
        using var disk = new SmallDisk(1);
        var folder = Path.Combine(disk.Path, "spool");
        using var spool = EventSpool.Open(folder, Limit, 0, segmentBytes: 1000);
        await AppendAsync(spool, Lines(0, 2000));
        // Every block and every name taken: not even an empty file of the spool can be made.
        var other = disk.Fill("other");
        var names = 0;
        while (TryTouch(Path.Combine(disk.Path, $"name-{names}"))) names++;
        for (var i = 0; i < 3; i++) await spool.Awaiting(s => AppendAsync(s, Lines(1, 2000))).Should().ThrowAsync<IOException>();
        File.Delete(other);
        for (var i = 0; i < names; i++) File.Delete(Path.Combine(disk.Path, $"name-{i}"));
        await AppendAsync(spool, Lines(2, 2000));
        SpoolFolder.ReadFrom(spool, 0).Should().Be(Lines(0, 2000) + Lines(2, 2000));
    }

    private static Task AppendAsync(EventSpool spool, string lines) => spool.AppendAsync(Encoding.UTF8.GetBytes(lines));

    private static string Lines(int number, int length) => string.Concat(Enumerable.Repeat($"{number:0000} {new string('x', 94)}\n", length / 100));

    private static bool TryTouch(string file)
    {
        try
        {
            File.WriteAllBytes(file, []);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
