using System.Security.Cryptography;

namespace Metrics.Intake.Files;

/// <summary>A window that moves over a stream and knows the hash of everything before it.</summary>
/// <param name="stream">Decompressed bytes.</param>
/// <param name="grows">Whether a stream that gives nothing now may give more later.</param>
internal sealed class HashedWindow(Stream stream, bool grows) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[256 * 1024];
    private long _bufferOffset;
    private int _start;
    private int _end;
    private int _hashed;
    private bool _grows = grows;
    private bool _finished;

    /// <summary>Where the window begins in the stream.</summary>
    public long Offset => _bufferOffset + _start;

    /// <summary>What it shows.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Why the stream ended early, in words for the user; null when it ended properly.</summary>
    public string? Damage { get; private set; }

    /// <summary>The stream grows no more.</summary>
    public void Finish() => _grows = false;

    /// <summary>Widens the window by what the stream gives next; false at its end, or when it has no more for now.</summary>
    public bool Fill()
    {
        if (_finished) return false;
        if (_start > 0)
        {
            HashToStart();
            Bytes.CopyTo(_buffer);
            _bufferOffset += _start;
            (_start, _end, _hashed) = (0, _end - _start, 0);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            var read = stream.ReadAtLeast(_buffer.AsSpan(_end), 1, throwOnEndOfStream: false);
            _end += read;
            _finished = read == 0 && !_grows;
            return read > 0;
        }
        catch (InvalidDataException)
        {
            _finished = true;
            Damage = "the gzip data is damaged or cut off";
            return false;
        }
    }

    /// <summary>Moves the window's beginning.</summary>
    public void Pass(int count) => _start += count;

    /// <summary>The bytes just passed, there until the next <see cref="Fill"/>.</summary>
    public ReadOnlySpan<byte> Passed(int count) => _buffer.AsSpan(_start - count, count);

    /// <summary>The hash of everything before the window.</summary>
    public string Fingerprint()
    {
        HashToStart();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        stream.Dispose();
    }

    private void HashToStart()
    {
        _hash.AppendData(_buffer.AsSpan(_hashed, _start - _hashed));
        _hashed = _start;
    }
}
