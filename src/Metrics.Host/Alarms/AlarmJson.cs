using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
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
        acknowledgedAt = Text(alarm.AcknowledgedAt),
        acknowledgedBy = alarm.AcknowledgedBy,
        note = alarm.Note,
        clearedAt = Text(alarm.ClearedAt),
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

    // A rule that isn't there any more is called by its id.
    private static object About(AlarmSubject subject, Organisation organisation, LocalDate day)
    {
        var rule = organisation.Alarms.FirstOrDefault(r => r.Id == subject.Rule);
        return new
        {
            organisation = organisation.Id,
            rule = subject.Rule,
            label = new { sv = rule?.Label.Sv ?? subject.Rule, en = rule?.Label.En ?? subject.Rule },
            watch = rule is null ? null : Words.Of(rule.Watch),
            kpi = rule?.Kpi,
            over = rule?.Kpi is null ? null : Words.Of(rule.Window),
            limit = rule?.Limit is { } limit ? new { below = limit.IsBelow, raise = limit.Raise, clear = limit.Clear, share = limit.IsShare } : null,
            unit = subject.Unit,
            unitName = subject.Unit is { } unit ? organisation.UnitName(unit, day) : null,
            thing = subject.Thing,
        };
    }

    private static string? Text(Instant? time) => time is { } t ? InstantConverter.Format(t) : null;
}
