using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.ServiceDesk.Alarms;

/// <summary>What an alarm looks at.</summary>
public enum AlarmWatch
{
    /// <summary>A KPI's figure, against a limit.</summary>
    Figure,

    /// <summary>How long the one waits that has waited longest, in seconds, against a limit.</summary>
    LongestWait,

    /// <summary>Promises past their warning point; an alarm a ticket.</summary>
    Deadline,

    /// <summary>Sources that were silent for longer than the organisation's file allows; an alarm a source.</summary>
    SilentSource,

    /// <summary>Half-hours that bring more or fewer contacts than what 95 % hold.</summary>
    UnusualHalfHour,
}

/// <summary>What a figure is of.</summary>
public enum AlarmWindow
{
    /// <summary>Today so far.</summary>
    Today,

    /// <summary>The quarter of an hour that runs and the one before.</summary>
    Now,
}

/// <summary>
/// A limit with two ends: an alarm is raised beyond the one and cleared when the figure has come back over the other, so that a figure which
/// swings about the limit doesn't raise it each time (hysteresis).
/// </summary>
/// <param name="IsBelow">Whether figures below it are beyond.</param>
/// <param name="Raise">Beyond this it is raised, in the figure's unit: 0.8 for 80 %.</param>
/// <param name="Clear">From here on it is cleared.</param>
/// <param name="IsShare">Whether people say it in per cent.</param>
public sealed record AlarmLimit(bool IsBelow, decimal Raise, decimal Clear, bool IsShare)
{
    /// <summary>Whether a figure is beyond it.</summary>
    public bool IsBeyond(decimal value) => IsBelow ? value < Raise : value > Raise;

    /// <summary>Whether a figure has come back.</summary>
    public bool IsBack(decimal value) => IsBelow ? value >= Clear : value <= Clear;
}

/// <summary>When somebody is to be told.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Watch">What it looks at.</param>
public sealed record AlarmRule(string Id, Label Label, AlarmWatch Watch)
{
    /// <summary>The KPI of a figure; its contractual variant is watched.</summary>
    public string? Kpi { get; init; }

    /// <summary>What the figure is of.</summary>
    public AlarmWindow Window { get; init; }

    /// <summary>The limit of a figure or a wait.</summary>
    public AlarmLimit? Limit { get; init; }

    /// <summary>Figures of fewer cases say nothing; 0 is none too few.</summary>
    public int AtLeast { get; init; }

    /// <summary>How long it must last before it is raised.</summary>
    public Duration Lasts { get; init; }

    /// <summary>The units it is about, each by itself; empty is all.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Whether it is about a unit.</summary>
    public bool IsAbout(string? unit) => Units.Count == 0 || (unit is not null && Units.Contains(unit, StringComparer.Ordinal));
}
