using Metrics.Oracle.Tests.Oracle.Hours;

namespace Metrics.Oracle.Tests.Oracle.Promises;

/// <summary>A clock that runs from a start in opening hours, or always, and stands in the stops.</summary>
internal sealed class PromiseClock(DateTime start, OpenHours? hours, IEnumerable<Stretch> stops)
{
    private readonly Stretch[] _stops = stops.ToArray();

    /// <summary>How long it has run at an instant.</summary>
    public TimeSpan RunAt(DateTime at)
    {
        var run = TimeSpan.Zero;
        foreach (var piece in Pieces(at)) run += piece.Length;
        return run;
    }

    /// <summary>The first instant at which it has run so long; null when it never does, which nobody waits longer than a year to see.</summary>
    public DateTime? HasRun(TimeSpan time)
    {
        foreach (var piece in Pieces(start.AddYears(1)))
        {
            if (piece.Length >= time) return piece.From + time;
            time -= piece.Length;
        }

        return null;
    }

    private IEnumerable<Stretch> Pieces(DateTime until)
    {
        var open = hours is null ? [new Stretch(start, until)] : hours.Between(start, until);
        foreach (var time in open)
        {
            foreach (var piece in time.Without(_stops)) yield return piece;
        }
    }
}
