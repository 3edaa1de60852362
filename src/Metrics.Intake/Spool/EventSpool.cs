using System.Globalization;

namespace Metrics.Intake.Spool;

/// <summary>
/// Posted events on disk, one CloudEvent a line, from when they are acknowledged until they are committed. An offset counts bytes from
/// the first event ever posted; a segment's file is named by the offset it begins at. Thread-safe.
/// </summary>
public sealed class EventSpool : IDisposable
{
    private const long DefaultSegmentBytes = 64L << 20;

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly long _limit;
    private readonly long _segmentBytes;
    private readonly FileStream _owned;
    private readonly SemaphoreSlim _appended = new(0);
    private readonly SortedList<long, SpoolSegment> _segments = [];
    private List<(ReadOnlyMemory<byte> Lines, TaskCompletionSource Safe)> _waiting = [];
    private long _waitingBytes;
    private long _released;
    private long _safe;
    private bool _writing;
    private bool _disposed;

    private EventSpool(string folder, long limit, long segmentBytes)
    {
        (_folder, _limit, _segmentBytes) = (folder, limit, segmentBytes);
        _owned = Own(folder);
    }

    /// <summary>Opens a folder, creating it when missing; an end that a crash tore is cut off: it was never acknowledged.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limit">How many bytes may wait to be committed.</param>
    /// <param name="committed">The offset up to which events are committed: none are expected on disk before it.</param>
    /// <exception cref="IOException">The folder can't be used, or another process uses it.</exception>
    public static EventSpool Open(string folder, long limit, long committed) => Open(folder, limit, committed, DefaultSegmentBytes);

    /// <summary>As <see cref="Open(string, long, long)"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limit">How many bytes may wait to be committed.</param>
    /// <param name="committed">The offset up to which events are committed.</param>
    /// <param name="segmentBytes">A file that has grown to so many bytes is followed by another.</param>
    internal static EventSpool Open(string folder, long limit, long committed, long segmentBytes)
    {
        Directory.CreateDirectory(folder);
        var spool = new EventSpool(folder, limit, segmentBytes) { _released = committed };
        try
        {
            spool.Reopen(committed);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>The offset after the last event that is safe on disk.</summary>
    public long End => Interlocked.Read(ref _safe);

    /// <summary>The offset of the first event on disk.</summary>
    public long Start
    {
        get
        {
            lock (_lock) return _segments.Count > 0 ? _segments.Keys[0] : _safe;
        }
    }

    /// <summary>Bytes of events that are not committed yet.</summary>
    public long Pending => End - Interlocked.Read(ref _released);

    /// <summary>Keeps events; the task ends when they are safe on disk.</summary>
    /// <param name="lines">Whole lines, each with its end. They must stay as they are until then.</param>
    /// <exception cref="SpoolFullException">Too many wait to be committed; nothing was kept. Where none wait, lines are taken however many they are.</exception>
    /// <exception cref="IOException">The disk can't take them; nothing was kept.</exception>
    public Task AppendAsync(ReadOnlyMemory<byte> lines)
    {
        if (lines.IsEmpty) return Task.CompletedTask;
        var safe = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var waiting = Pending + _waitingBytes;
            if (waiting > 0 && waiting + lines.Length > _limit) throw new SpoolFullException(Pending, _limit);
            _waiting.Add((lines, safe));
            _waitingBytes += lines.Length;
            if (_writing) return safe.Task;
            _writing = true;
        }

        _ = Task.Run(WriteWaiting);
        return safe.Task;
    }

    /// <summary>Waits until there is something after an offset.</summary>
    public async Task WaitAsync(long offset, CancellationToken cancellation)
    {
        while (End <= offset) await _appended.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads what is safe from an offset on, at most as much as fits, within one segment.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    /// <exception cref="InvalidDataException">The segment that holds the offset is gone.</exception>
    public int Read(long offset, Span<byte> buffer)
    {
        SpoolSegment segment;
        lock (_lock)
        {
            if (offset >= _safe) return 0;
            segment = _segments.Values.LastOrDefault(s => s.Start <= offset) is { } found && offset < found.End
                ? found
                : throw new InvalidDataException($"{_folder}: the events from offset {offset} on are gone");
        }

        return segment.Read(offset, buffer[..(int)Math.Min(buffer.Length, Math.Min(segment.End, End) - offset)]);
    }

    /// <summary>Everything before an offset is committed: files that hold nothing else are deleted.</summary>
    public void Release(long committed)
    {
        lock (_lock)
        {
            _released = Math.Max(_released, committed);
            // The last one is written to.
            while (_segments.Count > 0 && _segments.Values[0].End <= _released && (_segments.Count > 1 || _segments.Values[0].End < _safe))
            {
                _segments.Values[0].Delete();
                _segments.RemoveAt(0);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            foreach (var segment in _segments.Values) segment.Dispose();
            _segments.Clear();
            _appended.Dispose();
            _owned.Dispose();
        }
    }

    // Two services that keep events in one folder would write over each other's. The kernel gives the file back whatever becomes of the process.
    private static FileStream Own(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"{folder}: posted events can't be kept here; if another process does, give each a folder of its own ({e.Message})", e);
        }
    }

    private void Reopen(long committed)
    {
        foreach (var file in Directory.GetFiles(_folder, "*.ndjson").Order(StringComparer.Ordinal))
        {
            if (!long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var start) || _segments.ContainsKey(start))
                throw new IOException($"{file}: is no file of the spool; move it away");
            _segments.Add(start, SpoolSegment.Reopen(file, start));
        }

        _safe = Math.Max(committed, _segments.Count > 0 ? _segments.Values[^1].End : 0);
        Release(committed);
    }

    // All that waits goes to disk together: posts that come while one is being flushed share the next flush.
    private void WriteWaiting()
    {
        while (true)
        {
            List<(ReadOnlyMemory<byte> Lines, TaskCompletionSource Safe)> now;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _writing = false;
                    return;
                }

                (now, _waiting) = (_waiting, []);
            }

            var bytes = now.Sum(w => (long)w.Lines.Length);
            try
            {
                Last().Append([.. now.Select(w => w.Lines)]);
            }
            catch (Exception e)
            {
                // Whatever it is: who waits must learn of it.
                lock (_lock) _waitingBytes -= bytes;
                foreach (var (_, safe) in now) safe.SetException(e);
                continue;
            }

            lock (_lock)
            {
                _waitingBytes -= bytes;
                Interlocked.Add(ref _safe, bytes);
                if (!_disposed && _appended.CurrentCount == 0) _appended.Release();
            }

            foreach (var (_, safe) in now) safe.SetResult();
        }
    }

    private SpoolSegment Last()
    {
        lock (_lock)
        {
            if (_segments.Count > 0 && _segments.Values[^1] is var last && last.End == _safe && last.End - last.Start < _segmentBytes) return last;
            var segment = SpoolSegment.Create(Path.Combine(_folder, _safe.ToString("D20", CultureInfo.InvariantCulture) + ".ndjson"), _safe);
            _segments.Add(_safe, segment);
            return segment;
        }
    }
}

/// <summary>So many posted events wait to be committed that no more are taken for now.</summary>
public sealed class SpoolFullException : Exception
{
    /// <summary>With how full it is.</summary>
    public SpoolFullException(long pending, long limit)
        : base($"{pending >> 20} MB of posted events wait to be committed, and at most {limit >> 20} MB may; post again later")
    {
    }

    /// <summary>For serializers.</summary>
    public SpoolFullException()
    {
    }

    /// <summary>With what to say.</summary>
    public SpoolFullException(string message)
        : base(message)
    {
    }

    /// <summary>With what to say and its cause.</summary>
    public SpoolFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
