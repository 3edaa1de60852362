using Metrics.Intake.Live;
using Metrics.ServiceDesk;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>
/// Commits what the sources hand over: all that waits goes into one transaction, which also folds the facts and makes the cells
/// anew, so what comes while one transaction runs goes together into the next. The busier it is, the fewer transactions an event costs.
/// </summary>
internal sealed class AggregationWorker(OpenWarehouse warehouse, CommitQueue queue, TimeProvider time, ILogger log)
    : Worker("aggregation", new SourceStatus(time), time, log)
{
    // One transaction's events: enough to spread its fixed cost, few enough that the next events don't wait long.
    private const int MaxEvents = 20_000;

    // Taken from the queue and not committed yet; a transaction that failed is tried again with the same batches.
    private readonly List<WaitingBatch> _taken = [];

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when nothing more can come and all that came is committed.</summary>
    public Task Drained => _drained.Task;

    protected override async Task RunAsync(CancellationToken stop)
    {
        if (_taken.Count > 0) await RecoverAsync(stop).ConfigureAwait(false);
        Status.Becomes(SourceState.Reading);
        while (_taken.Count > 0 || await queue.Reader.WaitToReadAsync(stop).ConfigureAwait(false))
        {
            Take();
            await CommitAsync(stop).ConfigureAwait(false);
        }

        _drained.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false);
    }

    /// <summary>The service stops: whoever still waits learns that nothing of it is stored.</summary>
    public void GiveUp()
    {
        while (queue.Reader.TryRead(out var waiting)) _taken.Add(waiting);
        foreach (var waiting in _taken) waiting.Done.TrySetCanceled();
        _taken.Clear();
    }

    private void Take()
    {
        var events = _taken.Sum(t => t.Batch.Events.Count);
        while (events < MaxEvents && queue.Reader.TryPeek(out var next))
        {
            if (_taken.Count > 0 && _taken[0].Batch.TrustsRecordedTime != next.Batch.TrustsRecordedTime) break;
            queue.Reader.TryRead(out _);
            _taken.Add(next);
            events += next.Batch.Events.Count;
        }
    }

    private async Task CommitAsync(CancellationToken stop)
    {
        if (_taken.Count > 1)
        {
            try
            {
                Done(_taken, await warehouse.WriteAsync(w => w.Commit(Together()), stop).ConfigureAwait(false));
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
                Done([one], await warehouse.WriteAsync(w => w.Commit(one.Batch), stop).ConfigureAwait(false));
            }
            catch (PositionMovedException e)
            {
                one.Done.SetException(e);
                _taken.Remove(one);
            }
        }
    }

    // The engine may need the file to be opened again after a fault, a full disk among them; where it doesn't, that does no harm.
    private async Task RecoverAsync(CancellationToken stop)
    {
        await warehouse.ReopenAsync(stop).ConfigureAwait(false);
        await CommitAsync(stop).ConfigureAwait(false);
    }

    private Batch Together() => new(
        [.. _taken.SelectMany(t => t.Batch.Events)], [.. _taken.SelectMany(t => t.Batch.Rejects)], [.. _taken.SelectMany(t => t.Batch.Positions)], _taken.Sum(t => t.Batch.Records))
    {
        TrustsRecordedTime = _taken[0].Batch.TrustsRecordedTime,
    };

    private void Done(List<WaitingBatch> committed, BatchResult result)
    {
        foreach (var one in committed) Status.Read(one.Batch);
        // Of several in one transaction each gets what became of all: nobody counts by it.
        foreach (var one in committed) one.Done.SetResult(result);
        if (ReferenceEquals(committed, _taken)) _taken.Clear();
        else _taken.RemoveAll(committed.Contains);
    }
}
