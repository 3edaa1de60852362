using NodaTime;

namespace Metrics.ServiceDesk.Alarms;

/// <summary>
/// Raises and clears an organisation's alarms by what its rules see. About one thing a rule has one alarm at a time. It is raised when what is seen has been beyond
/// the limit for as long as the rule says, in opening hours; it is over when the figure is back, the unit closes, or there is nothing more to see of it.
/// </summary>
/// <param name="organisation">Whose they are.</param>
public sealed class AlarmWatcher(string organisation)
{
    /// <summary>Why an alarm is over that nothing mended.</summary>
    public const string Closed = "closed";

    /// <summary>Why an alarm is over whose ticket, source or rule is gone.</summary>
    public const string Gone = "gone";

    private Dictionary<AlarmSubject, Instant> _beyondSince = [];

    /// <summary>What becomes of the alarms.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="open">The alarms that aren't over.</param>
    /// <param name="readings">What the rules see now, each subject once.</param>
    /// <param name="now">Now.</param>
    public IReadOnlyList<AlarmChange> Take(IReadOnlyList<AlarmRule> rules, IReadOnlyList<Alarm> open, IReadOnlyList<AlarmReading> readings, Instant now)
    {
        var changes = new List<AlarmChange>();
        var raised = open.ToDictionary(a => a.Subject);
        var lasts = rules.ToDictionary(r => r.Id, r => r.Lasts, StringComparer.Ordinal);
        var beyond = new Dictionary<AlarmSubject, Instant>();
        foreach (var reading in readings)
        {
            if (raised.Remove(reading.Subject, out var alarm))
            {
                if (!reading.IsOpen) changes.Add(Over(alarm, reading.Value, now, Closed));
                else if (reading.IsBack) changes.Add(Over(alarm, reading.Value, now, null));
            }
            else if (reading is { IsOpen: true, IsBeyond: true })
            {
                var since = _beyondSince.TryGetValue(reading.Subject, out var before) ? before : now;
                if (now - since >= lasts[reading.Subject.Rule]) changes.Add(new AlarmChange(Alarm.IdOf(organisation, reading.Subject, now), reading.Subject, AlarmStep.Raised, now, reading.Value));
                // Also of one that is raised: when that can't be kept, it is raised the next time.
                beyond[reading.Subject] = since;
            }
        }

        changes.AddRange(raised.Values.Select(a => Over(a, null, now, Gone)));
        _beyondSince = beyond;
        return changes;
    }

    private static AlarmChange Over(Alarm alarm, decimal? value, Instant now, string? why) => new(alarm.Id, alarm.Subject, AlarmStep.Cleared, now, value, Note: why);
}
