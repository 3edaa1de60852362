namespace Metrics.Intake.Files;

/// <summary>Follows RFC 4180 quotes through a record that grows line by line, reading every byte once.</summary>
/// <param name="quoted">Whether quotes mean anything in this format.</param>
/// <param name="delimiter">What stands between columns.</param>
internal sealed class QuoteScan(bool quoted, byte delimiter)
{
    private int _scanned;
    private bool _inside;
    private bool _quotedField;
    private bool _fieldStart = true;

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
                // A doubled quote closes and opens again at once, which comes to the same.
                _inside = b != '"';
                _fieldStart = false;
            }
            else if (b == '"' && (_fieldStart || (_quotedField && record[i - 1] == '"')))
            {
                _inside = true;
                _quotedField = true;
            }
            else
            {
                _fieldStart = b == delimiter;
                _quotedField &= !_fieldStart;
            }
        }

        _scanned = record.Length;
        return _inside;
    }
}
