using NodaTime;

namespace Metrics.Forecasting;

/// <summary>How far apart the values of a series are.</summary>
public enum Step
{
    /// <summary>A month; a season is a year.</summary>
    Month,

    /// <summary>A day; a season is a week.</summary>
    Day,

    /// <summary>An hour; a season is a day.</summary>
    Hour,

    /// <summary>Half an hour; a season is a day.</summary>
    HalfHour,
}

/// <summary>What follows from a step.</summary>
public static class Steps
{
    private const int MinutesOfHalfHour = 30;

    /// <summary>The step that users call by a name: month, day, hour or 30min.</summary>
    /// <returns>Null when there is none.</returns>
    public static Step? Find(string name) => Enum.GetValues<Step>().Cast<Step?>().FirstOrDefault(s => s!.Value.Name() == name);

    /// <summary>What users call it by.</summary>
    public static string Name(this Step step) => step switch { Step.Month => "month", Step.Day => "day", Step.Hour => "hour", _ => "30min" };

    /// <summary>Values in a season.</summary>
    public static int Season(this Step step) => step switch { Step.Month => 12, Step.Day => 7, Step.Hour => 24, _ => 48 };

    /// <summary>Values in the season around that one, a week of days; 0 is none.</summary>
    public static int OuterSeason(this Step step) => step is Step.Hour or Step.HalfHour ? 7 * step.Season() : 0;

    /// <summary>How far ahead a backtest looks, whatever is asked for: what a forecast says of a month must not depend on how many more are wanted.</summary>
    public static int LookAhead(this Step step) => step switch { Step.Month => 18, Step.Day => 28, Step.Hour => 48, _ => 96 };

    /// <summary>Whole steps from one moment to another.</summary>
    public static int Between(this Step step, LocalDateTime from, LocalDateTime to) => step switch
    {
        Step.Month => ((to.Year - from.Year) * 12) + to.Month - from.Month,
        Step.Day => (int)Period.Between(from, to, PeriodUnits.Days).Days,
        Step.Hour => (int)Period.Between(from, to, PeriodUnits.Hours).Hours,
        _ => (int)(Period.Between(from, to, PeriodUnits.Minutes).Minutes / MinutesOfHalfHour),
    };

    /// <summary>The moment some steps later; the last day of a month stays the last.</summary>
    public static LocalDateTime After(this Step step, LocalDateTime from, int steps) => step switch
    {
        Step.Month when from.Day == from.Calendar.GetDaysInMonth(from.Year, from.Month) => from.PlusDays(1).PlusMonths(steps).PlusDays(-1),
        Step.Month => from.PlusMonths(steps),
        Step.Day => from.PlusDays(steps),
        Step.Hour => from.PlusHours(steps),
        _ => from.PlusMinutes((long)steps * MinutesOfHalfHour),
    };
}
