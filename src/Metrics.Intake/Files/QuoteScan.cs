namespace Metrics.Intake.Files;

/// <summary>Follows RFC 4180 quotes through a record that grows line by line, reading every byte once.</summary>
/// <param name="quoted">Whether quotes mean anything in this format.</param>
/// <param name="delimiter">What stands between columns.</param>
internal sealed class QuoteScan(bool quoted, byte delimiter)
{
    private int _scanned;
    private bool _inside;
    private bool _closed;
    private bool _fieldStart = true;

    /// <summary>
    /// Whether text followed a closing quote, as in <c>"a"b</c>. Where the quote was opened on an earlier line, that line
    /// has most likely lost its closing quote and this one opened its own.
    /// </summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether the record so far ends inside a quoted field.</summary>
    public bool EndsInsideQuotes(ReadOnlySpan<byte> record)
    {
        if (!quoted) return false;
        if (!_inside && record[_scanned..].IndexOf((byte)'"') < 0)
        {
            _scanned = record.Length;
            return false;
        }

        for (var i = _scanned; i < record.Length; i++)
        {
            var b = record[i];
            if (_inside)
            {
                _inside = b != '"';
                _closed = !_inside;
            }
            else if (b == '"' && (_fieldStart || _closed))
            {
                // A doubled quote closes and opens again at once, which comes to the same.
                (_inside, _fieldStart, _closed) = (true, false, false);
            }
            else
            {
                _fieldStart = b == delimiter;
                IsBroken |= _closed && !_fieldStart && b != '\r';
                _closed = false;
            }
        }

        _scanned = record.Length;
        return _inside;
    }
}
