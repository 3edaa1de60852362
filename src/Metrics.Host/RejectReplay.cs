using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;

namespace Metrics.Host;

/// <summary>What became of rejects that were read again.</summary>
/// <param name="Read">Rejects read again.</param>
/// <param name="Mended">Those that are events now.</param>
/// <param name="Result">What became of these events.</param>
/// <param name="StillWrong">The first of those that still are not, with what is wrong now.</param>
public sealed record ReplayOutcome(long Read, long Mended, BatchResult Result, IReadOnlyList<KeptReject> StillWrong);

/// <summary>
/// Reads rejected CloudEvents again after a mend: an organisation that was missing, a newer version that knows the type. What is an event now is
/// committed together with that it is mended, so a replay that dies goes on where it was. Records of mapped files are read again with their file.
/// </summary>
public static class RejectReplay
{
    private const int AtATime = 5000;
    private const int Shown = 100;

    /// <summary>Reads them again.</summary>
    /// <param name="warehouse">The warehouse, whose writer the caller is.</param>
    /// <param name="source">Only of this source, or of those below it; null is all that are CloudEvents.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static ReplayOutcome Run(MetricsWarehouse warehouse, string? source, CancellationToken cancellation)
    {
        var decoder = new CloudEventDecoder(Organisation.DefaultId, warehouse.Pipelines.Organisations);
        var (after, read, mended, result, wrong) = (default(RejectKey), 0L, 0L, default(BatchResult), new List<KeptReject>());
        while (new RejectQuery(warehouse).Answer(source, after, AtATime) is { Count: > 0 } rejects)
        {
            cancellation.ThrowIfCancellationRequested();
            after = rejects[^1].Key;
            var (events, keys) = (new List<ServiceEvent>(), new List<RejectKey>());
            foreach (var kept in rejects)
            {
                read++;
                if (decoder.TryDecode(kept.Reject.Raw, out var e) is { } fault)
                {
                    if (wrong.Count < Shown) wrong.Add(kept with { Reject = kept.Reject with { Field = fault.Pointer, Reason = fault.Reason } });
                    continue;
                }

                events.Add(e!);
                keys.Add(kept.Key);
            }

            if (keys.Count == 0) continue;
            result += warehouse.Commit(new Batch(events, [], [], events.Count) { Mends = keys });
            mended += keys.Count;
        }

        return new ReplayOutcome(read, mended, result, wrong);
    }
}
