using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>
/// Generated events of Intraservice, Göteborg, January 2020 to November 2023, calibrated to what was published: yearly outcomes of
/// 2020 and 2021 (plan), November 2022 and 2023 and the twelve months to November 2023 (monthly report). Counts by the day;
/// tickets of the last 24 months one by one.
/// </summary>
/// <param name="organisation">The organisation.</param>
/// <param name="seed">The seed.</param>
public sealed class GoteborgEvents(Organisation organisation, int seed)
{
    /// <summary>The day from which tickets come one by one.</summary>
    public static readonly LocalDate TicketsFrom = new(2021, 12, 1);

    // What was published, and what follows from it: December 2022 is the twelve months to November 2023 less the eleven of 2023.
    private static readonly Published[] Totals =
    [
        new("payslips", "Lön", DayShape.Payslips, 699_938, 766_126, 651_046, 748_050 - 689_610, 689_610),
        new("payroll-cases", "Lön", DayShape.Payroll, 66_989, 64_464, 68_873, 71_457 - 65_323, 65_323),
        new("supplier-invoices", "Ekonomi", DayShape.Invoices, 1_372_802, 1_368_570, 1_554_319, 1_844_108 - 1_686_467, 1_686_467),
        new("customer-invoices", "Ekonomi", DayShape.Invoices, 1_467_892, 1_481_082, 1_397_372, 1_638_805 - 1_518_844, 1_518_844),
        new("service-tickets-counted", "Servicecenter", DayShape.Contacts, 335_140, 354_698, 348_334, 373_964 - 344_559, 344_559),
    ];

    private static readonly (string CaseType, double Weight)[] CaseTypes =
        [("Konto och behörighet", 27), ("Dator", 19), ("Mobiltelefoni", 11), ("E-post och kalender", 12), ("Verksamhetssystem", 20), ("Nätverk", 6), ("Övrigt", 5)];

    private static readonly (string Customer, double Weight)[] Customers =
        [("Grundskoleförvaltningen", 24), ("Äldre samt vård och omsorg", 23), ("Förskoleförvaltningen", 14), ("Socialförvaltningarna", 15), ("Stadsbyggnad", 8), ("Utbildning", 11), ("Kultur", 5)];

    private readonly Dice _dice = new(seed);

    /// <summary>The events, measure by measure.</summary>
    public IEnumerable<ServiceEvent> All()
    {
        foreach (var measure in Totals)
        {
            foreach (var (day, count) in measure.Days(_dice).Where(d => d.Count > 0))
            {
                if (measure.Id != "service-tickets-counted" || day < TicketsFrom) yield return Counted(measure, day, count);
                else foreach (var e in Enumerable.Range(0, count).SelectMany(i => Ticket(day, i))) yield return e;
            }
        }
    }

    private ServiceEvent Counted(Published measure, LocalDate day, int count)
    {
        var period = day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var evening = At(day, 18 * 3600);
        return ServiceEvent.Create(
            new VolumeCounted { Measure = measure.Id, Unit = measure.Unit, Kind = MeasureKind.Flow, Period = period, Count = count },
            organisation.Id, "goteborg/volymer", $"{measure.Id}/{period}", $"{measure.Id}/{period}", evening, recordedTime: evening);
    }

    private IEnumerable<ServiceEvent> Ticket(LocalDate day, int number)
    {
        var ticket = string.Create(CultureInfo.InvariantCulture, $"GS{day:yyMMdd}-{number:0000}");
        var opened = At(day, Math.Clamp((int)_dice.LogNormal(11.2 * 3600, 0.24), 0, 86399));
        var resolved = organisation.Terms.Calendar.Add(opened, Duration.FromMinutes(1 + Math.Round(Math.Min(_dice.LogNormal(140, 1.4), 12_000)))) ?? opened;
        yield return Step(
            new TicketOpened
            {
                Unit = "Servicecenter", Customer = _dice.Pick(Customers), CaseType = _dice.Pick(CaseTypes),
                Channel = _dice.Chance(0.4) ? "phone" : "self-service", Kind = _dice.Chance(0.6) ? TicketKind.Request : TicketKind.Incident,
            },
            opened, 0);
        yield return Step(new TicketResolved { FirstContact = _dice.Chance(0.5) }, resolved, 1);

        ServiceEvent Step(EventData data, Instant at, int step) => ServiceEvent.Create(
            data, organisation.Id, "goteborg/arenden", string.Create(CultureInfo.InvariantCulture, $"{ticket}/{step}"), ticket, at, recordedTime: at + Duration.FromSeconds(_dice.Between(1, 90)));
    }

    private Instant At(LocalDate day, int second) => organisation.Zone.AtLeniently(day.AtMidnight().PlusSeconds(second)).ToInstant();

    /// <summary>A measure's published totals.</summary>
    private sealed record Published(
        string Id, string Unit, Func<LocalDate, double> Shape, int Year2020, int Year2021, int ToNovember2022, int December2022, int ToNovember2023)
    {
        public IEnumerable<(LocalDate Day, int Count)> Days(Dice dice)
        {
            (LocalDate From, LocalDate To, int Total)[] spans =
            [
                (new(2020, 1, 1), new(2021, 1, 1), Year2020),
                (new(2021, 1, 1), new(2022, 1, 1), Year2021),
                (new(2022, 1, 1), new(2022, 12, 1), ToNovember2022),
                (new(2022, 12, 1), new(2023, 1, 1), December2022),
                (new(2023, 1, 1), new(2023, 12, 1), ToNovember2023),
            ];
            return spans.SelectMany(s => Apportioned.Days(s.From, s.To, s.Total, Shape, dice));
        }
    }
}
