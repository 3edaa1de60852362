using Microsoft.Win32.SafeHandles;

namespace Metrics.Intake.Live;

/// <summary>
/// A file that grows, read forward through one handle, whatever becomes of its name. With each read it looks whether the bytes before
/// are still those it has read, and with the first whether the file begins as it did when it was opened: where it doesn't, it was cut or
/// written anew under the reader.
/// </summary>
internal sealed class GrowingFile : Stream
{
    private const int Overlap = 1024;
    private const int Piece = 64 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[]? _head;
    private readonly byte[] _buffer = new byte[Overlap + Piece];
    private readonly byte[] _tail = new byte[Overlap];
    private int _tailLength;
    private long _position;

    private GrowingFile(SafeFileHandle file, byte[]? head) => (_file, _head) = (file, head);

    /// <summary>Whether what was read has changed: nothing more can be read then. One that was empty when it was opened and isn't now counts as changed.</summary>
    public bool IsOverwritten { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>How long the file is now.</summary>
    public override long Length => RandomAccess.GetLength(_file);

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a file at its beginning.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static GrowingFile Open(string path)
    {
        var file = Handle(path);
        var head = new byte[Overlap];
        return new GrowingFile(file, head[..RandomAccess.Read(file, head, 0)]);
    }

    /// <summary>Opens a file to look at; others may write, rename and delete it.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafeFileHandle Handle(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Its content from the beginning, read apart; the stream leaves the file open.</summary>
    public Stream FromStart() => new GrowingFile(new SafeFileHandle(_file.DangerousGetHandle(), ownsHandle: false), null);

    /// <summary>What it looks like now.</summary>
    public FileLook Look() => FileLook.Of(_file);

    /// <summary>Whether another file goes on where this one has been read to: it is the same file, or says the same so far.</summary>
    public bool GoesOnIn(SafeFileHandle other)
    {
        // In this order: a file that is the same has by now at least the length it had a moment ago.
        var there = RandomAccess.GetLength(other);
        if (there < _position || there > Length) return false;
        var same = new byte[_tailLength];
        return RandomAccess.Read(other, same, _position - _tailLength) == _tailLength && same.AsSpan().SequenceEqual(_tail.AsSpan(0, _tailLength));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (IsOverwritten) return 0;
        // What was read last is read again in one go with what follows it, so that no moment lies between looking and reading.
        var got = RandomAccess.Read(_file, _buffer.AsSpan(0, _tailLength + Math.Min(buffer.Length, Piece)), _position - _tailLength);
        if (got < _tailLength || !_buffer.AsSpan(0, _tailLength).SequenceEqual(_tail.AsSpan(0, _tailLength)))
        {
            IsOverwritten = true;
            return 0;
        }

        var read = got - _tailLength;
        if (read == 0) return 0;
        if (_position == 0 && _head is not null && (_head.Length == 0 || !_buffer.AsSpan(0, read).StartsWith(_head.AsSpan(0, Math.Min(read, _head.Length)))))
        {
            IsOverwritten = true;
            return 0;
        }

        _buffer.AsSpan(_tailLength, read).CopyTo(buffer);
        var tail = Math.Min(got, Overlap);
        _buffer.AsSpan(got - tail, tail).CopyTo(_tail);
        (_tailLength, _position) = (tail, _position + read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}
