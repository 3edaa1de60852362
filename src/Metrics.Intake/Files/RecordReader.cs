using System.Security.Cryptography;

namespace Metrics.Intake.Files;

/// <summary>Why a record can't be read.</summary>
public enum RecordDamage
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It is larger than a record may be; its beginning is kept.</summary>
    TooLarge,

    /// <summary>A quoted field does not end; the line stands alone and reading goes on with the next.</summary>
    OpenQuote,
}

/// <summary>
/// Cuts a stream into records and knows, to the byte, where each begins, which line that is, and the hash of all before it.
/// Memory is bounded by the largest record allowed, whatever the file holds.
/// </summary>
public sealed class RecordReader : IDisposable
{
    /// <summary>The largest record, bytes.</summary>
    public const int MaxRecord = 1024 * 1024;

    /// <summary>The most lines one quoted record may span.</summary>
    public const int MaxLines = 500;

    private const int Kept = 1000;

    private readonly Stream _stream;
    private readonly byte _delimiter;
    private readonly bool _quoted;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[256 * 1024];
    private long _bufferOffset;
    private int _start;
    private int _end;
    private int _hashed;
    private bool _finished;

    /// <summary>Reads records from the stream's beginning.</summary>
    /// <param name="stream">Decompressed bytes.</param>
    /// <param name="delimiter">For delimited files, what stands between columns: a record may then span lines inside quotes.</param>
    public RecordReader(Stream stream, char? delimiter)
    {
        _stream = stream;
        _quoted = delimiter is not null;
        _delimiter = (byte)(delimiter ?? ',');
        if (Fill() && _end >= 3 && _buffer.AsSpan(0, 3).SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) _start = 3;
    }

    /// <summary>Where the next record begins, in decompressed bytes.</summary>
    public long Offset => _bufferOffset + _start;

    /// <summary>The line the next record begins on, from 1.</summary>
    public long NextLine { get; private set; } = 1;

    /// <summary>The line the current record began on.</summary>
    public long Line { get; private set; }

    /// <summary>The current record without its line end; valid until the next read.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_recordStart, _recordLength);

    /// <summary>What is wrong with the current record.</summary>
    public RecordDamage Damage { get; private set; }

    /// <summary>Whether the current record ended with a line end: one that didn't may still grow.</summary>
    public bool Terminated { get; private set; }

    /// <summary>Why the stream ended early, in words for the user; null when it ended properly.</summary>
    public string? StreamDamage { get; private set; }

    private int _recordStart;
    private int _recordLength;

    /// <summary>
    /// Where a later reading can go on: after the last record, or before it when it had no line end and so may still grow;
    /// with the hash of all bytes before and the line that begins there.
    /// </summary>
    public (long Offset, string Fingerprint, long Line) SafePosition()
    {
        var at = Terminated ? _start : _recordStart;
        HashTo(at);
        return (_bufferOffset + at, Convert.ToHexStringLower(_hash.GetCurrentHash()), Terminated ? NextLine : Line);
    }

    /// <summary>Moves to the next record; false at the end. A record cut off by damage to the stream is not one.</summary>
    public bool Read()
    {
        Damage = RecordDamage.None;
        Line = NextLine;
        var scan = new QuoteScan(_quoted, _delimiter);
        var at = 0;
        var firstLineEnd = -1;
        var lines = 0;
        while (true)
        {
            var newline = IndexOfNewline(at);
            if (newline < 0)
            {
                at = _end - _start;
                if (at > MaxRecord) return firstLineEnd >= 0 ? Emit(firstLineEnd, RecordDamage.OpenQuote) : SkipTooLarge();
                if (Fill()) continue;
                return AtEnd(firstLineEnd, scan);
            }

            lines++;
            if (firstLineEnd < 0) firstLineEnd = newline;
            if (!scan.EndsInsideQuotes(_buffer.AsSpan(_start, newline))) return newline > MaxRecord ? Emit(newline, RecordDamage.TooLarge) : Emit(newline, RecordDamage.None, lines);
            if (lines >= MaxLines || newline > MaxRecord) return Emit(firstLineEnd, RecordDamage.OpenQuote);
            at = newline + 1;
        }
    }

    /// <summary>Moves past bytes that were read before.</summary>
    /// <param name="offset">An offset that a record ended at.</param>
    /// <param name="line">The line that begins there.</param>
    /// <returns>False when the stream is shorter.</returns>
    public bool SkipTo(long offset, long line)
    {
        while (Offset < offset)
        {
            if (_start == _end && !Fill()) return false;
            _start += (int)Math.Min(offset - Offset, _end - _start);
        }

        NextLine = line;
        return Offset == offset;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        _stream.Dispose();
    }

    // Relative to _start; -1 when the buffer holds none from there on.
    private int IndexOfNewline(int from)
    {
        var found = _buffer.AsSpan(_start + from, _end - _start - from).IndexOf((byte)'\n');
        return found < 0 ? -1 : from + found;
    }

    private bool AtEnd(int firstLineEnd, QuoteScan scan)
    {
        var rest = _end - _start;
        if (rest == 0 || StreamDamage is not null) return false;
        if (!scan.EndsInsideQuotes(_buffer.AsSpan(_start, rest))) return EmitLast(rest, RecordDamage.None);
        return firstLineEnd >= 0 ? Emit(firstLineEnd, RecordDamage.OpenQuote) : EmitLast(rest, RecordDamage.OpenQuote);
    }

    private bool Emit(int newline, RecordDamage damage, int lines = 1)
    {
        Damage = damage;
        Terminated = true;
        _recordStart = _start;
        _recordLength = newline > 0 && _buffer[_start + newline - 1] == '\r' ? newline - 1 : newline;
        if (damage == RecordDamage.TooLarge) _recordLength = Kept;
        NextLine += lines;
        _start += newline + 1;
        return true;
    }

    private bool EmitLast(int length, RecordDamage damage)
    {
        Damage = damage;
        Terminated = false;
        _recordStart = _start;
        _recordLength = _buffer[_start + length - 1] == '\r' ? length - 1 : length;
        NextLine++;
        _start += length;
        return true;
    }

    private bool SkipTooLarge()
    {
        var kept = _buffer.AsSpan(_start, Kept).ToArray();
        Terminated = false;
        while (!Terminated)
        {
            var newline = IndexOfNewline(0);
            Terminated = newline >= 0;
            _start += Terminated ? newline + 1 : _end - _start;
            if (!Terminated && !Fill()) break;
        }

        if (StreamDamage is not null) return false;
        Terminated = true;
        // The record itself is gone from the buffer; its beginning goes where the buffer has been hashed already.
        HashTo(_start);
        _bufferOffset += _start;
        var left = _end - _start;
        var moved = new byte[Math.Max(_buffer.Length, left + Kept)];
        kept.CopyTo(moved, 0);
        _buffer.AsSpan(_start, left).CopyTo(moved.AsSpan(Kept));
        _buffer = moved;
        _bufferOffset -= Kept;
        (_recordStart, _recordLength, _start, _end, _hashed) = (0, Kept, Kept, Kept + left, Kept);
        Damage = RecordDamage.TooLarge;
        NextLine++;
        return true;
    }

    private bool Fill()
    {
        if (_finished) return false;
        if (_start > 0)
        {
            HashTo(_start);
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _bufferOffset += _start;
            (_start, _end, _hashed) = (0, _end - _start, 0);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            var read = _stream.ReadAtLeast(_buffer.AsSpan(_end), 1, throwOnEndOfStream: false);
            _end += read;
            _finished = read == 0;
            return read > 0;
        }
        catch (InvalidDataException e)
        {
            _finished = true;
            StreamDamage = $"the gzip data is damaged or cut off ({e.Message.TrimEnd('.')})";
            return false;
        }
    }

    private void HashTo(int position)
    {
        if (position > _hashed) _hash.AppendData(_buffer.AsSpan(_hashed, position - _hashed));
        _hashed = Math.Max(position, _hashed);
    }
}
