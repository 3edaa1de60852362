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

    private const int PromisedMinutes = 24 * 60;
    private static readonly LocalDate Tertial3Of2022 = new(2022, 9, 1);
    private static readonly LocalDate Tertial3Of2023 = new(2023, 9, 1);

    // Levels at the end of 2020, 2021, 2022 and November 2023.
    private static readonly (string Measure, int?[] Levels)[] Stocks =
    [
        ("pedagogical-computers", [76_920, 69_811, 77_700, 77_600]), ("administrative-computers", [null, 30_667, 33_057, 24_800]),
        ("storage", [4_603, 4_626, 5_658, 5_584]), ("it-infrastructure", [1_444_000, 1_467_000, 1_470_000, 1_506_000]),
    ];

    // What the report enters from other systems: November 2022, November 2023.
    private static readonly (string Indicator, string ReadFrom, decimal LastYear, decimal Outcome)[] Entries =
    [
        ("sick-leave", "personalsystemet", 5.1m, 5.3m), ("employees", "personalsystemet", 650.2m, 609.2m), ("costs", "ekonomisystemet", 1_236_069, 1_265_135),
        ("staff-costs", "ekonomisystemet", 459_784, 468_100), ("consultants", "ekonomisystemet", 139_495, 102_681), ("it-services", "ekonomisystemet", 342_672, 339_250),
        ("development", "ekonomisystemet", 108_578, 81_951), ("result", "ekonomisystemet", 31_712, 19_118),
    ];

    private static readonly (string Period, decimal Value)[] Satisfaction = [("2020-12", 62.5m), ("2021-12", 65), ("2022-12", 66.9m)];

    // The prognoses of 2022 that the plan for 2023 prints.
    private static readonly (string Indicator, decimal Value)[] PlanPrognoses =
    [
        ("nki", 67), ("payslips", 710_000), ("payroll-cases", 73_000), ("supplier-invoices", 1_600_000), ("customer-invoices", 1_550_000), ("pedagogical-computers", 75_000),
        ("administrative-computers", 31_000), ("storage", 5_800), ("it-infrastructure", 1_500_000), ("service-tickets", 360_000),
    ];

    // Certificates of service that a robot made: November 2022 as published, the months after it assumed.
    private static readonly int[] Certificates = [270, 214, 262, 255, 281, 240, 268, 301, 122, 290, 276, 284, 279];

    // The prognoses that the report of November 2023 prints.
    private static readonly (string Indicator, decimal Value)[] Prognoses =
    [
        ("payroll-cases", 79_000), ("supplier-invoices", 1_800_000), ("customer-invoices", 1_650_000), ("pedagogical-computers", 75_000), ("administrative-computers", 31_000),
        ("storage", 8_500), ("it-infrastructure", 1_500_000), ("sla", 90), ("sick-leave", 5.5m), ("costs", 1_365_798), ("staff-costs", 503_253), ("consultants", 122_239),
        ("it-services", 361_101), ("development", 78_850), ("result", 32_257),
    ];

    private static readonly (string CaseType, double Weight)[] CaseTypes =
        [("Konto och behörighet", 27), ("Dator", 19), ("Mobiltelefoni", 11), ("E-post och kalender", 12), ("Verksamhetssystem", 20), ("Nätverk", 6), ("Övrigt", 5)];

    private static readonly (string Customer, double Weight)[] Customers =
        [("Grundskoleförvaltningen", 24), ("Äldre samt vård och omsorg", 23), ("Förskoleförvaltningen", 14), ("Socialförvaltningarna", 15), ("Stadsbyggnad", 8), ("Utbildning", 11), ("Kultur", 5)];

    private readonly Dice _dice = new(seed);

    /// <summary>The events, measure by measure.</summary>
    public IEnumerable<ServiceEvent> All()
    {
        foreach (var e in Levels().Concat(Statements()).Concat(ByRobot())) yield return e;
        foreach (var measure in Totals)
        {
            foreach (var (day, count) in measure.Days(_dice).Where(d => d.Count > 0))
            {
                if (measure.Id != "service-tickets-counted" || day < TicketsFrom) yield return Counted(measure.Id, measure.Unit, day, count);
                else foreach (var e in Enumerable.Range(0, count).SelectMany(i => Ticket(day, i))) yield return e;
            }
        }
    }

    private IEnumerable<ServiceEvent> Levels()
    {
        LocalDate[] ends = [new(2020, 12, 31), new(2021, 12, 31), new(2022, 12, 31), new(2023, 11, 30)];
        foreach (var (measure, levels) in Stocks)
        {
            for (var i = 0; i < ends.Length; i++)
            {
                if (levels[i] is not { } level) continue;
                // From the level before in even steps, month by month.
                var (from, before) = i > 0 && levels[i - 1] is { } earlier ? (ends[i - 1], earlier) : (ends[i].PlusMonths(-1), level);
                var months = Period.Between(from, ends[i].PlusDays(1), PeriodUnits.Months).Months;
                for (var m = 1; m <= months; m++)
                {
                    var day = from.PlusMonths(m).With(DateAdjusters.EndOfMonth);
                    var count = before + (int)Math.Round((level - before) * (double)m / months);
                    var period = day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
                    yield return ServiceEvent.Create(
                        new VolumeCounted { Measure = measure, Unit = "IT", Kind = MeasureKind.Stock, Period = period, Count = count },
                        organisation.Id, "goteborg/volymer", $"{measure}/{period}", $"{measure}/{period}", At(day, 20 * 3600), recordedTime: At(day, 20 * 3600));
                }
            }
        }
    }

    private IEnumerable<ServiceEvent> Statements()
    {
        foreach (var (indicator, readFrom, lastYear, outcome) in Entries)
        {
            yield return Entered(indicator, "2022-11", lastYear, readFrom);
            yield return Entered(indicator, "2023-11", outcome, readFrom);
        }

        foreach (var (period, value) in Satisfaction) yield return Entered("nki", period, value, "kundundersökningen");
        yield return Entered("it-nki", "2022-12", 65, "kundundersökningen");
        yield return Entered("trainings", "2022-12", 400, "årsrapport 2022");
        // Of about 6 100 participants; how many of them answered isn't published.
        var asked = At(new LocalDate(2022, 12, 31), 12 * 3600);
        yield return ServiceEvent.Create(
            new SurveyResult { Unit = "HR", Mean = 3.6m, ScaleLow = 1, ScaleHigh = 4, Answers = 6_100 }, organisation.Id, "goteborg/enkät", "utbildning/2022", "utbildning/2022", asked, recordedTime: asked);
        foreach (var (prognoses, day) in (((string, decimal)[], LocalDate)[])[(PlanPrognoses, new LocalDate(2022, 11, 30)), (Prognoses, new LocalDate(2023, 10, 31))])
        {
            var decided = At(day, 12 * 3600);
            foreach (var (indicator, value) in prognoses)
            {
                yield return ServiceEvent.Create(
                    new PrognosisDecided { Measure = indicator, Year = day.Year, Value = value, By = "förvaltningsledningen" },
                    organisation.Id, "goteborg/uppföljning", string.Create(CultureInfo.InvariantCulture, $"prognos/{indicator}/{day:uuuu-MM}"), $"prognos/{indicator}", decided, recordedTime: decided);
            }
        }

        ServiceEvent Entered(string indicator, string period, decimal value, string readFrom)
        {
            var at = At(new LocalDate(int.Parse(period.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(period.AsSpan(5), CultureInfo.InvariantCulture), 1).With(DateAdjusters.EndOfMonth), 16 * 3600);
            return ServiceEvent.Create(
                new IndicatorReported { Indicator = indicator, Period = period, Value = value, ReadFrom = readFrom },
                organisation.Id, "goteborg/uppföljning", $"{indicator}/{period}", $"{indicator}/{period}", at, recordedTime: at);
        }
    }

    private IEnumerable<ServiceEvent> ByRobot()
    {
        var month = new LocalDate(2022, 11, 1);
        return Certificates.SelectMany((total, i) => Apportioned.Days(month.PlusMonths(i), month.PlusMonths(i + 1), total, DayShape.Payroll, _dice))
            .Where(d => d.Count > 0).Select(d => Counted("service-certificates", "HR", d.Day, d.Count, HandlingMode.Automated));
    }

    private ServiceEvent Counted(string measure, string unit, LocalDate day, int count, HandlingMode? handling = null)
    {
        var period = day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var evening = At(day, 18 * 3600);
        return ServiceEvent.Create(
            new VolumeCounted { Measure = measure, Unit = unit, Kind = MeasureKind.Flow, Period = period, Handling = handling, Count = count },
            organisation.Id, "goteborg/volymer", $"{measure}/{period}", $"{measure}/{period}", evening, recordedTime: evening);
    }

    private IEnumerable<ServiceEvent> Ticket(LocalDate day, int number)
    {
        var ticket = string.Create(CultureInfo.InvariantCulture, $"GS{day:yyMMdd}-{number:0000}");
        var opened = At(day, Math.Clamp((int)_dice.LogNormal(11.2 * 3600, 0.24), 0, 86399));
        // Most are solved well within the promise; the others take a day or a week more.
        var kept = _dice.Chance(day >= Tertial3Of2023 ? 0.855 : day >= Tertial3Of2022 && day.Year == 2022 ? 0.9905 : 0.95);
        var worked = kept ? Math.Min(1 + _dice.LogNormal(140, 1.3), PromisedMinutes - 5) : PromisedMinutes + 2 + Math.Min(_dice.LogNormal(600, 0.8), 6_000);
        var resolved = organisation.Terms.Calendar.After(opened, Duration.FromMinutes(Math.Round(worked)));
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

    private Instant At(LocalDate day, int second) => organisation.Zone.At(day, second);

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
