using Metrics.Host.Live;
using Metrics.Host.Wall;
using Metrics.Intake.Live;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Alarms;
using Metrics.Warehouse.Queries;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Alarms;

/// <summary>Raises and clears alarms as figures change, and at least every few seconds as time goes by.</summary>
internal sealed class AlarmWorker(OpenWarehouse warehouse, WallFeed walls, TimeProvider time, ILogger log) : Worker("alarms", new SourceStatus(time), time, log)
{
    // Nobody is called within a second; figures that swing within two seconds are no news.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time = time;
    private readonly (Organisation Organisation, AlarmWatcher Watcher)[] _watched = [.. warehouse.Pipelines.Organisations.Values.Where(o => o.Alarms.Count > 0).Select(o => (o, new AlarmWatcher(o.Id)))];

    protected override async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            var changed = warehouse.NextChange;
            foreach (var (organisation, watcher) in _watched) await LookAsync(organisation, watcher, stop).ConfigureAwait(false);
            Status.Becomes(SourceState.Reading);
            await Task.Delay(Least, _time, stop).ConfigureAwait(false);
            await Task.WhenAny(changed, Task.Delay(Most - Least, _time, stop)).ConfigureAwait(false);
        }
    }

    // The log decides which alarms there are: whoever starts again goes on with them.
    private async Task LookAsync(Organisation organisation, AlarmWatcher watcher, CancellationToken stop)
    {
        var changes = await walls.AskAsync(organisation, (w, wall) => watcher.Take(organisation.Alarms, wall.Alarms, new AlarmReadings(w, wall).Read(), wall.Now), stop).ConfigureAwait(false);
        if (changes.Count > 0) await warehouse.WriteAsync(w => new AlarmQuery(w).Keep(organisation, changes), stop).ConfigureAwait(false);
    }
}
