using System.IO.Compression;
using System.Text;
using System.Threading.Channels;
using Metrics.Intake.CloudEvents;
using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Files;

/// <summary>What to read and as what.</summary>
/// <param name="Path">A file, plain or gzip; <c>-</c> is standard input.</param>
/// <param name="Mapping">How its records become events.</param>
/// <param name="Organisation">Whose they are, unless they say so themselves.</param>
/// <param name="Organisations">The organisations there are.</param>
/// <param name="Positions">How far this source's files have been read before.</param>
/// <param name="Revision">The version of all records, when the file has none of its own.</param>
/// <param name="Name">What people call it, when that isn't the path.</param>
public sealed record FileRequest(
    string Path,
    SourceMapping Mapping,
    Organisation Organisation,
    IReadOnlyDictionary<string, Organisation> Organisations,
    IReadOnlyList<SourcePosition> Positions,
    long? Revision = null,
    string? Name = null);

/// <summary>How far a file has been read.</summary>
/// <param name="Bytes">Bytes of the file as it lies on disk.</param>
/// <param name="Length">Its length; null for standard input.</param>
/// <param name="Records">Records read.</param>
public readonly record struct FileProgress(long Bytes, long? Length, long Records);

/// <summary>Reads one file into batches: records to events or rejects, with the position after each batch.</summary>
public sealed class FileIntake
{
    /// <summary>
    /// Events in one batch, at most a record's more. A file is history: large transactions, few recomputations. A little over
    /// DuckDB's row group of 122 880 rows, which it then writes once, to the file, and not to the write-ahead log first.
    /// </summary>
    public const int BatchEvents = 125_000;

    private const int RawKept = 64 * 1024;

    private readonly FileRequest _request;
    private readonly string _name;
    private readonly Encoding? _encoding;

    /// <summary>Prepares to read a file.</summary>
    public FileIntake(FileRequest request)
    {
        _request = request;
        _name = request.Name ?? (request.Path == "-" ? "standard input" : Path.GetFileName(request.Path));
        _encoding = request.Mapping.Encoding == "utf-8" ? null : Decoder(request.Mapping.Encoding);
    }

    /// <summary>Why the file ended early, in words for the user; null when it was read to its end.</summary>
    public string? Damage { get; private set; }

    private string SourceName => NameOf(_request.Mapping, _request.Organisation);

    /// <summary>The source name that positions and rejects carry.</summary>
    public static string NameOf(SourceMapping mapping, Organisation organisation) => RowMapper.SourceName(organisation, mapping);

    /// <summary>Reads the file from where the last reading of it ended.</summary>
    /// <param name="batches">Receives the batches; waits while the reader of the channel is behind.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ConfigurationException">The mapping doesn't fit the file's header; no record has been read.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public async Task ReadAsync(ChannelWriter<Batch> batches, IProgress<FileProgress>? progress, CancellationToken cancellation)
    {
        var known = FindPosition();
        var raw = Open();
        await using (raw.ConfigureAwait(false))
        {
            using var records = new RecordReader(Unzip(raw), _request.Mapping.Format == SourceFormat.Delimited ? _request.Mapping.Delimiter : null);
            var translator = Translator(records);
            Resume(records, translator, known);
            await ReadOnAsync(records, translator, known, batches, raw, progress, cancellation).ConfigureAwait(false);
            Damage = records.StreamDamage is { } damage
                ? $"{_name}:{records.NextLine}: {damage}; the {records.NextLine - 1} lines before were read. Get the whole file and ingest it again: reading goes on from there"
                : null;
        }
    }

    private async Task ReadOnAsync(
        RecordReader records, IRecordTranslator translator, SourcePosition? known, ChannelWriter<Batch> batches, Stream raw,
        IProgress<FileProgress>? progress, CancellationToken cancellation)
    {
        var total = known?.Records ?? 0;
        var stream = known?.Stream;
        var more = true;
        while (more)
        {
            cancellation.ThrowIfCancellationRequested();
            var events = new List<ServiceEvent>(Math.Min(BatchEvents + 16, 4096));
            var rejects = new List<Reject>();
            var count = 0L;
            while (events.Count < BatchEvents && rejects.Count < BatchEvents && (more = records.Read()))
            {
                if (records.Record.IsEmpty && records.Damage == RecordDamage.None) continue;
                count++;
                if (translator.Translate(records, events) is { } fault) rejects.Add(ToReject(records, fault));
                // A record without a line end may still grow: it is read, but the position stays before it.
                if (!records.Terminated) break;
                if (count % 4096 == 0) progress?.Report(Where(raw, total + count));
            }

            if (count == 0) break;
            total += count;
            var (offset, fingerprint, line) = records.SafePosition();
            stream ??= fingerprint;
            var position = new SourcePosition(SourceName, stream, offset, fingerprint, records.Terminated ? total : total - 1, _name)
            {
                Line = line,
                ReadBy = _request.Mapping.Fingerprint,
            };
            more &= records.Terminated;
            await batches.WriteAsync(new Batch(events, rejects, position, count) { TrustsRecordedTime = _request.Mapping.TrustsRecordedTime }, cancellation).ConfigureAwait(false);
            progress?.Report(Where(raw, total));
        }
    }

    private IRecordTranslator Translator(RecordReader records)
    {
        if (_request.Mapping.Format == SourceFormat.CloudEvents)
            return new CloudEventRecords(new CloudEventDecoder(_request.Organisation.Id, _request.Organisations));
        if (!records.Read()) throw new ConfigurationException($"{_name}: the file is empty; a header row was expected");
        var splitter = new FieldSplitter(_request.Mapping.Delimiter);
        if (Text(records) is not { } header || records.Damage != RecordDamage.None || !splitter.Split(header))
            throw new ConfigurationException($"{_name}:1: the header row can't be read as {_request.Mapping.Encoding} text with columns divided by '{_request.Mapping.Delimiter}'");
        var columns = Enumerable.Range(0, splitter.Count).Select(i => splitter[i].Trim()).ToArray();
        var mapper = new RowMapper(_request.Mapping, new Header(_name, _request.Mapping, columns), _request.Organisation, _request.Revision);
        return new DelimitedRecords(this, splitter, mapper, columns);
    }

    // A known file goes on where it ended; an audit log's earlier records are read again, for what they say of later ones.
    private static void Resume(RecordReader records, IRecordTranslator translator, SourcePosition? known)
    {
        if (known is null) return;
        if (!translator.IsStateful)
        {
            records.SkipTo(known.Offset, known.Line);
            return;
        }

        var unused = new List<ServiceEvent>();
        while (records.Offset < known.Offset && records.Read())
        {
            if (!records.Record.IsEmpty) translator.Translate(records, unused);
            unused.Clear();
        }
    }

    // The furthest stored position whose hash of everything before it is this file's too.
    private SourcePosition? FindPosition()
    {
        if (_request.Path == "-" || _request.Positions.Count == 0) return null;
        SourcePosition? found = null;
        using var stream = Unzip(Open());
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        var at = 0L;
        foreach (var position in _request.Positions.Where(p => p.ReadBy == _request.Mapping.Fingerprint).OrderBy(p => p.Offset))
        {
            while (at < position.Offset)
            {
                int read;
                try
                {
                    read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, position.Offset - at));
                }
                catch (InvalidDataException)
                {
                    return found;
                }

                if (read == 0) return found;
                hash.AppendData(buffer, 0, read);
                at += read;
            }

            if (Convert.ToHexStringLower(hash.GetCurrentHash()) == position.Fingerprint) found = position;
        }

        return found;
    }

    private Stream Open() => _request.Path == "-"
        ? Console.OpenStandardInput()
        : new FileStream(_request.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);

    private static Stream Unzip(Stream raw)
    {
        var peek = new PeekStream(raw);
        return peek.StartsWith(0x1f, 0x8b) ? new GZipStream(peek, CompressionMode.Decompress) : peek;
    }

    private FileProgress Where(Stream raw, long records) => _request.Path == "-" ? new(0, null, records) : new(raw.Position, raw.Length, records);

    private static Encoding Decoder(string name)
        => CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
           ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    // Null when the bytes are not text in the mapping's character set.
    private string? Text(RecordReader records)
    {
        if (_encoding is null)
            return System.Text.Unicode.Utf8.IsValid(records.Record) ? Encoding.UTF8.GetString(records.Record) : null;
        try
        {
            return _encoding.GetString(records.Record);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private Reject ToReject(RecordReader records, RowFault fault)
        => new(SourceName, _name, records.Line, fault.Column, fault.Reason, records.Record[..Math.Min(records.Record.Length, RawKept)].ToArray());

    private interface IRecordTranslator
    {
        bool IsStateful { get; }

        RowFault? Translate(RecordReader records, List<ServiceEvent> into);
    }

    private static RowFault? Broken(RecordDamage damage) => damage switch
    {
        RecordDamage.TooLarge => new RowFault(null, $"is larger than {RecordReader.MaxRecord} bytes; the file keeps the rest"),
        RecordDamage.OpenQuote => new RowFault(null, "opens a quote that does not end"),
        _ => null,
    };

    private sealed class CloudEventRecords(CloudEventDecoder decoder) : IRecordTranslator
    {
        public bool IsStateful => false;

        public RowFault? Translate(RecordReader records, List<ServiceEvent> into)
        {
            if (Broken(records.Damage) is { } broken) return broken;
            if (decoder.TryDecode(records.Record, out var e) is { } fault) return new RowFault(fault.Pointer.Length > 0 ? fault.Pointer : null, fault.Reason);
            into.Add(e!);
            return null;
        }
    }

    private sealed class DelimitedRecords(FileIntake owner, FieldSplitter splitter, RowMapper mapper, string[] columns) : IRecordTranslator
    {
        private readonly string[] _fields = new string[columns.Length];

        public bool IsStateful => mapper.IsStateful;

        public RowFault? Translate(RecordReader records, List<ServiceEvent> into)
        {
            if (Broken(records.Damage) is { } broken) return broken;
            if (owner.Text(records) is not { } text) return NotText(records);
            if (!splitter.Split(text)) return new RowFault(null, "has a quote in the middle of a field; a quote inside a quoted field is doubled");
            if (splitter.Count != columns.Length)
                return new RowFault(null, $"has {splitter.Count} columns where the header has {columns.Length}");
            for (var i = 0; i < _fields.Length; i++) _fields[i] = splitter[i];
            return mapper.Map(new Row(_fields), into, draft: !records.Terminated);
        }

        // Which column? Latin-1 maps every byte to a character, so the fields fall where they should.
        private RowFault NotText(RecordReader records)
        {
            splitter.Split(Encoding.Latin1.GetString(records.Record));
            for (var i = 0; i < Math.Min(splitter.Count, columns.Length); i++)
            {
                if (!System.Text.Unicode.Utf8.IsValid(Encoding.Latin1.GetBytes(splitter[i])))
                    return new RowFault(columns[i], $"is not {owner._request.Mapping.Encoding} text; if the file is in another character set, say 'encoding: windows-1252' in the mapping");
            }

            return new RowFault(null, $"is not {owner._request.Mapping.Encoding} text");
        }
    }
}
