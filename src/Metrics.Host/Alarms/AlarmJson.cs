using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Host.Alarms;

/// <summary>The shape of alarms for pages and programs.</summary>
public static class AlarmJson
{
    /// <summary>An alarm; <c>value</c> is in the figure's unit, 0.8 for 80 %.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="day">The day whose names units are called by.</param>
    public static object Of(Alarm alarm, Organisation organisation, LocalDate day) => new
    {
        id = alarm.Id,
        about = About(alarm.Subject, organisation, day),
        value = alarm.Value,
        raisedAt = InstantConverter.Format(alarm.RaisedAt),
        acknowledgedAt = InstantConverter.Format(alarm.AcknowledgedAt),
        acknowledgedBy = alarm.AcknowledgedBy,
        note = alarm.Note,
        clearedAt = InstantConverter.Format(alarm.ClearedAt),
    };

    /// <summary>A line of the log.</summary>
    /// <param name="change">The line.</param>
    /// <param name="organisation">Whose.</param>
    public static object Of(AlarmChange change, Organisation organisation) => new
    {
        number = change.Number,
        alarm = change.Alarm,
        step = Words.Of(change.Step),
        at = InstantConverter.Format(change.At),
        about = About(change.Subject, organisation, organisation.DayOf(change.At)),
        value = change.Value,
        by = change.By,
        note = change.Note,
    };

    /// <summary>A rule.</summary>
    /// <param name="rule">The rule.</param>
    public static object Of(AlarmRule rule) => new
    {
        id = rule.Id,
        label = KpiJson.Of(rule.Label),
        watch = Words.Of(rule.Watch),
        kpi = rule.Kpi,
        over = Over(rule),
        limit = Of(rule.Limit),
        atLeast = rule.AtLeast,
        minutes = rule.Lasts.TotalMinutes,
        units = rule.Units,
    };

    // A rule that isn't there any more is called by its id.
    private static object About(AlarmSubject subject, Organisation organisation, LocalDate day)
    {
        var rule = organisation.Alarms.FirstOrDefault(r => r.Id == subject.Rule);
        return new
        {
            organisation = organisation.Id,
            rule = subject.Rule,
            label = KpiJson.Of(rule?.Label ?? new Label(subject.Rule, subject.Rule)),
            watch = rule is null ? null : Words.Of(rule.Watch),
            kpi = rule?.Kpi,
            over = rule is null ? null : Over(rule),
            limit = Of(rule?.Limit),
            unit = subject.Unit,
            unitName = subject.Unit is { } unit ? organisation.UnitName(unit, day) : null,
            thing = subject.Thing,
        };
    }

    // Only figures are of a window.
    private static string? Over(AlarmRule rule) => rule.Kpi is null ? null : Words.Of(rule.Window);

    private static object? Of(AlarmLimit? limit) => limit is { } l ? new { below = l.IsBelow, raise = l.Raise, clear = l.Clear, share = l.IsShare } : null;
}
