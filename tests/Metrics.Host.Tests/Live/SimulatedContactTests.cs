using Metrics.Host.Demo.Live;
using Metrics.ServiceDesk.Contacts;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Tests.Live;

public sealed class SimulatedContactTests
{
    public static TheoryData<int> Seeds => new(1, 2, 3, 4, 5);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_contact_leaves_its_queue_once_and_who_is_answered_hangs_up_before_the_day_ends(int seed)
    {
        foreach (var contact in Contacts(seed))
        {
            var exits = contact.Count(e => e.Data is ContactAnswered or ContactAbandoned or ContactTimedOut or ContactTransferred);
            var offered = contact.Count(e => e.Data is ContactOffered);
            exits.Should().Be(offered, contact.Key);
            contact.Count(e => e.Data is ContactEnded).Should().Be(contact.Count(e => e.Data is ContactAnswered), contact.Key);
            (offered == 1 || contact.Single().Data is ContactClosed or ContactMisrouted).Should().BeTrue(contact.Key);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Waits_and_talks_are_as_long_as_the_times_say(int seed)
    {
        foreach (var contact in Contacts(seed))
        {
            var events = contact.ToArray();
            Instant? At<T>() => Array.Find(events, e => e.Data is T)?.Time;
            foreach (var e in events)
            {
                var (told, measured) = e.Data switch
                {
                    ContactAnswered a => (a.WaitSeconds, e.Time - At<ContactOffered>()),
                    ContactAbandoned a => (a.WaitSeconds, e.Time - At<ContactOffered>()),
                    ContactTimedOut t => (t.WaitSeconds, e.Time - At<ContactOffered>()),
                    ContactEnded t => (t.TalkSeconds, e.Time - At<ContactAnswered>()),
                    _ => (null, null),
                };
                ((double?)told).Should().Be(measured?.TotalSeconds, e.Id);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Calls_are_offered_when_their_queue_is_open_and_closed_when_it_is_not(int seed)
    {
        var calls = Day.Events(seed).Where(e => e.Data is ContactOffered or ContactClosed).Select(e => (Unit: ((ScopedData)e.Data).Unit, Clock: Day.Clock(e), Offered: e.Data is ContactOffered)).ToArray();
        calls.Should().OnlyContain(c => c.Offered == (c.Clock >= new LocalTime(OpensAt(c.Unit!), 0) && c.Clock < new LocalTime(ClosesAt(c.Unit!), 0)));
        calls.Should().Contain(c => !c.Offered && c.Clock < new LocalTime(7, 0)).And.Contain(c => !c.Offered && c.Clock > new LocalTime(17, 0));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void There_is_a_peak_at_nine_and_another_after_lunch(int seed)
    {
        // Without the desk's queue, which fills when something fails.
        var byHour = Facts(seed).Where(c => c.Slice.Queue != CentrePlan.Desk && c.OfferedAt is not null).CountBy(c => c.OfferedAt!.Value.InZone(Day.Organisation.Zone).Hour).ToDictionary();
        byHour[9].Should().BeGreaterThan(byHour[8]).And.BeGreaterThan(byHour[11]).And.BeGreaterThan(4 * byHour[17]);
        byHour[13].Should().BeGreaterThan(byHour[12]).And.BeGreaterThan(byHour[15]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Most_queues_answer_in_time_all_day_and_the_desks_does_not_while_something_fails(int seed)
    {
        var answered = Facts(seed).Where(c => c.Outcome == ContactOutcome.Answered).ToArray();
        var levels = answered.GroupBy(c => c.Slice.Queue!).ToDictionary(g => g.Key, Level);
        levels.Should().HaveCount(CentrePlan.Queues.Count);
        levels.Count(q => q.Value >= 0.8).Should().BeGreaterThanOrEqualTo(7);
        levels.Count(q => q.Value < 0.85).Should().BePositive();
        var incident = Day.Events(seed).Single(e => e.Data is TicketReclassified { Kind: TicketKind.MajorIncident }).Time;
        var during = answered.Where(c => c.Slice.Queue == CentrePlan.Desk && c.OfferedAt > incident && c.OfferedAt < incident + Duration.FromMinutes(45)).ToArray();
        Level(during).Should().BeLessThan(0.5);
        Level(answered.Where(c => c.Slice.Queue == CentrePlan.Desk && c.OfferedAt > incident + Duration.FromHours(4))).Should().BeGreaterThan(0.75, "by the afternoon it is over");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_longer_people_wait_the_more_of_them_give_up(int seed)
    {
        var byHalfHour = Facts(seed).Where(c => c.IsOffered).GroupBy(c => (c.Slice.Queue, c.OfferedAt!.Value.ToUnixTimeSeconds() / 1800))
            .Select(g => (Wait: g.Average(c => c.WaitMicroseconds ?? 0), GaveUp: g.Count(c => c.Outcome == ContactOutcome.Abandoned), All: g.Count())).OrderBy(g => g.Wait).ToArray();
        var (calm, busy) = (byHalfHour[..(byHalfHour.Length / 2)], byHalfHour[(byHalfHour.Length * 4 / 5)..]);
        static double Rate((double Wait, int GaveUp, int All)[] hours) => (double)hours.Sum(h => h.GaveUp) / hours.Sum(h => h.All);
        Rate(busy).Should().BeGreaterThan(3 * Rate(calm));
        Rate([.. byHalfHour]).Should().BeInRange(0.03, 0.12);
    }

    private static double Level(IEnumerable<ContactFact> answered) => answered.Select(c => c.WaitMicroseconds <= 120_000_000 ? 1.0 : 0).DefaultIfEmpty(0).Average();

    private static int OpensAt(string unit) => unit is "Lön" or "Ekonomi" ? 8 : 7;

    private static int ClosesAt(string unit) => unit is "Lön" or "Ekonomi" ? 17 : 18;

    private static IEnumerable<IGrouping<string, ServiceEvent>> Contacts(int seed) => Day.Events(seed).Where(e => e.Type.Family == EventFamily.Contact).GroupBy(e => e.Subject);

    private static IEnumerable<ContactFact> Facts(int seed) => Contacts(seed).Select(c => ContactFold.Fold([.. c]));
}
