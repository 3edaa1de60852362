using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>
/// How many contacts a queue's agents can have at a time, by half hour: what the plan of the day takes, and a margin that grows
/// with the square root of it. The plan knows the weekday and the hour; it knows nothing of what happens.
/// </summary>
internal sealed class Staffing
{
    private const int LunchFrom = 10;
    private const int LunchUntil = 13;

    private readonly DayFrame _frame;
    private readonly int[] _places = new int[DayFrame.HalfHours];

    /// <summary>Plans a queue.</summary>
    /// <param name="plan">The queue.</param>
    /// <param name="calendar">When it is open.</param>
    /// <param name="frame">The day.</param>
    /// <param name="planned">Contacts planned for the day.</param>
    /// <param name="present">The share of the agents planned who are there.</param>
    public Staffing(QueuePlan plan, OpeningCalendar calendar, DayFrame frame, double planned, double present)
    {
        (Calendar, _frame) = (calendar, frame);
        for (var half = 0; half < _places.Length; half++)
        {
            var load = planned * DayFrame.Share(half) * plan.TakesSeconds / DayFrame.HalfHour;
            // Lunch is taken in turns and costs a tenth of everybody.
            var there = half is >= LunchFrom and < LunchUntil ? present * 0.9 : present;
            var places = Math.Max(1, (int)Math.Round((load + (plan.Margin * Math.Sqrt(load))) * there)) * plan.AtATime;
            // Whoever is there when the queue closes answers those who wait.
            _places[half] = half > 0 && !calendar.IsOpen(frame.Start(half)) ? _places[half - 1] : places;
        }
    }

    /// <summary>When the queue is open.</summary>
    public OpeningCalendar Calendar { get; }

    /// <summary>Contacts that can be had at an instant.</summary>
    public int At(Instant at) => _places[_frame.HalfOf(at)];
}
