using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk;

/// <summary>How far a source has been read.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Stream">What is read within it: a file's identity, a topic's partition.</param>
/// <param name="Offset">Where to go on: bytes of a file (decompressed), an offset of a partition.</param>
/// <param name="Fingerprint">The hash of everything before <paramref name="Offset"/>, for files.</param>
/// <param name="Records">Records read so far.</param>
/// <param name="Name">What people call it: the file's name. Never part of an identity.</param>
public sealed record SourcePosition(string Source, string Stream, long Offset, string? Fingerprint, long Records, string? Name)
{
    /// <summary>The line that begins at <see cref="Offset"/>, for files.</summary>
    public long Line { get; init; } = 1;

    /// <summary>What it was read by: the mapping's fingerprint, and the version given to the whole file. Read otherwise, a stream begins anew.</summary>
    public string ReadBy { get; init; } = "";

    /// <summary>
    /// The stored offset that this position goes on from (<see cref="Nothing"/>: none is stored); where another is stored the batch is
    /// refused with <see cref="PositionMovedException"/>, so that nothing is left out and nothing told twice, whoever else reads. Null: whatever is
    /// stored is replaced.
    /// </summary>
    public long? From { get; init; }

    /// <summary>As <see cref="From"/>: no position of this stream is stored yet.</summary>
    public const long Nothing = -1;
}

/// <summary>A record that could not become events.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Name">The file (or topic) it stood in.</param>
/// <param name="Line">Its first line in the file, from 1; for streams the offset.</param>
/// <param name="Field">The column or JSON pointer at fault; null when the record as a whole is.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
/// <param name="Raw">The record as it was read; its beginning when it is larger than a record may be.</param>
public sealed record Reject(string Source, string Name, long Line, string? Field, string Reason, byte[] Raw);

/// <summary>A reject in the database: the batch it came with, and its place.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Name">As <see cref="Reject.Name"/>.</param>
/// <param name="Line">As <see cref="Reject.Line"/>.</param>
public readonly record struct RejectKey(long Batch, string Name, long Line);

/// <summary>What one transaction commits: events, rejects and how far they bring a source.</summary>
/// <param name="Events">Validated events, in the order they were read.</param>
/// <param name="Rejects">Records that became none.</param>
/// <param name="Positions">The positions after them, one a stream that was read; empty when the source keeps none.</param>
/// <param name="Records">Records read for this batch, rejects included.</param>
public sealed record Batch(IReadOnlyList<ServiceEvent> Events, IReadOnlyList<Reject> Rejects, IReadOnlyList<SourcePosition> Positions, long Records)
{
    /// <summary>Whether the source is trusted to say when its events became known (a generator, a restore, a replay).</summary>
    public bool TrustsRecordedTime { get; init; }

    /// <summary>Earlier rejects that these events are made of, after a mend.</summary>
    public IReadOnlyList<RejectKey> Mends { get; init; } = [];
}

/// <summary>What became of a batch's events.</summary>
/// <param name="Accepted">New events.</param>
/// <param name="Duplicates">Events whose identity and content were known.</param>
/// <param name="Corrections">New versions of known events, by a different revision.</param>
/// <param name="Conflicts">Different content for a known event and revision; a hash decides.</param>
public readonly record struct BatchResult(long Accepted, long Duplicates, long Corrections, long Conflicts)
{
    /// <summary>Adds two results.</summary>
    public static BatchResult operator +(BatchResult a, BatchResult b)
        => new(a.Accepted + b.Accepted, a.Duplicates + b.Duplicates, a.Corrections + b.Corrections, a.Conflicts + b.Conflicts);
}
