using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Metrics.Intake.Spool;

/// <summary>One file of the spool.</summary>
internal sealed partial class SpoolSegment : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private long _length;

    private SpoolSegment(string path, long start, FileMode mode)
    {
        (_path, Start) = (path, start);
        _file = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        _length = RandomAccess.GetLength(_file);
    }

    /// <summary>The offset of its first byte.</summary>
    public long Start { get; }

    /// <summary>The offset after its last.</summary>
    public long End => Start + Interlocked.Read(ref _length);

    /// <summary>A new file; its name is safe on disk too.</summary>
    public static SpoolSegment Create(string path, long start)
    {
        var segment = new SpoolSegment(path, start, FileMode.CreateNew);
        try
        {
            FlushFolder(Path.GetDirectoryName(path)!);
            return segment;
        }
        catch
        {
            // The next try makes it again.
            segment.Delete();
            throw;
        }
    }

    /// <summary>A file that is there, without a last line that has no end.</summary>
    public static SpoolSegment Reopen(string path, long start)
    {
        var segment = new SpoolSegment(path, start, FileMode.Open);
        segment.CutTornEnd();
        return segment;
    }

    /// <summary>Appends lines and waits until they are safe on disk; on a fault the file is as before.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        try
        {
            RandomAccess.Write(_file, lines, _length);
            RandomAccess.FlushToDisk(_file);
        }
        catch
        {
            RandomAccess.SetLength(_file, _length);
            throw;
        }

        Interlocked.Add(ref _length, lines.Sum(l => (long)l.Length));
    }

    /// <summary>Reads from an offset on.</summary>
    public int Read(long offset, Span<byte> buffer) => RandomAccess.Read(_file, buffer, offset - Start);

    /// <summary>Closes and deletes the file.</summary>
    public void Delete()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();

    private void CutTornEnd()
    {
        Span<byte> buffer = stackalloc byte[4096];
        var end = _length;
        while (end > 0)
        {
            var from = Math.Max(0, end - buffer.Length);
            var part = buffer[..RandomAccess.Read(_file, buffer[..(int)(end - from)], from)];
            var lineEnd = part.LastIndexOf((byte)'\n');
            end = from + lineEnd + 1;
            if (lineEnd >= 0) break;
        }

        if (end == _length) return;
        RandomAccess.SetLength(_file, end);
        RandomAccess.FlushToDisk(_file);
        _length = end;
    }

    // A file's bytes are worth nothing after a power cut if its name isn't there; .NET can't flush a folder itself.
    private static void FlushFolder(string folder)
    {
        var descriptor = OpenFile(folder, 0);
        if (descriptor < 0) throw new IOException($"{folder}: can't be opened to be flushed to disk (error {Marshal.GetLastPInvokeError()})");
        var failed = Flush(descriptor) != 0;
        _ = CloseFile(descriptor);
        if (failed) throw new IOException($"{folder}: can't be flushed to disk (error {Marshal.GetLastPInvokeError()})");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseFile(int descriptor);
}
