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

    // And so they do while it counts: after each part it rests so many times as long, and holds no moment meanwhile, of which the engine would have to keep all.
    private const int Rests = 4;

    private readonly TimeProvider _time = time;

    protected override async Task RunAsync(CancellationToken stop)
    {
        Status.Becomes(SourceState.Reading);
        while (true)
        {
            await Task.Delay(Every, _time, stop).ConfigureAwait(false);
            var differences = new List<string>();
            foreach (var organisation in warehouse.Pipelines.Organisations.Values) await LookAsync(organisation, differences, stop).ConfigureAwait(false);
            if (differences.Count == 0) Status.Becomes(SourceState.Reading);
            else Status.Becomes(SourceState.Stopped, $"{differences.Count} figures differ between surfaces; run metrics verify. The first: {differences[0]}");
        }
    }

    private async Task LookAsync(Organisation organisation, List<string> differences, CancellationToken stop)
    {
        foreach (var part in await walls.AskAsync(organisation, (w, wall) => new Agreement(w, wall).Parts(), stop).ConfigureAwait(false))
        {
            var began = _time.GetTimestamp();
            differences.AddRange(await walls.AskAsync(organisation, (w, wall) => part(new Agreement(w, wall)).ToArray(), stop).ConfigureAwait(false));
            await Task.Delay(_time.GetElapsedTime(began) * Rests, _time, stop).ConfigureAwait(false);
        }
    }
}
