using Metrics.Host.Live;
using Metrics.Intake.Live;
using Metrics.ServiceDesk;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Wall;

/// <summary>Holds the surfaces of each organisation against each other now and then: where they differ, health says so until they agree again.</summary>
internal sealed class AgreementWorker(OpenWarehouse warehouse, WallFeed walls, TimeProvider time, ILogger log) : Worker("agreement", new SourceStatus(time), time, log)
{
    // It counts facts anew, which takes seconds of a processor: after a start others come first.
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    // And so they do while it counts: after each receipt it rests so many times as long.
    private const int Rests = 4;

    private readonly TimeProvider _time = time;

    protected override async Task RunAsync(CancellationToken stop)
    {
        Status.Becomes(SourceState.Reading);
        while (true)
        {
            await Task.Delay(Every, _time, stop).ConfigureAwait(false);
            var differences = new List<string>();
            foreach (var organisation in warehouse.Pipelines.Organisations.Values) differences.AddRange(await DifferencesAsync(organisation, stop).ConfigureAwait(false));
            if (differences.Count == 0) Status.Becomes(SourceState.Reading);
            else Status.Becomes(SourceState.Stopped, $"{differences.Count} figures differ between surfaces; run metrics verify. The first: {differences[0]}");
        }
    }

    private Task<IReadOnlyList<string>> DifferencesAsync(Organisation organisation, CancellationToken stop) => walls.AskAsync(organisation, (w, wall) => new Agreement(w, wall, Resting(stop)).Differences(), stop);

    private Action Resting(CancellationToken stop)
    {
        var since = _time.GetTimestamp();
        return () =>
        {
            stop.WaitHandle.WaitOne(_time.GetElapsedTime(since) * Rests);
            stop.ThrowIfCancellationRequested();
            since = _time.GetTimestamp();
        };
    }
}
