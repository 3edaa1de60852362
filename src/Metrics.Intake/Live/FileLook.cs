using Metrics.ServiceDesk.Events;
using Microsoft.Win32.SafeHandles;

namespace Metrics.Intake.Live;

/// <summary>What a file looks like, whatever it is called: while it looks so, nothing has come to it.</summary>
/// <param name="Length">Its length.</param>
/// <param name="LastWriteUtc">When it was last written.</param>
/// <param name="Tail">The hash of its last bytes: two files may be as long and as old.</param>
internal readonly record struct FileLook(long Length, DateTime LastWriteUtc, UInt128 Tail)
{
    private const int TailBytes = 1024;

    /// <summary>What an open file looks like.</summary>
    public static FileLook Of(SafeFileHandle file)
    {
        var (length, written) = (RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
        Span<byte> tail = stackalloc byte[(int)Math.Min(TailBytes, length)];
        var read = RandomAccess.Read(file, tail, length - tail.Length);
        return new FileLook(length, written, Hash128.Of(tail[..read]));
    }
}
