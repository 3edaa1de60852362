using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Metrics.ServiceDesk.Alarms;

/// <summary>What an alarm is about.</summary>
/// <param name="Rule">The rule that watches.</param>
/// <param name="Unit">The unit; null is none in particular.</param>
/// <param name="Thing">The ticket or source; null is the unit itself.</param>
public sealed record AlarmSubject(string Rule, string? Unit, string? Thing);

/// <summary>What a rule sees of something, at a moment.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="IsBeyond">Whether it is beyond the limit; null when nothing can be said.</param>
/// <param name="IsBack">Whether it is well again, by the limit's other end.</param>
/// <param name="Value">The figure, in its unit; null where there is none.</param>
/// <param name="IsOpen">Whether anybody is at work there: outside opening hours nothing is raised.</param>
public sealed record AlarmReading(AlarmSubject Subject, bool? IsBeyond, bool IsBack, decimal? Value, bool IsOpen);

/// <summary>What became of an alarm.</summary>
public enum AlarmStep
{
    /// <summary>It was raised.</summary>
    Raised,

    /// <summary>It is over.</summary>
    Cleared,

    /// <summary>Somebody has seen to it.</summary>
    Acknowledged,
}

/// <summary>A line of the alarms' log.</summary>
/// <param name="Alarm">The alarm's id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Step">What became of it.</param>
/// <param name="At">When.</param>
/// <param name="Value">The figure at that moment; null where there is none.</param>
/// <param name="By">Who acknowledged it.</param>
/// <param name="Note">What they said of it, or why it is over.</param>
public sealed record AlarmChange(string Alarm, AlarmSubject Subject, AlarmStep Step, Instant At, decimal? Value, string? By = null, string? Note = null)
{
    /// <summary>Its place in the log, from 1; 0 before it is kept.</summary>
    public long Number { get; init; }
}

/// <summary>An alarm.</summary>
/// <param name="Id">Its id: of what it is about and when it was raised.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="Value">The figure that raised it; null where there is none.</param>
public sealed record Alarm(string Id, AlarmSubject Subject, Instant RaisedAt, decimal? Value)
{
    /// <summary>When somebody saw to it first; null when nobody did.</summary>
    public Instant? AcknowledgedAt { get; init; }

    /// <summary>Who did.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>What they said of it.</summary>
    public string? Note { get; init; }

    /// <summary>When it was over; null while it is not.</summary>
    public Instant? ClearedAt { get; init; }

    /// <summary>The id of an alarm.</summary>
    public static string IdOf(string organisation, AlarmSubject subject, Instant raisedAt)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', organisation, subject.Rule, subject.Unit, subject.Thing, Events.InstantConverter.Format(raisedAt))))[..8]);

    /// <summary>The alarms that a log tells of, in the order they were raised.</summary>
    public static IReadOnlyList<Alarm> Of(IEnumerable<AlarmChange> log)
    {
        var alarms = new Dictionary<string, Alarm>(StringComparer.Ordinal);
        foreach (var change in log)
        {
            if (change.Step == AlarmStep.Raised) alarms[change.Alarm] = new Alarm(change.Alarm, change.Subject, change.At, change.Value);
            else if (alarms.TryGetValue(change.Alarm, out var alarm)) alarms[change.Alarm] = alarm.After(change);
        }

        return [.. alarms.Values.OrderBy(a => a.RaisedAt)];
    }

    // Who saw to it first has seen to it.
    private Alarm After(AlarmChange change) => change.Step == AlarmStep.Cleared
        ? this with { ClearedAt = ClearedAt ?? change.At }
        : AcknowledgedAt is null ? this with { AcknowledgedAt = change.At, AcknowledgedBy = change.By, Note = change.Note } : this;
}
