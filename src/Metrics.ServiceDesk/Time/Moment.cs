using Metrics.ServiceDesk.Events;
using NodaTime;
using NodaTime.Text;

namespace Metrics.ServiceDesk.Time;

/// <summary>The written form of a time as known at which figures are asked for: a day, whose end is meant, or an RFC 3339 date-time.</summary>
public static class Moment
{
    /// <summary>How finely it is told when something became known.</summary>
    public static readonly Duration Resolution = Duration.FromNanoseconds(1000);

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">The zone in which a day ends.</param>
    /// <param name="moment">The instant; of a day its last.</param>
    /// <returns>False when it is neither.</returns>
    public static bool TryParse(string text, DateTimeZone zone, out Instant moment)
    {
        if (Rfc3339.TryParse(text, out moment)) return true;
        if (LocalDatePattern.Iso.Parse(text) is not { Success: true, Value: var day }) return false;
        moment = zone.AtStartOfDay(day.PlusDays(1)).ToInstant() - Resolution;
        return true;
    }
}
