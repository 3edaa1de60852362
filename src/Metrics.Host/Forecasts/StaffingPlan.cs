using Metrics.Forecasting;
using Metrics.Forecasting.Staffing;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Forecasts;

/// <summary>What callers are promised, and what they take.</summary>
/// <param name="HandlingSeconds">Mean seconds that a call takes an agent, after-work included.</param>
/// <param name="WithinSeconds">Seconds that an answer may take.</param>
/// <param name="SharePercent">Per cent of the calls offered that are to be answered in that time.</param>
/// <param name="PatienceSeconds">Mean seconds that callers wait before they hang up (Erlang A); null is for ever (Erlang C).</param>
public sealed record StaffingGoal(double HandlingSeconds, double WithinSeconds, double SharePercent, double? PatienceSeconds)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault => this switch
    {
        { HandlingSeconds: not (> 0 and <= 36_000) } => "handling: above 0 and at most 36 000 seconds",
        { WithinSeconds: not (>= 0 and <= 36_000) } => "within: 0 to 36 000 seconds",
        { SharePercent: not (> 0 and < 100) } => "share: above 0 and below 100 per cent",
        { PatienceSeconds: not (null or > 0 and <= 36_000) } => "patience: above 0 and at most 36 000 seconds",
        _ => null,
    };

    /// <summary>What the formula is called.</summary>
    public string Model => PatienceSeconds is null ? "erlang-c" : "erlang-a";

    /// <summary>The fewest agents that keep it.</summary>
    /// <param name="callsAnHour">Calls an hour.</param>
    public QueueService Fewest(double callsAnHour) => Erlang.Fewest(new QueueLoad(callsAnHour, HandlingSeconds), SharePercent / 100, WithinSeconds, PatienceSeconds);
}

/// <summary>Who is needed in a half-hour.</summary>
/// <param name="Period">The half-hour: 2023-12-01T08:30.</param>
/// <param name="Calls">The calls that are forecast.</param>
/// <param name="Service">The fewest agents for the forecast, and how the queue does with them.</param>
/// <param name="AgentsHigh">The fewest agents for as many calls as the upper bound of 80 %.</param>
public sealed record StaffingRow(string Period, Forecast Calls, QueueService Service, int AgentsHigh);

/// <summary>Who is needed on a day, half-hour by half-hour.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class StaffingPlan(MetricsWarehouse warehouse)
{
    private const int HalfHoursAnHour = 2;
    private const int HalfHoursOfDay = 48;
    private const int MostDaysAhead = 92;

    /// <summary>Makes a day's plan of its forecast.</summary>
    /// <param name="calls">The measure and its cut.</param>
    /// <param name="day">The day; null is the next that isn't known. One that is known is forecast as if nothing were known from it on.</param>
    /// <param name="goal">What is promised.</param>
    /// <returns>The half-hours in which anybody may call.</returns>
    /// <exception cref="QuestionException">The goal is none, or the day lies too far ahead.</exception>
    public IReadOnlyList<StaffingRow> Of(KpiQuestion calls, LocalDate? day, StaffingGoal goal)
    {
        if (goal.Fault is { } fault) throw new QuestionException(fault);
        var today = warehouse.Today(calls.Organisation, calls.AsOf);
        var next = new ReportQuery(warehouse).AsKnown(calls.Organisation, calls.AsOf, k => k.Span()) is { } span ? LocalDate.Min(span.Last.PlusDays(1), today) : today;
        var ahead = day is { } asked ? Period.DaysBetween(next, asked) : 0;
        if (ahead > MostDaysAhead) throw new QuestionException($"day: at most {MostDaysAhead} days after {next:uuuu-MM-dd} can be planned");
        var rows = new MeasureForecaster(warehouse).Forecast(new MeasureQuestion(calls, Step.HalfHour, (Math.Max(0, ahead) + 1) * HalfHoursOfDay, ahead > 0 ? null : day));
        var only = day is { } of ? PeriodKey.Of(PeriodKind.Day, of) : rows.Select(r => r.Period.Split('T')[0]).FirstOrDefault() ?? "";
        return
        [
            .. rows.Where(r => r.Period.StartsWith(only, StringComparison.Ordinal) && r.Forecast.High80 > 0)
                .Select(r => new StaffingRow(r.Period, r.Forecast, goal.Fewest(HalfHoursAnHour * r.Forecast.Mean), goal.Fewest(HalfHoursAnHour * r.Forecast.High80).Agents)),
        ];
    }
}
