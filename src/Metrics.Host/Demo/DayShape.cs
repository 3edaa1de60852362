using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>How work spreads over the days of a year, as a service centre knows it.</summary>
internal static class DayShape
{
    /// <summary>Tickets and calls: Mondays most, Fridays least, hardly any when closed, few in July.</summary>
    public static double Contacts(LocalDate day) => Closed(day) ? 0.03 : Summer(day) * day.DayOfWeek switch
    {
        IsoDayOfWeek.Monday => 1.22,
        IsoDayOfWeek.Tuesday => 1.06,
        IsoDayOfWeek.Friday => 0.84,
        _ => 1.0,
    } * (day is { Month: 1, Day: >= 8 and < 20 } ? 1.15 : 1);

    /// <summary>Invoices: on working days, more around the turn of the month, when they fall due.</summary>
    public static double Invoices(LocalDate day) => Closed(day) ? 0 : Math.Sqrt(Summer(day)) * (day.Day <= 5 ? 1.35 : day.Day >= 25 ? 1.2 : 0.9);

    /// <summary>Payslips: all on payday, the 25th or the working day before it.</summary>
    public static double Payslips(LocalDate day) => day == Payday(day.Year, day.Month) ? Math.Sqrt(Summer(day)) : 0;

    /// <summary>Payroll cases: on working days, most in the week before payroll closes.</summary>
    public static double Payroll(LocalDate day) => Closed(day) ? 0 : Summer(day) * (day.Day is >= 5 and <= 12 ? 1.6 : 0.85);

    private static LocalDate Payday(int year, int month)
    {
        var day = new LocalDate(year, month, 25);
        while (Closed(day)) day = day.PlusDays(-1);
        return day;
    }

    private static bool Closed(LocalDate day) => day.DayOfWeek >= IsoDayOfWeek.Saturday
        || SwedishDays.Of(day) is { Kind: SwedishDayKind.PublicHoliday or SwedishDayKind.Eve };

    private static double Summer(LocalDate day) => day.Month == 7 ? 0.55 : day is { Month: 6, Day: > 20 } or { Month: 8, Day: < 10 } ? 0.75 : 1;
}
