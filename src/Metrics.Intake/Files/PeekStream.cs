namespace Metrics.Intake.Files;

/// <summary>A stream whose first two bytes can be looked at before reading: gzip is known by its content, not by its name.</summary>
internal sealed class PeekStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _head = new byte[2];
    private readonly int _headLength;
    private readonly InvalidDataException? _damage;
    private int _at;

    public PeekStream(Stream inner)
    {
        _inner = inner;
        try
        {
            _headLength = inner.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            // Whoever reads is told, not whoever opens.
            _damage = e;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public bool StartsWith(byte first, byte second) => _headLength == 2 && _head[0] == first && _head[1] == second;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_damage is not null) throw _damage;
        if (_at >= _headLength) return _inner.Read(buffer);
        var n = Math.Min(buffer.Length, _headLength - _at);
        _head.AsSpan(_at, n).CopyTo(buffer);
        _at += n;
        return n;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
