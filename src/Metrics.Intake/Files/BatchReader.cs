using Metrics.Intake.Mapping;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Files;

/// <summary>Gathers a file's records into batches: events or rejects, with the position after them.</summary>
internal sealed class BatchReader
{
    private const int RawKept = 64 * 1024;
    private const int RawKeptOfBatch = 32 * 1024 * 1024;

    private readonly RecordReader _records;
    private readonly IRecordTranslator _translator;
    private readonly FileRequest _request;
    private readonly string _name;
    private string? _stream;
    private long _settled;
    private long _handedOver;

    /// <summary>Reads on.</summary>
    /// <param name="records">The reader, where reading goes on.</param>
    /// <param name="translator">Turns its records into events.</param>
    /// <param name="request">What is read, and as what.</param>
    /// <param name="name">What people call the file.</param>
    /// <param name="known">Where it goes on; null is the file's beginning.</param>
    public BatchReader(RecordReader records, IRecordTranslator translator, FileRequest request, string name, SourcePosition? known)
    {
        (_records, _translator, _request, _name) = (records, translator, request, name);
        _stream = known?.Stream;
        _settled = Records = known?.Records ?? 0;
        _handedOver = known?.Offset ?? SourcePosition.Nothing;
    }

    /// <summary>Records read so far.</summary>
    public long Records { get; private set; }

    /// <summary>Reads a batch.</summary>
    /// <param name="progress">Told now and then how many records have been read.</param>
    /// <returns>Null at the end, or when no further record is whole yet.</returns>
    public Batch? Next(Action<long>? progress = null)
    {
        var events = new List<ServiceEvent>(Math.Min(_request.BatchEvents + 16, 4096));
        var rejects = new List<Reject>();
        var (count, rawKept) = (0L, 0);
        while (events.Count < _request.BatchEvents && rejects.Count < _request.BatchEvents && rawKept < RawKeptOfBatch && _records.Read())
        {
            if (_records.Record.IsEmpty && _records.Damage == RecordDamage.None) continue;
            count++;
            if (Translate(events) is { } fault)
            {
                rejects.Add(ToReject(fault));
                rawKept += rejects[^1].Raw.Length;
            }

            // A record that may still grow is read, but the position stays before it.
            if (_records.Settled) _settled = Records + count;
            if (!_records.Terminated) break;
            if (count % 4096 == 0) progress?.Invoke(Records + count);
        }

        if (count == 0) return null;
        Records += count;
        return new Batch(events, rejects, [Position()], count) { TrustsRecordedTime = _request.Mapping.TrustsRecordedTime };
    }

    // Half a line is no record: where nothing more comes, and reading goes on after it, it is told of and never translated.
    private RowFault? Translate(List<ServiceEvent> events) => _records.Terminated || !_records.Settled
        ? _translator.Translate(_records, events)
        : new RowFault(null, "has no line end, and the file grows no more: it may be cut off");

    private SourcePosition Position()
    {
        var (offset, fingerprint, line) = _records.SafePosition();
        _stream ??= NewStream(fingerprint);
        var position = new SourcePosition(_request.SourceName, _stream, offset, fingerprint, _settled, _name)
        {
            Line = line,
            ReadBy = _request.ReadBy,
            From = _request.GoesOn ? _handedOver : null,
        };
        _handedOver = offset;
        return position;
    }

    // Two files may begin alike: another one that went on otherwise keeps its position.
    private string NewStream(string fingerprint)
    {
        if (!_request.GoesOn) return fingerprint;
        var stream = fingerprint;
        for (var i = 2; _request.Positions.Any(p => p.Stream == stream && p.ReadBy == _request.ReadBy); i++)
            stream = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fingerprint}+{i}");
        return stream;
    }

    private Reject ToReject(RowFault fault)
        => new(_request.SourceName, _name, _records.Line, fault.Column, fault.Reason, _translator.Shown(_records.Record[..Math.Min(_records.Record.Length, RawKept)]));
}
