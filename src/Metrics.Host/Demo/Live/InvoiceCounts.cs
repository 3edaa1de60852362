using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Invoices, counted every half hour as the finance system registers them.</summary>
internal static class InvoiceCounts
{
    private static readonly (string Measure, HandlingMode Handling, int ADay)[] Kinds =
    [
        ("supplier-invoices", HandlingMode.Electronic, 4700),
        ("supplier-invoices", HandlingMode.Automated, 950),
        ("supplier-invoices", HandlingMode.Manual, 330),
        ("customer-invoices", HandlingMode.Electronic, 3900),
        ("customer-invoices", HandlingMode.Manual, 610),
    ];

    /// <summary>Lets the day's counts come.</summary>
    /// <param name="calendar">When invoices are handled.</param>
    /// <param name="day">The day.</param>
    /// <param name="log">Receives the counts.</param>
    /// <param name="agenda">What is going to happen.</param>
    /// <param name="scale">How many times a common day's invoices.</param>
    /// <param name="dice">The chance.</param>
    public static void Begin(OpeningCalendar calendar, DayFrame day, DayLog log, Agenda agenda, double scale, Dice dice)
    {
        var amount = scale * DayShape.Invoices(day.Date);
        for (var half = 0; half < DayFrame.HalfHours - 1; half++)
        {
            if (!calendar.IsOpen(day.Start(half))) continue;
            var (clock, share) = (DayFrame.ClockOf(half), DayFrame.Share(half));
            agenda.At(day.Start(half + 1) + Duration.FromSeconds(dice.Between(2, 50)), () =>
            {
                foreach (var (measure, handling, aDay) in Kinds)
                {
                    var counted = new VolumeCounted { Measure = measure, Unit = "Ekonomi", Kind = MeasureKind.Flow, Handling = handling, Period = log.PeriodOf(agenda.Now), Count = dice.Poisson(aDay * amount * share) };
                    log.Once("ekonomi", log.Dated($"{measure}/{Words.Of(handling)}/{clock}"), agenda.Now, counted);
                }
            });
        }
    }
}
