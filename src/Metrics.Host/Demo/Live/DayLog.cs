using System.Globalization;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Writes down what happens as events, moved in time where the day is moved, and numbers what they are about.</summary>
/// <param name="organisation">The organisation's id.</param>
/// <param name="zone">Its zone.</param>
/// <param name="stamp">What tells the numbers of this day from those of any other.</param>
/// <param name="shift">How far the day is moved.</param>
internal sealed class DayLog(string organisation, DateTimeZone zone, string stamp, Duration shift)
{
    private readonly List<ServiceEvent> _told = [];
    private readonly Dictionary<string, int> _numbers = [];

    /// <summary>What was told since it was last cleared, in order.</summary>
    public IReadOnlyList<ServiceEvent> Told => _told;

    /// <summary>Forgets what was told.</summary>
    public void Clear() => _told.Clear();

    /// <summary>Tells the next step of a ticket's or contact's life.</summary>
    /// <param name="source">The system that tells it.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="step">Which step, counted from 0.</param>
    /// <param name="at">When it happens, before the day is moved.</param>
    /// <param name="data">What happens.</param>
    public void Step(string source, string subject, int step, Instant at, EventData data)
        => Tell(source, string.Create(CultureInfo.InvariantCulture, $"{subject}/{step}"), subject, at, data);

    /// <summary>Tells something that one event says all of.</summary>
    public void Once(string source, string id, Instant at, EventData data) => Tell(source, id, id, at, data);

    /// <summary>The next number of a kind: <c>S20250310-00017</c>.</summary>
    public string Number(string kind)
    {
        var number = _numbers[kind] = _numbers.GetValueOrDefault(kind) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{kind}{stamp}-{number:00000}");
    }

    /// <summary>An id that is unique to this day.</summary>
    public string Dated(string name) => $"{name}/{stamp}";

    /// <summary>The day that an instant falls on once the day is moved, as counts name it.</summary>
    public string PeriodOf(Instant at) => (at + shift).InZone(zone).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private void Tell(string source, string id, string subject, Instant at, EventData data)
    {
        // A time agreed is a time of the same day's clock.
        if (data is TicketDeadlineAgreed agreed) data = agreed with { Due = agreed.Due + shift };
        _told.Add(ServiceEvent.Create(data, organisation, $"{organisation}/{source}", id, subject, at + shift));
    }
}
