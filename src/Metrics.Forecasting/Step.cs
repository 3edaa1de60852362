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
internal static class Steps
{
    /// <summary>Values in a season.</summary>
    public static int Season(this Step step) => step switch { Step.Month => 12, Step.Day => 7, Step.Hour => 24, _ => 48 };
}
