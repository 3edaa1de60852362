using Metrics.Intake.Files;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>
/// One file of a followed log, read on as far as it has come: whole records only. Reader and hash stay where they are between one look and
/// the next.
/// </summary>
internal sealed class FollowedLog : IDisposable
{
    private readonly RecordReader _records;
    private readonly FileRequest _request;
    private readonly string _name;
    private readonly SourcePosition? _known;
    private BatchReader? _batches;

    /// <summary>Begins where the file is known to.</summary>
    /// <param name="content">The file's content from its beginning; disposed with this.</param>
    /// <param name="request">What is read, and as what.</param>
    /// <param name="known">Where it goes on; null is its beginning.</param>
    public FollowedLog(Stream content, FileRequest request, SourcePosition? known)
    {
        _records = new RecordReader(content, RecordTranslators.DelimiterOf(request.Mapping), grows: true);
        (_request, _known) = (request, known);
        _name = Path.GetFileName(request.Path);
    }

    /// <summary>How far whole records have been read, in unpacked bytes.</summary>
    public long Offset => _records.Offset;

    /// <summary>Whether the beginning of a record has come and its end has not; asked when there is no further batch.</summary>
    public bool HasUnfinished => _records.HasUnfinished;

    /// <summary>Why the content ended early, in words for the user; null when it didn't.</summary>
    public string? Damage => _records.StreamDamage is { } damage ? $"{_name}:{_records.NextLine}: {damage}; what stands before was read" : null;

    /// <summary>The next batch; null when no further record is whole yet.</summary>
    /// <exception cref="ConfigurationException">The mapping doesn't fit the file.</exception>
    public Batch? Next()
    {
        if (_batches is null)
        {
            if (RecordTranslators.Open(_records, _request, _name) is not { } translator) return null;
            RecordTranslators.Resume(_records, translator, _known);
            _batches = new BatchReader(_records, translator, _request, _name, _known);
        }

        return _batches.Next();
    }

    /// <summary>Nothing more will come: the next batch tells of a last line without an end.</summary>
    public void Finish()
    {
        // A header that never came to its end is no line of anybody's.
        if (_batches is not null) _records.Finish();
    }

    public void Dispose() => _records.Dispose();
}
