using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>
/// Generated events of Servicenämnden, Stockholm, calibrated to the annual report of 2011: the contact centre's calls and December's
/// calls to the switchboard one by one, the rest as counts with numerator and denominator. The report gives shares and round totals;
/// how many calls and full-time months there were behind them is assumed.
/// </summary>
/// <param name="organisation">The organisation.</param>
/// <param name="seed">The seed.</param>
public sealed class StockholmEvents(Organisation organisation, int seed)
{
    private const string Desk = "Kontaktcenter";
    private const string Switchboard = "Gemensam växel";
    private const string Economy = "Ekonomiadministration";
    private const string Payroll = "Löneadministration";
    private static readonly LocalDate From = new(2011, 1, 1);
    private static readonly LocalDate To = new(2012, 1, 1);
    private static readonly LocalDate Tertial3 = new(2011, 9, 1);

    /// <summary>The day from which the switchboard's calls come one by one.</summary>
    private static readonly LocalDate SingleCallsFrom = new(2011, 12, 1);

    private static readonly (string Customer, double Weight)[] Customers =
        [("Äldreomsorg", 21), ("Förskola", 27), ("Grundskola", 16), ("Trafik", 19), ("Stadsbyggnad", 9), ("Socialtjänst", 8)];

    private static readonly (string CaseType, double Weight)[] CaseTypes =
        [("Ansökan och köplats", 26), ("Avgifter och fakturor", 17), ("Öppettider och kontakt", 22), ("Parkering och tillstånd", 15), ("Felanmälan", 11), ("Övrigt", 9)];

    // Values that the report takes from surveys and accounts: by whom, for when.
    private static readonly (string Indicator, string Unit, string Period, decimal Value, string ReadFrom)[] Entries =
    [
        ("satisfied", Desk, "2011-12", 84, "brukarundersökningen"), ("trust", Desk, "2011-12", 86, "brukarundersökningen"), ("treatment", Desk, "2011-12", 88, "brukarundersökningen"),
        ("satisfied", Economy, "2011-12", 82, "kundundersökningen"), ("nki", Economy, "2011-12", 67, "kundundersökningen"),
        ("satisfied", Payroll, "2011-12", 84, "kundundersökningen"), ("nki", Payroll, "2011-12", 70, "kundundersökningen"),
        ("payslips-per-administrator", Payroll, "2010-12", 811, "verksamhetsberättelsen 2010"), ("payslips-self-service", Payroll, "2010-12", 67, "verksamhetsberättelsen 2010"),
        ("cost-per-payslip", Payroll, "2010-12", 71, "ekonomisystemet"), ("cost-per-payslip", Payroll, "2011-12", 70, "ekonomisystemet"),
    ];

    private readonly Dice _dice = new(seed);

    /// <summary>The events, kind by kind.</summary>
    public IEnumerable<ServiceEvent> All() => Statements().Concat(Counted()).Concat(Written()).Concat(DeskCalls()).Concat(SwitchboardCalls());

    // Of every 1 000 calls 910 are answered, within a minute 690 until August and 870 after: 750 of the year's, since a third came after.
    private IEnumerable<ServiceEvent> DeskCalls()
    {
        foreach (var (from, to, total, within) in ((LocalDate, LocalDate, int, int)[])[(From, Tertial3, 180_000, 690), (Tertial3, To, 90_000, 870)])
        {
            foreach (var e in Calls(from, to, total, Desk, "Kontaktcenter", place => place < within ? Math.Min(60, Math.Round(_dice.Exponential(24))) : place < 910 ? 61 + Math.Round(_dice.Exponential(70)) : null)) yield return e;
        }
    }

    // 93 % of the calls are answered, 79,3 % of those within 25 seconds.
    private IEnumerable<ServiceEvent> SwitchboardCalls() => Calls(
        SingleCallsFrom, To, 165_000, Switchboard, "Växel",
        place => place < 737.5 ? Math.Min(25, Math.Round(_dice.Exponential(10))) : place < 930 ? 26 + Math.Round(_dice.Exponential(30)) : null);

    private IEnumerable<ServiceEvent> Calls(LocalDate from, LocalDate to, int total, string unit, string queue, Func<double, double?> answeredAfter)
    {
        var (number, answered) = (0, 0);
        foreach (var (day, count) in Apportioned.Days(from, to, total, DayShape.Contacts, _dice))
        {
            for (var i = 0; i < count; i++)
            {
                // A place among every thousand, so that each month has about the same shares.
                var wait = answeredAfter(number * 617L % 2_000 / 2.0);
                var id = string.Create(CultureInfo.InvariantCulture, $"S{queue[0]}{day:yyMM}-{++number:000000}");
                var offered = At(day, Math.Clamp((int)_dice.LogNormal(11.2 * 3600, 0.22), 0, 86399));
                yield return Event(
                    new ContactRecorded
                    {
                        Unit = unit, Queue = queue, Channel = "phone", Customer = unit == Desk ? _dice.Pick(Customers) : null, CaseType = unit == Desk ? _dice.Pick(CaseTypes) : null,
                        Outcome = wait is null ? ContactOutcome.Abandoned : ContactOutcome.Answered,
                        WaitSeconds = (decimal)(wait ?? 1 + Math.Round(_dice.Exponential(55))),
                        TalkSeconds = wait is null ? null : (decimal)Math.Round(_dice.LogNormal(unit == Desk ? 210 : 25, 0.5)),
                        Resolved = wait is null || unit != Desk ? null : answered++ * 37 % 100 < 88,
                    },
                    "telefoni", id, id, offered, offered + Duration.FromMinutes(15));
            }
        }
    }

    // Invoices, payslips and the months that people worked with them; the switchboard until its calls came one by one.
    private IEnumerable<ServiceEvent> Counted()
    {
        foreach (var e in Handled("customer-invoices", Economy, "Kundfakturor", 360 * 4_311, 93, DayShape.Invoices)) yield return e;
        foreach (var e in Handled("supplier-invoices", Economy, "Leverantörsfakturor", 600 * 3_040, 94, DayShape.Invoices)) yield return e;
        foreach (var e in Handled("payslips", Payroll, "Löner", 612 * 873, 71, DayShape.Payslips)) yield return e;
        for (var month = From; month < To; month = month.PlusMonths(1))
        {
            foreach (var (unit, service, people) in ((string, string, int)[])[(Economy, "Kundfakturor", 30), (Economy, "Leverantörsfakturor", 50), (Payroll, "Löner", 51)])
                yield return Count("fte-months", unit, month.With(DateAdjusters.EndOfMonth), people, service: service);
        }

        // 1 922 000 answered in the year, 93 % of the calls: what December's single calls leave of them.
        const int December = 165_000;
        var answered = 1_922_000 - (December * 93 / 100);
        foreach (var (day, count) in Apportioned.Days(From, SingleCallsFrom, answered, DayShape.Contacts, _dice).Where(d => d.Count > 0))
        {
            yield return Count("switchboard-answered", Switchboard, day, count);
            yield return Count("switchboard-answered-within", Switchboard, day, (int)Math.Round(count * 0.793));
            yield return Count("switchboard-offered", Switchboard, day, (int)Math.Round(count / 0.93));
        }

        foreach (var (measure, unit, total, channel) in ((string, string, int, string?)[])[("visits", Desk, 2_900, null), ("pension-cases", Payroll, 2_200, null), ("complaints", "Servicenämnden", 100, "daglig verksamhet"), ("complaints", "Servicenämnden", 500, "enkät")])
        {
            foreach (var (day, count) in Apportioned.Days(From, To, total, DayShape.Contacts, _dice).Where(d => d.Count > 0)) yield return Count(measure, unit, day, count, channel: channel);
        }
    }

    // E-mails and letters, by customer and case type: 323 000 cases less the calls that were answered.
    private IEnumerable<ServiceEvent> Written()
    {
        const int Letters = 323_000 - (270_000 * 91 / 100);
        var shares = Customers.SelectMany(c => CaseTypes.Select(t => (c.Customer, t.CaseType, Share: c.Weight * t.Weight / 10_000))).ToArray();
        var left = Letters;
        for (var i = 0; i < shares.Length; i++)
        {
            var (customer, caseType, share) = shares[i];
            var total = i == shares.Length - 1 ? left : (int)(Letters * share);
            left -= total;
            foreach (var (day, count) in Apportioned.Days(From, To, total, DayShape.Contacts, _dice).Where(d => d.Count > 0)) yield return Count("written-cases", Desk, day, count, customer: customer, caseType: caseType);
        }
    }

    private IEnumerable<ServiceEvent> Handled(string measure, string unit, string service, int total, int electronicPercent, Func<LocalDate, double> shape)
    {
        var electronic = (int)((long)total * electronicPercent / 100);
        foreach (var (handling, part) in ((HandlingMode, int)[])[(HandlingMode.Electronic, electronic), (HandlingMode.Manual, total - electronic)])
        {
            foreach (var (day, count) in Apportioned.Days(From, To, part, shape, _dice).Where(d => d.Count > 0)) yield return Count(measure, unit, day, count, service: service, handling: handling);
        }
    }

    private IEnumerable<ServiceEvent> Statements()
    {
        foreach (var (indicator, unit, period, value, readFrom) in Entries)
        {
            var at = At(LocalDate.FromDateTime(DateTime.ParseExact(period + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture)).With(DateAdjusters.EndOfMonth), 16 * 3600);
            var id = $"{indicator}/{unit}/{period}";
            yield return Event(new IndicatorReported { Indicator = indicator, Unit = unit, Period = period, Value = value, ReadFrom = readFrom }, "uppföljning", id, id, at, at);
        }
    }

    private ServiceEvent Count(string measure, string unit, LocalDate day, int count, string? service = null, string? customer = null, string? caseType = null, string? channel = null, HandlingMode? handling = null)
    {
        var period = day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var id = string.Join('/', new[] { measure, service, customer, caseType, channel, handling is { } h ? Words.Of(h) : null, period }.Where(p => p is not null));
        var evening = At(day, 18 * 3600);
        return Event(
            new VolumeCounted { Measure = measure, Unit = unit, Service = service, Customer = customer, CaseType = caseType, Channel = channel, Kind = MeasureKind.Flow, Period = period, Handling = handling, Count = count },
            "volymer", id, id, evening, evening);
    }

    private ServiceEvent Event(EventData data, string source, string id, string subject, Instant time, Instant known)
        => ServiceEvent.Create(data, organisation.Id, $"stockholm/{source}", id, subject, time, recordedTime: known);

    private Instant At(LocalDate day, int second) => organisation.Zone.At(day, second);
}
