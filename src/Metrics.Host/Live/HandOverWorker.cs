using Metrics.ServiceDesk;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>
/// Sends what the sources hand over to the service that owns the database. A batch whose answer was lost is sent again; if it had been
/// stored, its positions have moved, and its source goes on from there.
/// </summary>
internal sealed class HandOverWorker(OwnerClient owner, CommitQueue queue, TimeProvider time, ILogger log) : StoringWorker("hand-over", queue, time, log)
{
    protected override Task<BatchResult> StoreAsync(Batch batch, CancellationToken stop) => owner.CommitAsync(batch, stop);
}
