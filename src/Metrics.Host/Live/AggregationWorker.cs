using Metrics.ServiceDesk;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>Commits what the sources hand over: one transaction stores the events, folds the facts and makes the cells anew.</summary>
internal sealed class AggregationWorker(OpenWarehouse warehouse, CommitQueue queue, TimeProvider time, ILogger log) : StoringWorker("aggregation", queue, time, log)
{
    protected override Task<BatchResult> StoreAsync(Batch batch, CancellationToken stop) => warehouse.WriteAsync(w => w.Commit(batch), stop);

    // The engine may need the file to be opened again after a fault, a full disk among them; where it doesn't, that does no harm.
    protected override Task RecoverAsync(CancellationToken stop) => warehouse.ReopenAsync(stop);
}
