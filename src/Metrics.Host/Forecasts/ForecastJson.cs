using Metrics.Forecasting;

namespace Metrics.Host.Forecasts;

/// <summary>The shapes of forecasts for programs, the same from every surface.</summary>
public static class ForecastJson
{
    /// <summary>A value to come.</summary>
    public static object Of(MeasureRow row) => new
    {
        period = row.Period, mean = row.Forecast.Mean, lo80 = row.Forecast.Low80, hi80 = row.Forecast.High80, lo95 = row.Forecast.Low95, hi95 = row.Forecast.High95, model = row.Model,
    };

    /// <summary>How a method would have fared, at one step ahead.</summary>
    /// <param name="series">The measure or series.</param>
    /// <param name="row">The score.</param>
    public static object Of(string series, BacktestRow row) => new
    {
        series, model = row.Model, horizon = row.Horizon, mase = row.Mase, wape = row.Wape, coverage80 = row.Coverage80, coverage95 = row.Coverage95,
    };

    /// <summary>Who is needed on a day.</summary>
    public static object Of(IReadOnlyList<StaffingRow> rows, StaffingGoal goal) => new
    {
        model = goal.Model,
        rows = rows.Select(r => new
        {
            period = r.Period, calls = r.Calls.Mean, callsLow80 = r.Calls.Low80, callsHigh80 = r.Calls.High80, agents = r.Service.Agents, agentsHigh80 = r.AgentsHigh,
            answeredWithin = r.Service.AnsweredWithin, abandoned = r.Service.Abandoned, occupancy = r.Service.Occupancy,
        }),
    };
}
