using System.Threading.Channels;
using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;

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

    /// <summary>Events in one batch, at most a record's more.</summary>
    public int BatchEvents { get; init; } = FileIntake.BatchEvents;

    /// <summary>Whether positions say which stored one they go on from, so that nobody else can read the same file at the same time.</summary>
    public bool GoesOn { get; init; }

    // The same file exported again later says the same with more weight, so the version it is read as belongs to the reading.
    internal string ReadBy => Revision is { } revision
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Mapping.Fingerprint}@{revision}")
        : Mapping.Fingerprint;

    internal string SourceName => FileIntake.NameOf(Mapping, Organisation);
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

    /// <summary>Where an earlier reading of the file had ended; null: it was read from its beginning.</summary>
    public SourcePosition? WentOnFrom { get; private set; }

    /// <summary>The rejects of a whole file, however often its reading was interrupted; nothing becomes of its events.</summary>
    /// <param name="request">What to read and as what.</param>
    /// <exception cref="ConfigurationException">The mapping doesn't fit the file's header.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IEnumerable<Reject> Rejects(FileRequest request)
    {
        var intake = new FileIntake(request);
        using var raw = intake.Open();
        using var records = new RecordReader(Gzip.Unpack(raw), RecordTranslators.DelimiterOf(request.Mapping));
        if (RecordTranslators.Open(records, request, intake._name) is not { } translator) yield break;
        var reader = new BatchReader(records, translator, request, intake._name, null);
        while (reader.Next() is { } batch)
        {
            foreach (var reject in batch.Rejects) yield return reject;
        }
    }

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
        var known = WentOnFrom = Known();
        var raw = Open();
        await using (raw.ConfigureAwait(false))
        {
            using var records = new RecordReader(Gzip.Unpack(raw), RecordTranslators.DelimiterOf(_request.Mapping));
            if (RecordTranslators.Open(records, _request, _name) is { } translator)
            {
                RecordTranslators.Resume(records, translator, known);
                var reader = new BatchReader(records, translator, _request, _name, known);
                while (reader.Next(read => progress?.Report(Where(raw, read))) is { } batch)
                {
                    await batches.WriteAsync(batch, cancellation).ConfigureAwait(false);
                    progress?.Report(Where(raw, reader.Records));
                    cancellation.ThrowIfCancellationRequested();
                }
            }

            Damage = records.StreamDamage is { } damage
                ? $"{_name}:{records.NextLine}: {damage}; the {records.NextLine - 1} lines before were read. Get the whole file and ingest it again: reading goes on from there"
                : null;
        }
    }

    // Standard input can be read once only.
    private SourcePosition? Known()
    {
        if (_request.Path == "-" || _request.Positions.Count == 0) return null;
        using var stream = Gzip.Unpack(Open());
        return PositionByContent.Find(stream, _request.Positions, _request.ReadBy);
    }

    private Stream Open() => _request.Path == "-"
        ? Console.OpenStandardInput()
        : new FileStream(_request.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);

    private FileProgress Where(Stream raw, long records) => _request.Path == "-" ? new(0, null, records) : new(raw.Position, raw.Length, records);
}
