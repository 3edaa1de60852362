using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>The batches that a source has handed over and that are not committed yet, in order.</summary>
internal sealed class Handed
{
    private readonly Queue<(Batch Batch, Task<BatchResult> Committed)> _waiting = new();

    /// <summary>A batch was handed over.</summary>
    public void Add(Batch batch, Task<BatchResult> committed) => _waiting.Enqueue((batch, committed));

    /// <summary>The batches committed since it was asked last. What went wrong with one is thrown.</summary>
    public async Task<IReadOnlyList<Batch>> CommittedAsync()
    {
        var done = new List<Batch>();
        while (_waiting.TryPeek(out var first) && first.Committed.IsCompleted)
        {
            await first.Committed.ConfigureAwait(false);
            done.Add(_waiting.Dequeue().Batch);
        }

        return done;
    }

    /// <summary>Waits until all are committed; what went wrong with one is thrown.</summary>
    public async Task<IReadOnlyList<Batch>> AllAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(_waiting.Select(w => w.Committed)).WaitAsync(cancellation).ConfigureAwait(false);
        return await CommittedAsync().ConfigureAwait(false);
    }
}
