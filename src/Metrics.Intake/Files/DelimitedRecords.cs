using System.Text;
using System.Text.Unicode;
using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Files;

/// <summary>Records that are rows of a delimited file, mapped by the file's header or, where it has none, by the columns that the mapping lists.</summary>
internal sealed class DelimitedRecords : IRecordTranslator
{
    private readonly CharacterSet _characters;
    private readonly FieldSplitter _splitter;
    private readonly RowMapper _mapper;
    private readonly string[] _columns;
    private readonly int _fewest;
    private readonly string[] _fields;
    private readonly ShownRecord? _shown;

    private DelimitedRecords(SourceMapping mapping, CharacterSet characters, FieldSplitter splitter, RowMapper mapper, Header header)
    {
        _characters = characters;
        _splitter = splitter;
        _mapper = mapper;
        _columns = [.. header.Columns];
        _fewest = mapping.Columns.Count > 0 ? mapping.Columns.Count : _columns.Length;
        _fields = new string[_columns.Length];
        _shown = mapping.Hidden.Count > 0 ? new ShownRecord(splitter, mapping.Delimiter, _columns.Length, mapping.Hidden.Select(header.Position)) : null;
    }

    /// <inheritdoc/>
    public bool IsStateful => _mapper.IsStateful;

    /// <summary>Reads the header, where the file has one, and binds the mapping to it.</summary>
    /// <returns>Null when the stream is damaged before the header's end, or that end has not come yet.</returns>
    /// <exception cref="ConfigurationException">There is no header, or the mapping doesn't fit it.</exception>
    public static DelimitedRecords? Open(RecordReader records, FileRequest request, string name)
    {
        var mapping = request.Mapping;
        var hasHeader = mapping.Columns.Count == 0;
        if (!records.Begin()) return null;
        if (hasHeader && !records.Read())
            return records.Grows || records.StreamDamage is not null ? null : throw new ConfigurationException($"{name}: the file is empty; a header row was expected");
        var characters = new CharacterSet(mapping.Encoding);
        if (records.HasByteOrderMark && !characters.IsUtf8)
            throw new ConfigurationException($"{name}:1: begins with the mark of a UTF-8 file, but the mapping '{mapping.Name}' says 'encoding: {characters.Name}'");
        var splitter = new FieldSplitter(mapping.Delimiter, mapping.Quotes == FieldQuotes.Doubled);
        string[] columns = hasHeader ? ReadHeader(records, mapping, characters, splitter, name) : [.. mapping.Columns, .. mapping.Trailing];
        var header = new Header(name, mapping, columns);
        return new DelimitedRecords(mapping, characters, splitter, new RowMapper(mapping, header, request.Organisation, request.Revision, request.Key), header);
    }

    /// <inheritdoc/>
    public RowFault? Translate(RecordReader records, List<ServiceEvent> into)
    {
        if (records.Damage.ToFault() is { } broken) return broken;
        if (_characters.Read(records.Record) is not { } text) return NotText(records);
        if (!_splitter.Split(text)) return new RowFault(null, "has a quote in the middle of a field; a quote inside a quoted field is doubled");
        if (records.Record.Contains((byte)0)) return Fault(field => field.Contains('\0', StringComparison.Ordinal), DataRules.HoldsNul);
        if (_splitter.Count < _fewest || _splitter.Count > _columns.Length) return WrongCount();
        for (var i = 0; i < _fields.Length; i++) _fields[i] = i < _splitter.Count ? _splitter[i] : "";
        return _mapper.Map(new Row(_fields), into, draft: !records.Terminated);
    }

    /// <inheritdoc/>
    public byte[] Shown(ReadOnlySpan<byte> record) => _shown is null ? record.ToArray() : _shown.Of(record);

    private static string[] ReadHeader(RecordReader records, SourceMapping mapping, CharacterSet characters, FieldSplitter splitter, string name)
    {
        if (HasLoneCarriageReturn(records.Record))
            throw new ConfigurationException($"{name}:1: lines end with CR alone; save the file with LF or CRLF");
        if (records.Damage != RecordDamage.None || records.Record.Contains((byte)0) || characters.Read(records.Record) is not { } header || !splitter.Split(header))
            throw new ConfigurationException($"{name}:1: the header row can't be read as {characters.Name} text with columns divided by '{mapping.Delimiter}'");
        return Enumerable.Range(0, splitter.Count).Select(i => splitter[i].Trim()).ToArray();
    }

    private RowFault WrongCount() => new(null, _fewest == _columns.Length
        ? $"has {_splitter.Count} columns where the header has {_columns.Length}"
        : $"has {_splitter.Count} columns where a row has {_fewest} to {_columns.Length}");

    // Which column? Latin-1 maps every byte to a character, so the fields fall where they should.
    private RowFault NotText(RecordReader records)
    {
        _splitter.Split(Encoding.Latin1.GetString(records.Record));
        return Fault(
            field => !Utf8.IsValid(Encoding.Latin1.GetBytes(field)),
            $"is not {_characters.Name} text; if the file is in another character set, say 'encoding: windows-1252' in the mapping");
    }

    private RowFault Fault(Func<string, bool> isAtFault, string reason)
    {
        for (var i = 0; i < Math.Min(_splitter.Count, _columns.Length); i++)
        {
            if (isAtFault(_splitter[i])) return new RowFault(_columns[i], reason);
        }

        return new RowFault(null, reason);
    }

    private static bool HasLoneCarriageReturn(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'\r'); at >= 0; at = text.IndexOf((byte)'\r'))
        {
            if (at + 1 == text.Length || text[at + 1] != '\n') return true;
            text = text[(at + 2)..];
        }

        return false;
    }
}
