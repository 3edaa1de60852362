using Metrics.Intake.Live;
using Metrics.ServiceDesk;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>
/// Stores what the sources hand over: all that waits is stored together, and what comes meanwhile goes together the next time. The busier
/// it is, the less an event costs.
/// </summary>
/// <param name="name">What it is called in health and logs.</param>
/// <param name="queue">What the sources have handed over.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told when the state changes.</param>
internal abstract class StoringWorker(string name, CommitQueue queue, TimeProvider time, ILogger log) : Worker(name, new SourceStatus(time), time, log)
{
    // What is stored together: it is as much only when much waits, and then the fixed cost of storing, spread over many events, decides how soon
    // all of it is stored.
    private const int MaxEvents = 60_000;

    // Taken from the queue and not stored yet; after a fault it is tried again with the same batches.
    private readonly List<WaitingBatch> _taken = [];

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when nothing more can come and all that came is stored.</summary>
    public Task Drained => _drained.Task;

    /// <summary>The service stops: whoever still waits learns that nothing of it is stored.</summary>
    public void GiveUp()
    {
        while (queue.Reader.TryRead(out var waiting)) _taken.Add(waiting);
        foreach (var waiting in _taken) waiting.Done.TrySetCanceled();
        _taken.Clear();
    }

    /// <summary>Stores a batch, whole or not at all.</summary>
    /// <exception cref="PositionMovedException">A position doesn't go on from the stored one; nothing is stored.</exception>
    protected abstract Task<BatchResult> StoreAsync(Batch batch, CancellationToken stop);

    /// <summary>Something went wrong last time: what must be done before it is tried again.</summary>
    protected virtual Task RecoverAsync(CancellationToken stop) => Task.CompletedTask;

    protected override async Task RunAsync(CancellationToken stop)
    {
        if (_taken.Count > 0)
        {
            await RecoverAsync(stop).ConfigureAwait(false);
            await StoreTakenAsync(stop).ConfigureAwait(false);
        }

        Status.Becomes(SourceState.Reading);
        while (await queue.Reader.WaitToReadAsync(stop).ConfigureAwait(false))
        {
            Take();
            await StoreTakenAsync(stop).ConfigureAwait(false);
        }

        _drained.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false);
    }

    private void Take()
    {
        var events = 0;
        while (events < MaxEvents && queue.Reader.TryPeek(out var next))
        {
            if (_taken.Count > 0 && _taken[0].Batch.TrustsRecordedTime != next.Batch.TrustsRecordedTime) break;
            queue.Reader.TryRead(out _);
            _taken.Add(next);
            events += next.Batch.Events.Count;
        }
    }

    private async Task StoreTakenAsync(CancellationToken stop)
    {
        if (_taken.Count > 1)
        {
            try
            {
                Done(_taken, await StoreAsync(Together(), stop).ConfigureAwait(false));
                return;
            }
            catch (PositionMovedException)
            {
                // One of them doesn't go on from what is stored; the others do.
            }
        }

        while (_taken.Count > 0)
        {
            var one = _taken[0];
            try
            {
                Done([one], await StoreAsync(one.Batch, stop).ConfigureAwait(false));
            }
            catch (PositionMovedException e)
            {
                one.Done.SetException(e);
                _taken.Remove(one);
            }
        }
    }

    private Batch Together() => new(
        [.. _taken.SelectMany(t => t.Batch.Events)], [.. _taken.SelectMany(t => t.Batch.Rejects)], [.. _taken.SelectMany(t => t.Batch.Positions)], _taken.Sum(t => t.Batch.Records))
    {
        TrustsRecordedTime = _taken[0].Batch.TrustsRecordedTime,
    };

    private void Done(List<WaitingBatch> stored, BatchResult result)
    {
        foreach (var one in stored) Status.Read(one.Batch);
        // Of several stored together each gets what became of all: nobody counts by it.
        foreach (var one in stored) one.Done.SetResult(result);
        if (ReferenceEquals(stored, _taken)) _taken.Clear();
        else _taken.RemoveAll(stored.Contains);
    }
}
