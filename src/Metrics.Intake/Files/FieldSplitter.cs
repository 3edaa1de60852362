using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Metrics.Intake.Files;

/// <summary>Splits one record into fields with CsvHelper's parser, which is handed exactly one record at a time.</summary>
internal sealed class FieldSplitter : IDisposable
{
    private readonly OneRecord _reader = new();
    private readonly CsvParser _parser;
    private bool _bad;

    /// <summary>Splits at a delimiter.</summary>
    /// <param name="delimiter">What stands between fields.</param>
    /// <param name="quoted">Whether a field may stand in quotes.</param>
    public FieldSplitter(char delimiter, bool quoted = true)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            Mode = quoted ? CsvMode.RFC4180 : CsvMode.NoEscape,
            NewLine = "\n",
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            DetectDelimiter = false,
            MaxFieldSize = 0,
            BufferSize = 16 * 1024,
            BadDataFound = _ => _bad = true,
        };
        _parser = new CsvParser(_reader, configuration, leaveOpen: false);
    }

    /// <summary>Fields of the current record.</summary>
    public int Count => _parser.Count;

    /// <summary>A field of the current record.</summary>
    public string this[int index] => _parser[index];

    /// <summary>Splits a record; false when its quotes are broken.</summary>
    public bool Split(string record)
    {
        _bad = false;
        _reader.Set(record);
        if (!_parser.Read()) return false;
        // The parser notices a broken quote when the field is asked for.
        for (var i = 0; i < _parser.Count && !_bad && record.Contains('"', StringComparison.Ordinal); i++) _ = _parser[i];
        return !_bad && _reader.AtEnd;
    }

    public void Dispose() => _parser.Dispose();

    private sealed class OneRecord : TextReader
    {
        private string _record = "";
        private int _at;

        public bool AtEnd => _at > _record.Length;

        public void Set(string record) => (_record, _at) = (record, 0);

        public override int Read(char[] buffer, int index, int count)
        {
            var text = Math.Min(count, _record.Length - _at);
            if (text > 0)
            {
                _record.CopyTo(_at, buffer, index, text);
                _at += text;
            }
            else
            {
                text = 0;
            }

            if (text < count && _at == _record.Length)
            {
                buffer[index + text] = '\n';
                _at++;
                text++;
            }

            return text;
        }
    }
}
