using Metrics.Forecasting;
using Metrics.Intake.Live;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Metrics.Host.Live;

/// <summary>Forecasts the year anew when a day is over and known, and keeps what it says.</summary>
internal sealed class ForecastWorker(OpenWarehouse warehouse, TimeProvider time, ILogger log) : Worker("forecasts", new SourceStatus(time), time, log)
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;
    private readonly YearForecaster _forecaster = new();
    private readonly Dictionary<string, LocalDate> _tried = new(StringComparer.Ordinal);

    protected override async Task RunAsync(CancellationToken stop)
    {
        Status.Becomes(SourceState.Reading);
        while (true)
        {
            foreach (var organisation in warehouse.Pipelines.Organisations.Values.Where(o => o.Report.Sections.Count > 0)) await KeepAsync(organisation, stop).ConfigureAwait(false);
            Status.Becomes(SourceState.Reading);
            await Task.Delay(LooksEvery, _time, stop).ConfigureAwait(false);
        }
    }

    // Asked on a connection of its own, beside whoever writes; only keeping it takes a turn.
    private async Task KeepAsync(Organisation organisation, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        var (day, made) = await warehouse.AskAsync(w => Make(w, organisation), stop).ConfigureAwait(false);
        if (day is { } tried) _tried[organisation.Id] = tried;
        if (made.Count == 0) return;
        await warehouse.WriteAsync(w => new PrognosisQuery(w).Keep(made), stop).ConfigureAwait(false);
        LiveLog.Forecast(_log, organisation.Id, made.Count, (long)_time.GetElapsedTime(began).TotalMilliseconds);
    }

    // Where nothing can be said of a day, it is not asked about again, and other organisations are none the worse for it.
    private (LocalDate? Day, IReadOnlyList<KeptPrognosis> Made) Make(MetricsWarehouse asked, Organisation organisation)
    {
        var keeper = new PrognosisKeeper(asked, _forecaster);
        if (keeper.LastDay(organisation) is not { } day || _tried.GetValueOrDefault(organisation.Id) >= day || !keeper.IsDue(organisation)) return (null, []);
        try
        {
            return (day, keeper.Make(organisation));
        }
        catch (QuestionException)
        {
            return (day, []);
        }
    }
}
