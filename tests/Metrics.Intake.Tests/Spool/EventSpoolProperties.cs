using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Metrics.Intake.Tests.Spool;

/// <summary>Whatever is appended in whatever pieces, with restarts and torn ends at any moment, is read back exactly.</summary>
public sealed class EventSpoolProperties
{
    private static readonly Gen<string> Line = Gen.Frequency(
        (8, Gen.Choose(0, 30)), (1, Gen.Choose(150, 450))).SelectMany(length => Gen.Elements('a', 'å', '"', '\0', '\r').ArrayOf(length).Select(c => new string(c) + "\n"));

    private static readonly Gen<string> Lines = Line.NonEmptyListOf().Resize(8).Select(string.Concat);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Lines.Select(l => new Step(StepKind.Post, l, 0))),
        (2, Lines.Three().Select(l => new Step(StepKind.PostAtOnce, l.Item1 + "|" + l.Item2 + "|" + l.Item3, 0))),
        (2, Gen.Choose(0, 100).Select(share => new Step(StepKind.Commit, "", share))),
        (1, Gen.Constant(new Step(StepKind.Restart, "", 0))),
        (2, Lines.Zip(Gen.Choose(0, 100)).Select(l => new Step(StepKind.CrashWithinWrite, l.Item1, l.Item2))));

    private enum StepKind
    {
        Post,
        PostAtOnce,
        Commit,
        Restart,
        CrashWithinWrite,
    }

    [Fact]
    public void Posts_are_read_back_exactly_and_in_order_through_restarts_and_crashes()
        => Prop.ForAll(Steps.NonEmptyListOf().Zip(Gen.Choose(1, 300)).ToArbitrary(), run =>
        {
            using var desk = new Desk();
            foreach (var step in run.Item1)
            {
                desk.Take(step);
                desk.Check(run.Item2);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));

    [Fact]
    public void A_last_file_cut_off_at_any_byte_leaves_its_whole_lines()
        => Prop.ForAll(Lines.NonEmptyListOf().Zip(Gen.Choose(0, 10_000)).ToArbitrary(), run =>
        {
            using var folder = new SpoolFolder();
            foreach (var lines in run.Item1) folder.AppendAsync(lines).GetAwaiter().GetResult();
            var all = Encoding.UTF8.GetBytes(string.Concat(run.Item1));
            var before = all.Length - (int)new FileInfo(folder.Files[^1]).Length;
            var cut = before + (run.Item2 % (all.Length - before + 1));
            folder.Crash(0, last => last.SetLength(cut - before));
            var kept = Encoding.UTF8.GetString(all, 0, all.AsSpan(0, cut).LastIndexOf((byte)'\n') + 1);
            folder.ReadFrom(0).Should().Be(kept);
            folder.AppendAsync("more\n").GetAwaiter().GetResult();
            folder.ReadFrom(0).Should().Be(kept + "more\n");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void The_generated_steps_hold_what_the_property_is_about()
    {
        var runs = Steps.NonEmptyListOf().Sample(60).ToArray();
        runs.Should().Contain(r => r.Count(s => s.Kind == StepKind.Restart || s.Kind == StepKind.CrashWithinWrite) > 3, "several restarts");
        runs.SelectMany(r => r).Should().Contain(s => s.Kind == StepKind.Post && s.Lines.Length > 400, "posts larger than a file");
        runs.SelectMany(r => r).Where(s => s.Kind == StepKind.CrashWithinWrite).Should().Contain(s => s.Share > 0 && s.Share < 100, "torn ends");
    }

    private sealed record Step(StepKind Kind, string Lines, int Share);

    /// <summary>A spool and what it must hold.</summary>
    private sealed class Desk : IDisposable
    {
        private readonly SpoolFolder _folder = new();
        private readonly List<byte> _kept = [];
        private int _committed;

        public void Take(Step step)
        {
            switch (step.Kind)
            {
                case StepKind.Post:
                    _folder.AppendAsync(step.Lines).GetAwaiter().GetResult();
                    _kept.AddRange(Encoding.UTF8.GetBytes(step.Lines));
                    break;
                case StepKind.PostAtOnce:
                    // Handed over by one thread, so kept in that order, however they come together on their way to the disk.
                    Task.WaitAll(step.Lines.Split('|').Select(_folder.AppendAsync).ToArray());
                    _kept.AddRange(Encoding.UTF8.GetBytes(step.Lines.Replace("|", "", StringComparison.Ordinal)));
                    break;
                case StepKind.Commit:
                    _committed = Math.Max(_committed, LineEndBefore(_kept.Count * step.Share / 100));
                    _folder.Spool.Release(_committed);
                    break;
                case StepKind.Restart:
                    _folder.Restart(_committed);
                    break;
                case StepKind.CrashWithinWrite when _folder.Files.Length > 0:
                    // A write that was never acknowledged reached the disk in part. Its whole lines may stay: whoever posted them posts again.
                    var torn = Encoding.UTF8.GetBytes(step.Lines);
                    torn = torn[..(torn.Length * step.Share / 100)];
                    _folder.Crash(_committed, last =>
                    {
                        last.Seek(0, SeekOrigin.End);
                        last.Write(torn);
                    });
                    _kept.AddRange(torn[..(torn.AsSpan().LastIndexOf((byte)'\n') + 1)]);
                    break;
                default:
                    _folder.Restart(_committed);
                    break;
            }
        }

        public void Check(int piece)
        {
            _folder.Spool.End.Should().Be(_kept.Count);
            _folder.Spool.Pending.Should().Be(_kept.Count - _committed);
            _folder.Spool.Start.Should().BeLessThanOrEqualTo(_committed);
            _folder.ReadFrom(_committed, piece).Should().Be(Encoding.UTF8.GetString([.. _kept[_committed..]]));
            Directory.GetFiles(_folder.Path, "*.ndjson").Sum(f => new FileInfo(f).Length).Should().Be(_kept.Count - _folder.Spool.Start, "no byte too many lies on disk");
        }

        public void Dispose() => _folder.Dispose();

        private int LineEndBefore(int offset) => offset <= 0 ? 0 : _kept.LastIndexOf((byte)'\n', offset - 1) + 1;
    }
}
