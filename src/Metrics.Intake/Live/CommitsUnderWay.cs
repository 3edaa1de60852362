using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>The batches of one source that are handed over and not yet committed: a few, and a fault of one is noticed.</summary>
/// <param name="queue">Receives them.</param>
/// <param name="most">How many may be under way.</param>
internal sealed class CommitsUnderWay(ICommitQueue queue, int most) : IDisposable
{
    private readonly Queue<Task<BatchResult>> _commits = new();

    /// <summary>Whether one was not committed: no fault of a file.</summary>
    public bool HaveFailed { get; private set; }

    /// <summary>Hands a batch over, as soon as there is room.</summary>
    /// <exception cref="PositionMovedException">An earlier one didn't go on from what is stored.</exception>
    public async Task AddAsync(Batch batch, CancellationToken cancellation)
    {
        while (_commits.Count >= most) await OldestAsync(cancellation).ConfigureAwait(false);
        HaveFailed = true;
        _commits.Enqueue(await queue.EnqueueAsync(batch, cancellation).ConfigureAwait(false));
        HaveFailed = false;
    }

    /// <summary>Notices what has become of those that are done, without waiting for others.</summary>
    /// <exception cref="PositionMovedException">One didn't go on from what is stored.</exception>
    public async Task NoticeAsync()
    {
        while (_commits.TryPeek(out var oldest) && oldest.IsCompleted) await OldestAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Waits until all are committed.</summary>
    /// <exception cref="PositionMovedException">One didn't go on from what is stored.</exception>
    public async Task AllAsync(CancellationToken cancellation)
    {
        while (_commits.Count > 0) await OldestAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Leaves the others to themselves: what becomes of them is stored or not, and the next run reads what is.</summary>
    public void Dispose()
    {
        foreach (var commit in _commits) _ = IgnoreAsync(commit);
        _commits.Clear();
    }

    private static async Task IgnoreAsync(Task commit) => await commit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task OldestAsync(CancellationToken cancellation)
    {
        HaveFailed = true;
        await _commits.Peek().WaitAsync(cancellation).ConfigureAwait(false);
        _ = _commits.Dequeue();
        HaveFailed = false;
    }
}
