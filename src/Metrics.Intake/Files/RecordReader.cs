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

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly HashedWindow _window;
    private readonly byte _delimiter;
    private readonly bool _quoted;
    private byte[]? _keptRecord;
    private int _passed;
    private int _recordLength;
    private bool _begun;
    private bool _final;
    private (long Offset, string Fingerprint, long Line)? _held;
    private (long Offset, string Fingerprint, long Line, byte[] Kept)? _tooLarge;

    /// <summary>Reads records from the stream's beginning.</summary>
    /// <param name="stream">Decompressed bytes.</param>
    /// <param name="delimiter">For delimited files, what stands between columns: a record may then span lines inside quotes.</param>
    /// <param name="grows">
    /// Whether the stream, when it gives nothing more, may do so later: a record whose end has not come is then not read before it has.
    /// </param>
    public RecordReader(Stream stream, char? delimiter, bool grows = false)
    {
        _window = new HashedWindow(stream, grows);
        _quoted = delimiter is not null;
        _delimiter = (byte)(delimiter ?? ',');
        Grows = grows;
        Begin();
    }

    /// <summary>Whether more may come after the stream's end.</summary>
    public bool Grows { get; private set; }

    /// <summary>Whether the stream begins by saying that it is UTF-8.</summary>
    public bool HasByteOrderMark { get; private set; }

    /// <summary>Where the next record begins, in decompressed bytes.</summary>
    public long Offset => _window.Offset;

    /// <summary>The line the next record begins on, from 1.</summary>
    public long NextLine { get; private set; } = 1;

    /// <summary>The line the current record began on.</summary>
    public long Line { get; private set; }

    /// <summary>The current record without its line end; valid until the next read.</summary>
    public ReadOnlySpan<byte> Record => _keptRecord ?? _window.Passed(_passed)[.._recordLength];

    /// <summary>What is wrong with the current record.</summary>
    public RecordDamage Damage { get; private set; }

    /// <summary>Whether the current record ended with a line end: one that didn't may still grow.</summary>
    public bool Terminated { get; private set; }

    /// <summary>Whether a later reading can go on after the current record: neither it nor one before it may still grow.</summary>
    public bool Settled => _held is null;

    /// <summary>Why the stream ended early, in words for the user; null when it ended properly.</summary>
    public string? StreamDamage => _window.Damage;

    /// <summary>
    /// Where a later reading can go on: after the last record, or before the first that may still grow, having no line end or
    /// a quote that the file's end leaves open; with the hash of all bytes before and the line that begins there.
    /// </summary>
    public (long Offset, string Fingerprint, long Line) SafePosition()
        => _held ?? (_tooLarge is { } unfinished ? (unfinished.Offset, unfinished.Fingerprint, unfinished.Line) : (Offset, _window.Fingerprint(), NextLine));

    /// <summary>Whether enough has come to know how the stream begins.</summary>
    public bool Begin()
    {
        if (_begun) return true;
        // However few bytes the stream gives at a time.
        while (_window.Bytes.Length < ByteOrderMark.Length && _window.Fill())
        {
        }

        if (Grows && _window.Bytes.Length < ByteOrderMark.Length && ByteOrderMark.AsSpan().StartsWith(_window.Bytes)) return false;
        HasByteOrderMark = _window.Bytes.StartsWith(ByteOrderMark);
        if (HasByteOrderMark) _window.Pass(ByteOrderMark.Length);
        return _begun = true;
    }

    /// <summary>Nothing more will come: a last record without a line end is read, and reading can go on after it.</summary>
    public void Finish()
    {
        (Grows, _final) = (false, true);
        _window.Finish();
    }

    /// <summary>Whether bytes have come that are no whole record yet; asked when there is no further record.</summary>
    public bool HasUnfinished => _tooLarge is not null || !_window.Bytes.IsEmpty;

    /// <summary>Moves to the next record; false at the end, or when none is whole yet. A record cut off by damage to the stream is not one.</summary>
    public bool Read()
    {
        if (!Begin()) return false;
        Line = NextLine;
        if (_tooLarge is not null) return SkipTooLarge();
        var scan = new QuoteScan(_quoted, _delimiter);
        var at = 0;
        var firstLineEnd = -1;
        var lines = 0;
        while (true)
        {
            var found = _window.Bytes[at..].IndexOf((byte)'\n');
            if (found < 0)
            {
                at = _window.Bytes.Length;
                if (at > MaxRecord) return firstLineEnd >= 0 ? Emit(firstLineEnd, RecordDamage.OpenQuote) : SkipTooLarge();
                if (_window.Fill()) continue;
                return AtEnd(firstLineEnd, lines, scan);
            }

            var newline = at + found;
            lines++;
            if (firstLineEnd < 0) firstLineEnd = newline;
            if (newline > MaxRecord) return Emit(firstLineEnd, lines == 1 ? RecordDamage.TooLarge : RecordDamage.OpenQuote);
            var inside = scan.EndsInsideQuotes(_window.Bytes[..newline]);
            if ((scan.IsBroken && (inside || lines > 1)) || (inside && lines >= MaxLines)) return Emit(firstLineEnd, RecordDamage.OpenQuote);
            if (!inside) return Emit(newline, RecordDamage.None, lines);
            at = newline + 1;
        }
    }

    /// <summary>Moves past bytes that were read before.</summary>
    /// <param name="offset">An offset that a record ended at.</param>
    /// <param name="line">The line that begins there.</param>
    /// <returns>False when the stream is shorter.</returns>
    public bool SkipTo(long offset, long line)
    {
        Begin();
        while (Offset < offset)
        {
            if (_window.Bytes.IsEmpty && !_window.Fill()) return false;
            _window.Pass((int)Math.Min(offset - Offset, _window.Bytes.Length));
        }

        NextLine = line;
        _begun |= Offset > 0;
        return Offset == offset;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private bool AtEnd(int firstLineEnd, int lines, QuoteScan scan)
    {
        var rest = _window.Bytes.Length;
        if (rest == 0 || Grows || StreamDamage is not null) return false;
        var inside = scan.EndsInsideQuotes(_window.Bytes);
        if (firstLineEnd >= 0 && (inside || scan.IsBroken))
        {
            if (!scan.IsBroken) Hold();
            return Emit(firstLineEnd, RecordDamage.OpenQuote);
        }

        Hold();
        return Emit(rest, inside ? RecordDamage.OpenQuote : RecordDamage.None, lines + 1, terminated: false);
    }

    private bool Emit(int length, RecordDamage damage, int lines = 1, bool terminated = true)
    {
        (Damage, Terminated, _keptRecord) = (damage, terminated, null);
        _recordLength = damage == RecordDamage.TooLarge ? Kept : length > 0 && _window.Bytes[length - 1] == '\r' ? length - 1 : length;
        _passed = length + (terminated ? 1 : 0);
        _window.Pass(_passed);
        NextLine += lines;
        return true;
    }

    // The record doesn't fit into the window: its beginning is kept, the rest passes by.
    private bool SkipTooLarge()
    {
        var (offset, fingerprint, line, kept) = _tooLarge ??= (Offset, _window.Fingerprint(), NextLine, _window.Bytes[..Kept].ToArray());
        int newline;
        while ((newline = _window.Bytes.IndexOf((byte)'\n')) < 0)
        {
            _window.Pass(_window.Bytes.Length);
            if (_window.Fill()) continue;
            if (Grows) return false;
            if (!_final) _held ??= (offset, fingerprint, line);
            if (StreamDamage is not null) return false;
            break;
        }

        if (newline >= 0) _window.Pass(newline + 1);
        (Damage, Terminated, _keptRecord, _tooLarge) = (RecordDamage.TooLarge, newline >= 0, kept, null);
        NextLine++;
        return true;
    }

    // What begins here may still grow: a later reading begins here too.
    private void Hold()
    {
        if (!_final) _held ??= (Offset, _window.Fingerprint(), NextLine);
    }
}
