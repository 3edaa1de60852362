using System.Text;
using Metrics.Intake.Spool;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Spool;

/// <summary>A spool with small files in a folder of its own, which can be stopped, started again and copied as a crash leaves it.</summary>
internal sealed class SpoolFolder : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly long _limit;
    private readonly long _segmentBytes;

    public SpoolFolder(long limit = 1 << 20, long segmentBytes = 200)
    {
        (_limit, _segmentBytes) = (limit, segmentBytes);
        Spool = EventSpool.Open(Path, limit, 0, segmentBytes);
    }

    public EventSpool Spool { get; private set; }

    public string Path => System.IO.Path.Combine(_folder.Path, "spool");

    /// <summary>The files, in order.</summary>
    public string[] Files => [.. Directory.GetFiles(Path, "*.ndjson").Order(StringComparer.Ordinal)];

    public Task AppendAsync(string lines) => Spool.AppendAsync(Encoding.UTF8.GetBytes(lines));

    /// <summary>All that can be read from an offset on, in pieces of a size.</summary>
    public string ReadFrom(long offset, int piece = 64) => ReadFrom(Spool, offset, piece);

    public static string ReadFrom(EventSpool spool, long offset, int piece = 64)
    {
        var (all, buffer) = (new MemoryStream(), new byte[piece]);
        while (spool.Read(offset + all.Length, buffer) is var length and > 0) all.Write(buffer, 0, length);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Stops and starts again.</summary>
    public void Restart(long committed)
    {
        Spool.Dispose();
        Spool = EventSpool.Open(Path, _limit, committed, _segmentBytes);
    }

    /// <summary>Starts again with what lies on disk now and so many bytes less or more at the last file's end: the machine stopped within a write.</summary>
    public void Crash(long committed, Action<FileStream> end)
    {
        Spool.Dispose();
        using (var last = new FileStream(Files[^1], FileMode.Open)) end(last);
        Spool = EventSpool.Open(Path, _limit, committed, _segmentBytes);
    }

    public void Dispose()
    {
        Spool.Dispose();
        _folder.Dispose();
    }
}
