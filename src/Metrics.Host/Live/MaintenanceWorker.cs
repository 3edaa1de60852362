using Metrics.Intake.Live;
using Metrics.Pipelines.Service;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>Keeps the database in shape: writes its write-ahead log into the file on a schedule, so that transactions stay fast and a start is short; and
/// learns what the log holds, so that transactions needn't look; gives memory and free space back when it is much.</summary>
internal sealed class MaintenanceWorker(OpenWarehouse warehouse, ServiceSettings settings, TimeProvider time, ILogger log) : Worker("maintenance", new SourceStatus(time), time, log)
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    // Commits wait for a checkpoint, and one that also merges takes seconds after a busy hour; compacting copies the whole file. So both wait until little has
    // been written for some seconds (one second may just be a commit that waits for something), but merging no longer than this, and compacting until this many times as much is free.
    private static readonly TimeSpan MergesEvery = TimeSpan.FromHours(1);
    private const int MuchMore = 16;
    private const long Little = 256 << 10;
    private const int CalmSeconds = 10;

    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    protected override async Task RunAsync(CancellationToken stop)
    {
        Status.Becomes(SourceState.Reading);
        var (last, merged, size, kept, calm) = (_time.GetTimestamp(), _time.GetTimestamp(), 0L, settings.KeepBytes, 0);
        while (true)
        {
            await Task.Delay(LooksEvery, _time, stop).ConfigureAwait(false);
            // Anew after the file was opened again.
            while (await warehouse.AskAsync(w => w.LearnLog(), stop).ConfigureAwait(false))
            {
            }

            // What it couldn't let go of is not asked for again.
            if (await warehouse.AskAsync(w => w.HeldMemory(), stop).ConfigureAwait(false) > kept + (settings.KeepBytes / 2) && await warehouse.GiveBackAsync(settings.KeepBytes, stop).ConfigureAwait(false) is { } held)
                kept = Math.Max(settings.KeepBytes, held);

            var written = new FileInfo(warehouse.Path + ".wal");
            var grown = written.Exists ? written.Length - size : 0;
            size = written.Exists ? written.Length : 0;
            calm = grown < Little ? calm + 1 : 0;
            if (size == 0 || (size < settings.CheckpointBytes && _time.GetElapsedTime(last) < settings.CheckpointEvery)) continue;
            var merges = calm >= CalmSeconds || _time.GetElapsedTime(merged) > MergesEvery;
            last = _time.GetTimestamp();
            if (merges) merged = last;
            await warehouse.WriteAsync(w => w.Checkpoint(merges), stop).ConfigureAwait(false);
            size = 0;
            LiveLog.Checkpointed(_log, Path.GetFileName(warehouse.Path), (long)_time.GetElapsedTime(last).TotalMilliseconds);
            await CompactAsync(calm >= CalmSeconds ? settings.CompactBytes : settings.CompactBytes * MuchMore, stop).ConfigureAwait(false);
            Status.Becomes(SourceState.Reading);
        }
    }

    private async Task CompactAsync(long least, CancellationToken stop)
    {
        var (all, free) = await warehouse.AskAsync(w => w.Space(), stop).ConfigureAwait(false);
        if (free < least || free <= all / 2) return;
        var began = _time.GetTimestamp();
        if (await warehouse.CompactAsync(stop).ConfigureAwait(false)) LiveLog.Compacted(_log, Path.GetFileName(warehouse.Path), free >> 20, (long)_time.GetElapsedTime(began).TotalMilliseconds);
    }
}
