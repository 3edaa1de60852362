using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Metrics.Intake.Live;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Live;

/// <summary>However files land, and however often their reader dies: every line is read once, every file is put away, and its rejects lie beside it.</summary>
public sealed class DropFolderProperties
{
    [Fact]
    public void Any_way_of_landing_and_any_deaths_give_every_line_once_and_every_reject()
        => Prop.ForAll(Gen.Choose(1, 1_000_000_000).ToArbitrary(), seed => Holds(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static async Task Holds(int seed)
    {
        var random = new Random(seed);
        using var desk = new DropDesk { Options = new DropFolderOptions { Poll = TimeSpan.FromMilliseconds(1), StandsStill = TimeSpan.FromMilliseconds(100), BatchEvents = random.Next(1, 6), BatchesUnderWay = random.Next(1, 3) } };
        var (written, files) = (0, new Dictionary<string, long[]>());
        var watching = desk.Watch();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var (text, rejected) = Content(random, ref written);
            var name = $"file{i}.csv{(random.Next(3) == 0 ? ".gz" : "")}";
            files[name] = rejected;
            await Land(desk, random, name, text);
            if (random.Next(2) == 0) await Task.Delay(random.Next(150));
            if (random.Next(2) > 0) continue;
            desk.Log.Die();
            await watching.Stop();
            watching = desk.Watch();
        }

        await watching.Until(() => desk.Names("done").Count(n => !n.EndsWith(".rejects.csv", StringComparison.Ordinal)) == files.Count && desk.Names().Length == 0, () => $"seed {seed}: {string.Join(' ', desk.Names())}");
        await watching.Stop();
        desk.Log.Subjects.Select(int.Parse).Order().Should().Equal(Enumerable.Range(1, written), "seed {0}", seed);
        foreach (var (name, rejected) in files) desk.RejectedLines($"done/{name}").Should().Equal(rejected, "seed {0}: {1}", seed, name);
        desk.Log.Rejects.Count.Should().Be(files.Values.Sum(r => r.Length), "seed {0}", seed);
    }

    private static (string Text, long[] Rejected) Content(Random random, ref int written)
    {
        var (text, rejected) = (new StringBuilder(), new List<long>());
        for (var line = 1; line <= 1 + random.Next(20); line++)
        {
            if (random.Next(5) == 0) rejected.Add(line);
            // No two files begin alike: they would be known as one.
            text.Append(rejected.LastOrDefault() == line ? $"none {random.NextInt64()}" : $"{++written}").Append("|text\n");
        }

        return (text.ToString(), [.. rejected]);
    }

    // In pieces, under a temporary name or its own.
    private static async Task Land(DropDesk desk, Random random, string name, string text)
    {
        var bytes = name.EndsWith(".gz", StringComparison.Ordinal) ? TestFolder.Gzip(text) : Encoding.UTF8.GetBytes(text);
        var (hidden, half) = (random.Next(2) == 0, random.Next(bytes.Length + 1));
        var at = desk.At(hidden ? name + ".tmp" : name);
        await using (var file = new FileStream(at, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1))
        {
            file.Write(bytes.AsSpan(0, half));
            if (hidden) await Task.Delay(random.Next(150));
            file.Write(bytes.AsSpan(half));
        }

        if (hidden) File.Move(at, desk.At(name));
    }
}
