using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Metrics.Intake.Live;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Live;

/// <summary>However a log is written, rotated, packed, copied and cut, and however often its reader dies: its lines are read, each once, in order.</summary>
public sealed class FollowedFileProperties
{
    [Fact]
    public void Any_chunks_rotations_and_restarts_give_exactly_the_lines_written_each_once()
        => Prop.ForAll(Gen.Choose(1, 1_000_000_000).ToArbitrary(), seed => Holds(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static async Task Holds(int seed)
    {
        using var script = new Script(seed);
        await script.Play();
        script.Committed.Should().Equal(script.Written, "seed {0}: {1}", seed, script.Told);
        script.Rejects.Should().BeEmpty("seed {0}: {1}", seed, script.Told);
    }

    private sealed class Script : IDisposable
    {
        private readonly Random _random;
        private readonly FollowedDesk _desk;
        private readonly StringBuilder _told = new();
        private readonly List<string> _written = [];
        private FileStream _writer;
        private byte[] _pending = [];
        private Running? _running;

        public Script(int seed)
        {
            _random = new Random(seed);
            _desk = new FollowedDesk { Options = new FollowedFileOptions { Poll = TimeSpan.FromMilliseconds(1), RotatedGrace = TimeSpan.FromMilliseconds(50), BatchEvents = _random.Next(1, 8), BatchesUnderWay = _random.Next(1, 4) } };
            _writer = Open();
        }

        public string Told => _told.ToString();

        public IReadOnlyList<string> Written => _written;

        public IReadOnlyList<string> Committed => _desk.Log.Subjects;

        public IReadOnlyList<ServiceDesk.Reject> Rejects => _desk.Log.Rejects;

        public async Task Play()
        {
            for (var step = _random.Next(5, 25); step > 0; step--) await Step();
            Write(_pending.Length);
            _running ??= _desk.Follow();
            await _running.Until(() => Committed.Count >= _written.Count, () => $"{Told}: {string.Join(' ', Committed)} of {string.Join(' ', _written)}");
            // Time enough for a line too many to show itself.
            await Task.Delay(5);
            await _running.Stop();
        }

        public void Dispose()
        {
            _writer.Dispose();
            _desk.Dispose();
        }

        private async Task Step()
        {
            switch (_random.Next(10))
            {
                case 0:
                    await Tick();
                    Rotate();
                    await Tick();
                    break;
                case 1:
                    await Tick();
                    CopyAndCut();
                    await Tick();
                    break;
                case 2:
                    await Die();
                    break;
                case 3 when _running is null:
                    _told.Append("start ");
                    _running = _desk.Follow();
                    break;
                case 4:
                    _told.Append("pause ");
                    await Task.Delay(_random.Next(10));
                    break;
                default:
                    Line();
                    Write(_random.Next(_pending.Length + 1));
                    break;
            }
        }

        // Files are in order by the time they were last written, which the system tells by the tick: up to ten milliseconds, and as many may pass before a file that is
        // packed gets its old time back. A busy machine makes more of both.
        private static Task Tick() => Task.Delay(25);

        private void Line()
        {
            for (var lines = _random.Next(4); lines > 0; lines--)
            {
                var number = $"{_written.Count + 1}";
                _written.Add(number);
                _pending = [.. _pending, .. Encoding.UTF8.GetBytes($"{number}|{new string('å', _random.Next(30))}\n")];
            }
        }

        private void Write(int bytes)
        {
            _told.Append("write ");
            _writer.Write(_pending.AsSpan(0, bytes));
            _writer.Flush();
            _pending = _pending[bytes..];
        }

        // As logrotate does: names move up, older ones are packed, the writer goes on in the old file until it is told.
        private void Rotate()
        {
            _told.Append("rotate ");
            // Half a line is waited for in a file that is held open; in one that is found beside, only for as long as files are young.
            if (_running is null || Committed.Count == 0 || Committed.Count + 1 < _written.Count) Write(_pending.Length);
            if (File.Exists(_desk.At("log.2"))) _desk.Pack("log.2");
            if (File.Exists(_desk.At("log.2.gz"))) File.Move(_desk.At("log.2.gz"), _desk.At($"log.{3 + Directory.GetFiles(_desk.Folder.Path, "log.*.gz").Length}.gz"));
            if (File.Exists(_desk.At("log.1"))) _desk.Rename("log.1", "log.2");
            _desk.Rename("log", "log.1");
            if (_random.Next(2) == 0) _desk.Append("");
            Line();
            Write(_pending.Length);
            _writer.Dispose();
            _writer = Open();
        }

        private void CopyAndCut()
        {
            Write(_pending.Length);
            _told.Append("cut ");
            if (_writer.Length == 0) return;
            File.Copy(_desk.Path, _desk.At($"log-{_written.Count}-{_random.Next(1000)}"));
            // The copy is older than what comes.
            _writer.SetLength(0);
        }

        private async Task Die()
        {
            _told.Append("die ");
            _desk.Log.Die();
            if (_running is not null) await _running.Stop();
            _running = null;
        }

        private FileStream Open() => new(_desk.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
    }
}
