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
    string? Name = null)
{
    /// <summary>The secret key, where the mapping needs one; null is the environment's.</summary>
    public HashKey? Key { get; init; }
}

/// <summary>How far a file has been read.</summary>
/// <param name="Bytes">Bytes of the file as it lies on disk.</param>
/// <param name="Length">Its length; null for standard input.</param>
/// <param name="Records">Records read.</param>
public readonly record struct FileProgress(long Bytes, long? Length, long Records);

/// <summary>Reads one file into batches: records to events or rejects, with the position after each batch.</summary>
public sealed class FileIntake
{
    /// <summary>
    /// Events in one batch, at most a record's more. A file is history: large transactions, few recomputations. On a million
    /// calls 20 000 and 125 000 both cost more processor time.
    /// </summary>
    public const int BatchEvents = 50_000;

    private const int RawKept = 64 * 1024;
    private const int RawKeptOfBatch = 32 * 1024 * 1024;

    private readonly FileRequest _request;
    private readonly string _name;

    /// <summary>Prepares to read a file.</summary>
    public FileIntake(FileRequest request)
    {
        _request = request;
        _name = request.Name ?? (request.Path == "-" ? "standard input" : Path.GetFileName(request.Path));
    }

    /// <summary>Why the file ended early, in words for the user; null when it was read to its end.</summary>
    public string? Damage { get; private set; }

    // The same file exported again later says the same with more weight, so the version it is read as belongs to the reading.
    private string ReadBy => _request.Revision is { } revision
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_request.Mapping.Fingerprint}@{revision}")
        : _request.Mapping.Fingerprint;

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
            using var records = new RecordReader(Gzip.Unpack(raw), _request.Mapping is { Format: SourceFormat.Delimited, Quotes: FieldQuotes.Doubled } ? _request.Mapping.Delimiter : null);
            if (Translator(records) is { } translator)
            {
                Resume(records, translator, known);
                await ReadOnAsync(records, translator, known, batches, raw, progress, cancellation).ConfigureAwait(false);
            }

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
        var settled = total;
        var stream = known?.Stream;
        var more = true;
        while (more)
        {
            cancellation.ThrowIfCancellationRequested();
            var events = new List<ServiceEvent>(Math.Min(BatchEvents + 16, 4096));
            var rejects = new List<Reject>();
            var (count, rawKept) = (0L, 0);
            while (events.Count < BatchEvents && rejects.Count < BatchEvents && rawKept < RawKeptOfBatch && (more = records.Read()))
            {
                if (records.Record.IsEmpty && records.Damage == RecordDamage.None) continue;
                count++;
                if (translator.Translate(records, events) is { } fault)
                {
                    rejects.Add(ToReject(records, translator, fault));
                    rawKept += rejects[^1].Raw.Length;
                }

                // A record that may still grow is read, but the position stays before it.
                if (records.Settled) settled = total + count;
                if (!records.Terminated) break;
                if (count % 4096 == 0) progress?.Report(Where(raw, total + count));
            }

            if (count == 0) break;
            total += count;
            var (offset, fingerprint, line) = records.SafePosition();
            stream ??= fingerprint;
            var position = new SourcePosition(SourceName, stream, offset, fingerprint, settled, _name)
            {
                Line = line,
                ReadBy = ReadBy,
            };
            more &= records.Terminated;
            await batches.WriteAsync(new Batch(events, rejects, [position], count) { TrustsRecordedTime = _request.Mapping.TrustsRecordedTime }, cancellation).ConfigureAwait(false);
            progress?.Report(Where(raw, total));
        }
    }

    private IRecordTranslator? Translator(RecordReader records) => _request.Mapping.Format == SourceFormat.CloudEvents
        ? new CloudEventRecords(new CloudEventDecoder(_request.Organisation.Id, _request.Organisations))
        : DelimitedRecords.Open(records, _request, _name);

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
        using var stream = Gzip.Unpack(Open());
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        var at = 0L;
        foreach (var position in _request.Positions.Where(p => p.ReadBy == ReadBy).OrderBy(p => p.Offset))
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

    private FileProgress Where(Stream raw, long records) => _request.Path == "-" ? new(0, null, records) : new(raw.Position, raw.Length, records);

    private Reject ToReject(RecordReader records, IRecordTranslator translator, RowFault fault)
        => new(SourceName, _name, records.Line, fault.Column, fault.Reason, translator.Shown(records.Record[..Math.Min(records.Record.Length, RawKept)]));
}
