using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>One run's batches on their way to the queue, and how far they have brought the source.</summary>
internal sealed class HandingOver : IDisposable
{
    private readonly CommitsUnderWay _commits;
    private readonly SourceStatus _status;
    private readonly List<SourcePosition> _known;

    private HandingOver(CommitsUnderWay commits, SourceStatus status, IReadOnlyList<SourcePosition> stored) => (_commits, _status, _known) = (commits, status, [.. stored]);

    /// <summary>How far the source's files have been read: as stored when the run began, and as handed over since.</summary>
    public IReadOnlyList<SourcePosition> Known => _known;

    /// <summary>Whether a batch was not committed: what is thrown then is no fault of a file.</summary>
    public bool HasFailed => _commits.HaveFailed;

    /// <summary>Begins from the stored positions.</summary>
    /// <param name="queue">Receives the batches.</param>
    /// <param name="source">The source, as positions carry it.</param>
    /// <param name="status">Told of each batch.</param>
    /// <param name="most">Batches that may be under way at once.</param>
    /// <param name="cancellation">Ends the wait for the positions.</param>
    public static async Task<HandingOver> BeginAsync(ICommitQueue queue, string source, SourceStatus status, int most, CancellationToken cancellation)
        => new(new CommitsUnderWay(queue, most), status, await queue.PositionsAsync(source, cancellation).ConfigureAwait(false));

    /// <summary>Hands over what a log has, as far as it has come.</summary>
    /// <param name="log">The log.</param>
    /// <param name="behind">How many bytes are still to be read.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="PositionMovedException">An earlier batch didn't go on from what is stored.</exception>
    public async Task AllOfAsync(FollowedLog log, Func<long> behind, CancellationToken cancellation)
    {
        while (log.Next() is { } batch)
        {
            await OneAsync(batch, cancellation).ConfigureAwait(false);
            _status.Lags(Math.Max(0, behind()));
        }

        _status.Lags(Math.Max(0, behind()));
    }

    /// <summary>Hands over one batch.</summary>
    /// <exception cref="PositionMovedException">A batch didn't go on from what is stored.</exception>
    public async Task OneAsync(Batch batch, CancellationToken cancellation)
    {
        await _commits.AddAsync(batch, cancellation).ConfigureAwait(false);
        foreach (var position in batch.Positions)
        {
            _known.RemoveAll(p => p.Stream == position.Stream && p.ReadBy == position.ReadBy);
            _known.Add(position);
        }

        _status.Read(batch);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Notices what has become of the batches that are done, without waiting for others.</summary>
    /// <exception cref="PositionMovedException">A batch didn't go on from what is stored.</exception>
    public Task NoticeAsync() => _commits.NoticeAsync();

    /// <summary>Waits until all are committed.</summary>
    /// <exception cref="PositionMovedException">A batch didn't go on from what is stored.</exception>
    public Task CommittedAsync(CancellationToken cancellation) => _commits.AllAsync(cancellation);

    public void Dispose() => _commits.Dispose();
}
