using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>
/// Generated events of Linköping's contact centre and the smaller units, calibrated to the report of August 2021: calls with their
/// waits and tickets one by one from January to August 2021, counts by the day for 2020, whole years before as they were published.
/// How many calls there were isn't published; 150 000 are assumed.
/// </summary>
/// <param name="organisation">The organisation.</param>
/// <param name="seed">The seed.</param>
public sealed class LinkopingDeskEvents(Organisation organisation, int seed)
{
    private const string Desk = "Kontakt Linköping";
    private const string Environment = "Miljö- och samhällsbyggnad";
    private const int Calls = 150_000;
    private const int Shortest = 40;
    private static readonly LocalDate From = new(2021, 1, 1);
    private static readonly LocalDate To = new(2021, 9, 1);

    private static readonly (string Customer, double Weight)[] Customers =
        [("Utbildning", 30), ("Social- och omsorg", 24), (Environment, 16), ("Kultur och fritid", 14), ("Äldre", 10), ("Kommunledning", 6)];

    // January to August 2020 and 2021, by unit and channel.
    private static readonly (string Unit, string? Channel, int In2020, int In2021)[] Tickets =
        [(Desk, "phone", 166_760 - 2_175, 190_721 - 6_999), (Desk, "chat", 2_175, 6_999), ("LKDATA", null, 42_253, 0), ("HR-direkt", null, 1_315, 1_153), ("Stadsarkivet", null, 463, 425)];

    private static readonly (string Measure, string Unit, int In2020, int In2021)[] Counts =
        [("recruitments", "HR-service", 149, 231), ("e-courses", "eLärandeCenter", 45, 22), ("procurements", "Upphandling och inköp", 0, 40)];

    private static readonly (string Indicator, string Unit, string Period, decimal Value)[] Entries =
    [
        ("kl-service-level", Desk, "2019-12", 90), ("kl-service-level", Desk, "2020-12", 93), ("kl-abandoned", Desk, "2019-12", 6.5m), ("kl-abandoned", Desk, "2020-12", 6.0m),
        ("lkdata-service", "LKDATA", "2019-12", 90), ("lkdata-service", "LKDATA", "2020-12", 93), ("kl-resolution", Desk, "2020-12", 48.8m), ("hr-feedback", "HR-direkt", "2020-12", 1.86m),
        ("satisfaction", Desk, "2019-12", 4.0m), ("satisfaction", Desk, "2020-12", 4.1m),
        ("satisfaction", "HR-service", "2019-12", 8.9m), ("satisfaction", "HR-service", "2020-12", 9.6m), ("availability", "HR-direkt", "2021-08", 98),
    ];

    private static readonly (string Indicator, decimal Value)[] Prognoses =
    [
        ("kl-tickets", 280_000), ("kl-chat", 12_000), ("lkdata-tickets", 66_000), ("hr-tickets", 2_000), ("archive-tickets", 650), ("recruitments", 360), ("e-courses", 45), ("procurements", 80),
    ];

    // What callers answer, 0 to 5: 4,4 in the mean.
    private static readonly int[] Ratings = [5, 4, 5, 5, 2, 5, 4, 5, 5, 4];

    private readonly Dice _dice = new(seed);

    /// <summary>The events, kind by kind.</summary>
    public IEnumerable<ServiceEvent> All() => Statements().Concat(Counted()).Concat(Waiting()).Concat(Served());

    // Of every 2 000 calls 30 hang up within 11 seconds, 61 later; of the 1 909 others 1 833 are answered within 120 seconds.
    private IEnumerable<ServiceEvent> Waiting()
    {
        var number = 0;
        foreach (var (day, count) in Apportioned.Days(From, To, Calls, DayShape.Contacts, _dice))
        {
            for (var i = 0; i < count; i++)
            {
                var place = number++ * 1_237 % 2_000;
                var wait = place < 30 ? _dice.Between(1, 12)
                    : place < 91 ? 12 + Math.Round(_dice.Exponential(60))
                    : place < 91 + 1_833 ? Math.Min(120, Math.Round(_dice.Exponential(38)))
                    : 121 + Math.Round(_dice.Exponential(90));
                var id = string.Create(CultureInfo.InvariantCulture, $"LS{number:000000}");
                var offered = At(day, Math.Clamp((int)_dice.LogNormal(11.4 * 3600, 0.22), 0, 86399));
                yield return Event(
                    new ContactRecorded
                    {
                        Unit = Desk, Queue = "Kontakt", Channel = "phone", Customer = _dice.Pick(Customers), Outcome = place < 91 ? ContactOutcome.Abandoned : ContactOutcome.Answered,
                        WaitSeconds = (decimal)wait, TalkSeconds = place < 91 ? null : (decimal)Math.Round(_dice.LogNormal(200, 0.6)),
                    },
                    "telefoni", id, id, offered, offered + Duration.FromMinutes(15));
            }
        }
    }

    private IEnumerable<ServiceEvent> Served()
    {
        var (number, solved) = (0, new Dictionary<bool, int>());
        foreach (var (unit, channel, _, total) in Tickets.Where(t => t.In2021 > 0))
        {
            var ofUnit = 0;
            foreach (var (day, count) in Apportioned.Days(From, To, total, DayShape.Contacts, _dice))
            {
                for (var i = 0; i < count; i++)
                {
                    var customer = _dice.Pick(Customers);
                    // One customer's share in August is published by itself: 76,2 %.
                    var apart = customer == Environment && day.Month == 8;
                    var place = solved[apart] = solved.GetValueOrDefault(apart) + 1;
                    // So many of every ten thousand, and never one too many on the way.
                    var share = apart ? 7_620 : 5_798;
                    var atOnce = unit == Desk && (long)place * share / 10_000 > (place - 1L) * share / 10_000;
                    foreach (var e in Life(string.Create(CultureInfo.InvariantCulture, $"LT{++number:000000}"), unit, channel, customer, day, atOnce, ofUnit++, total)) yield return e;
                }
            }
        }
    }

    private IEnumerable<ServiceEvent> Life(string ticket, string unit, string? channel, string customer, LocalDate day, bool atOnce, int ordinal, int ofUnit)
    {
        var opened = After(At(day, Math.Clamp((int)_dice.LogNormal(11.2 * 3600, 0.2), 0, 86399)), Duration.Zero);
        yield return Step(new TicketOpened { Unit = unit, Customer = customer, Channel = channel, CaseType = _dice.Chance(0.5) ? "Fråga" : "Anmälan" }, opened, 0);
        var resolved = opened + Duration.FromMinutes(1 + Math.Round(_dice.Exponential(9)));
        if (unit == "HR-direkt" && ordinal % 2 == 0)
        {
            // The line behind takes 1,06 working days in the mean: the quantiles of an exponential distribution, each once, the
            // shortest last, so that all are back when the report ends.
            var handedOver = After(opened, Duration.FromMinutes(30));
            var (place, all) = (ordinal / 2, (ofUnit + 1) / 2);
            var quantile = place >= all - Shortest ? all - 1 - place : Shortest + (int)(place * 7_919L % (all - Shortest));
            var share = (quantile + 0.5) / all;
            var back = After(handedOver, Duration.FromMinutes(Math.Round(-Math.Log(1 - share) * 1.062 * 9 * 60)));
            yield return Step(new TicketHandedOver { Line = "HR-specialist" }, handedOver, 1);
            yield return Step(new TicketHandedBack(), back, 2);
            resolved = back + Duration.FromMinutes(10);
        }
        else if (!atOnce)
        {
            // Of the customer whose August is published none is carried into the month or out of it.
            resolved = customer == Environment && day.Month is (7 or 8) && day.PlusDays(8).Month != day.Month
                ? opened + Duration.FromMinutes(90)
                : After(opened, Duration.FromMinutes(20 + Math.Round(Math.Min(_dice.LogNormal(220, 0.9), 3_000))));
        }

        yield return Step(new TicketResolved { FirstContact = unit == Desk ? atOnce : null }, resolved, 3);
        if (unit == Desk && ordinal % 60 == 7)
        {
            var answered = resolved + Duration.FromHours(_dice.Between(1, 40));
            var rating = Ratings[ordinal / 60 % Ratings.Length];
            yield return Event(new SurveyRated { Rating = rating, ScaleLow = 0, ScaleHigh = 5, Unit = unit, Customer = customer, Ticket = ticket }, "enkät", $"enkät/{ticket}", $"enkät/{ticket}", answered, answered);
        }

        ServiceEvent Step(EventData data, Instant at, int step) => Event(data, "desk", string.Create(CultureInfo.InvariantCulture, $"{ticket}/{step}"), ticket, at, at + Duration.FromSeconds(30));
    }

    private IEnumerable<ServiceEvent> Counted()
    {
        var days2020 = (From: new LocalDate(2020, 1, 1), To: new LocalDate(2020, 9, 1));
        foreach (var (unit, channel, total, _) in Tickets)
        {
            foreach (var (day, count) in Apportioned.Days(days2020.From, days2020.To, total, DayShape.Contacts, _dice).Where(d => d.Count > 0))
                yield return Count("service-tickets-counted", unit, channel, day, count);
        }

        foreach (var (measure, unit, in2020, in2021) in Counts)
        {
            foreach (var (day, count) in Apportioned.Days(days2020.From, days2020.To, in2020, DayShape.Contacts, _dice).Concat(Apportioned.Days(From, To, in2021, DayShape.Contacts, _dice)).Where(d => d.Count > 0))
                yield return Count(measure, unit, null, day, count);
        }
    }

    private IEnumerable<ServiceEvent> Statements()
    {
        foreach (var (indicator, unit, period, value) in Entries)
        {
            var at = At(LocalDate.FromDateTime(DateTime.ParseExact(period + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture)).With(DateAdjusters.EndOfMonth), 16 * 3600);
            var id = $"{indicator}/{unit}/{period}";
            yield return Event(new IndicatorReported { Indicator = indicator, Unit = unit, Period = period, Value = value, ReadFrom = "verksamhetens uppföljning" }, "uppföljning", id, id, at, at);
        }

        var decided = At(new LocalDate(2021, 8, 31), 12 * 3600);
        foreach (var (indicator, value) in Prognoses)
            yield return Event(new PrognosisDecided { Measure = indicator, Year = 2021, Value = value, By = "förvaltningsledningen" }, "uppföljning", $"prognos/{indicator}/2021-08", $"prognos/{indicator}", decided, decided);
    }

    private ServiceEvent Count(string measure, string unit, string? channel, LocalDate day, int count)
    {
        var period = day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var id = $"{measure}/{unit}/{channel}/{period}";
        return Event(new VolumeCounted { Measure = measure, Unit = unit, Channel = channel, Kind = MeasureKind.Flow, Period = period, Count = count }, "volymer", id, id, At(day, 18 * 3600), At(day, 18 * 3600));
    }

    private ServiceEvent Event(EventData data, string source, string id, string subject, Instant time, Instant known)
        => ServiceEvent.Create(data, organisation.Id, $"linkoping/{source}", id, subject, time, recordedTime: known);

    private Instant At(LocalDate day, int second) => organisation.Zone.At(day, second);

    private Instant After(Instant from, Duration open) => organisation.Terms.Calendar.After(from, open);
}
