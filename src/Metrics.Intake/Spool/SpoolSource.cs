using Metrics.Intake.CloudEvents;
using Metrics.Intake.Live;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Spool;

/// <summary>Brings posted events from the spool into the database, and lets the spool forget what is committed.</summary>
/// <param name="spool">The spool.</param>
/// <param name="organisations">The organisations there are.</param>
/// <param name="time">The clock.</param>
public sealed class SpoolSource(EventSpool spool, IReadOnlyDictionary<string, Organisation> organisations, TimeProvider time) : ILiveSource
{
    /// <summary>The source name that its position and rejects carry.</summary>
    public const string SourceName = "http";

    private const string Stream = "spool";
    private const int BatchEvents = 5000;
    private const int Chunk = 1 << 20;

    /// <inheritdoc/>
    public string Name => "http intake";

    /// <inheritdoc/>
    public SourceStatus Status { get; } = new(time);

    /// <summary>The offset up to which posted events are committed.</summary>
    public static long Committed(IReadOnlyList<SourcePosition> positions) => positions is [var only, ..] ? only.Offset : 0;

    /// <inheritdoc/>
    public async Task RunAsync(ICommitQueue queue, CancellationToken cancellation)
    {
        var stored = (await queue.PositionsAsync(SourceName, cancellation).ConfigureAwait(false)) is [var only, ..] ? only : null;
        var reading = new Reading(new CloudEventDecoder(Organisation.DefaultId, organisations), stored, spool.Start);
        if (reading.Offset < spool.Start)
            throw new SourceStoppedException($"posted events from offset {reading.Offset} to {spool.Start} are gone from the spool, and the database never had them: an older copy of it was put in place. After 'metrics sources forget {SourceName}' reading goes on with what is left");
        var handed = new Handed();
        Status.Becomes(SourceState.Reading);
        try
        {
            while (true)
            {
                await spool.WaitAsync(reading.Offset, cancellation).ConfigureAwait(false);
                await HandOverAsync(reading, handed, queue).ConfigureAwait(false);
                // Nothing more is there for now: so that the files go too, the last commits are waited for.
                Forget(await handed.AllAsync(cancellation).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What came during the last commits was acknowledged and is there: it is counted with what the service commits before it ends.
            await HandOverAsync(reading, handed, queue).ConfigureAwait(false);
        }
    }

    // Not cancelled: a batch that was read is handed over, and whoever stops the service doesn't wait longer for that than it will.
    private async Task HandOverAsync(Reading reading, Handed handed, ICommitQueue queue)
    {
        while (reading.Next(spool) is { } batch)
        {
            Status.Read(batch);
            handed.Add(batch, await queue.EnqueueAsync(batch, CancellationToken.None).ConfigureAwait(false));
            Forget(await handed.CommittedAsync().ConfigureAwait(false));
        }
    }

    private void Forget(IReadOnlyList<Batch> committed)
    {
        if (committed.Count > 0) spool.Release(committed[^1].Positions[0].Offset);
        Status.Lags(spool.Pending);
    }

    private sealed class Reading(CloudEventDecoder decoder, SourcePosition? stored, long first)
    {
        private readonly byte[] _buffer = new byte[Chunk + (1 << 20)];
        private long _from = stored?.Offset ?? SourcePosition.Nothing;
        private long _records = stored?.Records ?? 0;

        public long Offset { get; private set; } = stored?.Offset ?? first;

        /// <summary>The next batch; null when nothing more is there.</summary>
        public Batch? Next(EventSpool spool)
        {
            var (events, rejects, count) = (new List<ServiceEvent>(), new List<Reject>(), 0L);
            while (count < BatchEvents && Read(spool) is var length and > 0)
            {
                var rest = _buffer.AsSpan(0, length);
                // A line that doesn't fit into one piece begins the next; none is longer than half of it.
                while (count < BatchEvents && rest.IndexOf((byte)'\n') is var end and >= 0)
                {
                    Take(rest[..end], events, rejects);
                    rest = rest[(end + 1)..];
                    Offset += end + 1;
                    count++;
                }

                if (rest.Length == length) throw new SourceStoppedException($"the spool holds a line of more than {length} bytes at offset {Offset}: something else wrote into it");
            }

            if (count == 0) return null;
            _records += count;
            var position = new SourcePosition(SourceName, Stream, Offset, null, _records, null) { From = _from };
            _from = Offset;
            return new Batch(events, rejects, [position], count);
        }

        private int Read(EventSpool spool)
        {
            try
            {
                return spool.Read(Offset, _buffer);
            }
            catch (InvalidDataException e)
            {
                throw new SourceStoppedException($"{e.Message}: a file of the spool is missing or damaged. Put it back, or move those before the gap away and run 'metrics sources forget {SourceName}'", e);
            }
        }

        // They were validated before they were acknowledged; organisations may have changed since, and disks err.
        private void Take(ReadOnlySpan<byte> line, List<ServiceEvent> events, List<Reject> rejects)
        {
            if (decoder.TryDecode(line, out var e) is { } fault)
                rejects.Add(new Reject(SourceName, Stream, Offset, fault.Pointer.Length > 0 ? fault.Pointer : null, fault.Reason, line.ToArray()));
            else
                events.Add(e!);
        }
    }
}
