using Metrics.Forecasting;
using Metrics.Host.Forecasts;
using Metrics.Host.Live;
using Metrics.ServiceDesk;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Wall;

/// <summary>What a unit's day is forecast to bring.</summary>
/// <param name="Before">Its half-hours from midnight on, as they were forecast before it began.</param>
/// <param name="Rest">Those that aren't over, as they are forecast now that the others are known; empty where that isn't known.</param>
public sealed record DayForecast(IReadOnlyList<MeasureRow> Before, IReadOnlyList<MeasureRow> Rest);

/// <summary>What today's half-hours are forecast to bring: made when the day begins, and its rest anew when a half-hour is over, beside everything else.</summary>
internal sealed class WallForecasts(Organisation organisation, OpenWarehouse warehouse)
{
    private const int HalfHoursOfDay = 48;

    private readonly Lock _lock = new();
    private (LocalDate Day, long HalfHour)? _asked;
    private bool _isMaking;
    private LocalDate? _day;
    private IReadOnlyDictionary<string, DayForecast> _made = new Dictionary<string, DayForecast>(StringComparer.Ordinal);

    /// <summary>The forecasts of the day by unit, as far as they are made.</summary>
    public Func<string?, DayForecast?> At(Instant now)
    {
        var at = (organisation.DayOf(now), now.ToUnixTimeSeconds() / (30 * 60));
        lock (_lock)
        {
            if (_asked != at && !_isMaking)
            {
                (_asked, _isMaking) = (at, true);
                _ = Task.Run(() => MakeAsync(at.Item1));
            }

        }

        var made = OfDay(at.Item1);
        return unit => made.GetValueOrDefault(unit ?? "");
    }

    // Yesterday's say nothing of today.
    private IReadOnlyDictionary<string, DayForecast> OfDay(LocalDate day)
    {
        lock (_lock) return _day == day ? _made : new Dictionary<string, DayForecast>(StringComparer.Ordinal);
    }

    private async Task MakeAsync(LocalDate day)
    {
        try
        {
            var made = await MadeAsync(day, OfDay(day)).ConfigureAwait(false);
            lock (_lock) (_day, _made) = (day, made);
        }
        finally
        {
            lock (_lock) _isMaking = false;
        }
    }

    private async Task<Dictionary<string, DayForecast>> MadeAsync(LocalDate day, IReadOnlyDictionary<string, DayForecast> before)
    {
        var made = new Dictionary<string, DayForecast>(StringComparer.Ordinal);
        foreach (var unit in organisation.Units.Select(u => u.Id))
        {
            var morning = before.TryGetValue(unit, out var known) ? known.Before : await RowsAsync(unit, day).ConfigureAwait(false);
            if (morning.Count == 0) continue;
            var today = ServiceDesk.Time.PeriodKey.Of(ServiceDesk.Time.PeriodKind.Day, day);
            made[unit] = new DayForecast(morning, [.. (await RowsAsync(unit, null).ConfigureAwait(false)).Where(r => r.Period.StartsWith(today, StringComparison.Ordinal))]);
        }

        return made;
    }

    // From a day on as if nothing of it were known, or from now on.
    private async Task<IReadOnlyList<MeasureRow>> RowsAsync(string unit, LocalDate? origin)
    {
        var question = new KpiQuestion { Organisation = organisation, Kpis = ["contacts-offered"], Only = new Dictionary<Dimension, string> { [Dimension.Unit] = unit } };
        try
        {
            return await warehouse.AskAsync(w => new MeasureForecaster(w).Forecast(new MeasureQuestion(question, Step.HalfHour, HalfHoursOfDay, origin)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is QuestionException or WarehouseException)
        {
            // Nothing is known to forecast from; the wall shows none.
            return [];
        }
    }
}
