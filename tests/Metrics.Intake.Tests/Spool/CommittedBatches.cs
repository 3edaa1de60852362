using Metrics.Intake.Live;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Tests.Spool;

/// <summary>
/// Commits into memory by the rules of the database: a batch goes on from the stored position or is refused, and what is committed stays
/// when the service starts again. Its rows can be put back to an older copy.
/// </summary>
internal sealed class CommittedBatches : ICommitQueue
{
    private readonly List<Batch> _committed = [];
    private readonly List<SourcePosition> _stored = [];
    private TaskCompletionSource _hold = Finished();

    /// <summary>Told after each commit, with how many there are.</summary>
    public Action<int>? After { get; set; }

    public IReadOnlyList<Batch> Batches => _committed;

    /// <summary>The ids of the events, in the order of their commits.</summary>
    public IEnumerable<string> Ids => _committed.SelectMany(b => b.Events).Select(e => e.Id);

    public SourcePosition? Position => _stored.LastOrDefault();

    /// <summary>Commits nothing until <see cref="GoOn"/>.</summary>
    public void Hold() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _hold.TrySetResult();

    /// <summary>An older copy: as after so many commits.</summary>
    public void PutBack(int commits)
    {
        _committed.RemoveRange(commits, _committed.Count - commits);
        _stored.RemoveRange(commits, _stored.Count - commits);
    }

    /// <summary>Somebody else reads the stream on.</summary>
    public void Move(long offset) => _stored.Add(new SourcePosition("http", "spool", offset, null, 0, null));

    public async ValueTask<Task<BatchResult>> EnqueueAsync(Batch batch, CancellationToken cancellation)
    {
        await _hold.Task.WaitAsync(cancellation);
        var position = batch.Positions.Single();
        var stored = Position?.Offset ?? SourcePosition.Nothing;
        if (position.From != stored) return Task.FromException<BatchResult>(new PositionMovedException(position, stored));
        _committed.Add(batch);
        _stored.Add(position);
        After?.Invoke(_committed.Count);
        return Task.FromResult(new BatchResult(batch.Events.Count, 0, 0, 0));
    }

    public Task<IReadOnlyList<SourcePosition>> PositionsAsync(string source, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<SourcePosition>>(Position is { } position && position.Source == source ? [position] : []);

    private static TaskCompletionSource Finished()
    {
        var finished = new TaskCompletionSource();
        finished.SetResult();
        return finished;
    }
}
