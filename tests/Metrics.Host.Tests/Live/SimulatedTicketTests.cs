using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tickets;

namespace Metrics.Host.Tests.Live;

public sealed class SimulatedTicketTests
{
    public static TheoryData<int> Seeds => new(1, 2, 3);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_ticket_is_opened_first_and_its_life_makes_sense(int seed)
    {
        foreach (var ticket in Tickets(seed))
        {
            ticket[0].Data.Should().BeOfType<TicketOpened>(ticket[0].Subject);
            ticket.Count(e => e.Data is TicketOpened).Should().Be(1);
            for (var i = 1; i < ticket.Length; i++)
            {
                var before = ticket[..i];
                int Balance<TIn, TOut>() => before.Count(e => e.Data is TIn) - before.Count(e => e.Data is TOut);
                var sensible = ticket[i].Data switch
                {
                    TicketResumed => Balance<TicketPaused, TicketResumed>() == 1,
                    TicketHandedBack => Balance<TicketHandedOver, TicketHandedBack>() == 1,
                    TicketReopened => Balance<TicketResolved, TicketReopened>() == 1,
                    TicketClosed => Balance<TicketResolved, TicketReopened>() == 1,
                    TicketResolved => Balance<TicketPaused, TicketResumed>() == 0 && Balance<TicketResolved, TicketReopened>() == 0,
                    TicketDeadlineAgreed agreed => agreed.Due > ticket[i].Time && Balance<TicketResolved, TicketReopened>() == 0,
                    _ => true,
                };
                sensible.Should().BeTrue(ticket[i].Id);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_left_of_the_days_before_still_has_something_to_tell_today_or_is_open(int seed)
    {
        var begins = Day.Of(seed).Begins;
        foreach (var ticket in Tickets(seed).Where(t => t[0].Time < begins))
            (ticket[^1].Time >= begins || ticket[^1].Data is not TicketClosed).Should().BeTrue(ticket[0].Subject);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Most_tickets_keep_their_promise_and_new_times_are_agreed_before_and_after_a_breach(int seed)
    {
        var outcomes = Tickets(seed).Select(t => TicketFold.Fold(t, Day.Organisation.Terms).Sla!).ToArray();
        outcomes.Should().NotContainNulls("every ticket is promised something");
        var settled = outcomes.Where(o => o.MetOriginal is not null).ToArray();
        ((double)settled.Count(o => o.MetOriginal == true) / settled.Length).Should().BeInRange(0.85, 0.98);
        settled.Count(o => o.MetAgreed == true).Should().BeGreaterThan(settled.Count(o => o.MetOriginal == true));
        outcomes.SelectMany(o => o.Agreements).Should().Contain([AgreementOutcome.Holds, AgreementOutcome.Late, AgreementOutcome.Refused]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Something_many_depend_on_fails_in_the_morning_and_is_solved_before_lunch(int seed)
    {
        var fact = Tickets(seed).Select(t => TicketFold.Fold(t, Day.Organisation.Terms)).Should().ContainSingle(f => f.Kind == TicketKind.MajorIncident).Which;
        var (opened, resolved) = (fact.OpenedAt!.Value.InZone(Day.Organisation.Zone), fact.ResolvedAt!.Value.InZone(Day.Organisation.Zone));
        opened.Hour.Should().BeInRange(8, 9);
        resolved.Hour.Should().BeInRange(9, 11);
        (fact.Priority, fact.Sla!.MetOriginal, fact.HandOvers).Should().Be(("1", true, 1));
        Day.Events(seed).Count(e => e.Data is ContactEnded ended && ended.Ticket == fact.TicketId).Should().BeGreaterThan(10, "those who call about it are told of the ticket there is");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_a_call_and_an_answer_to_the_survey_name_is_a_ticket_there_is(int seed)
    {
        var opened = Day.Events(seed).Where(e => e.Data is TicketOpened).ToDictionary(e => e.Subject, e => e.Time);
        foreach (var call in Day.Events(seed).Where(e => e.Data is ContactEnded { Ticket: not null })) opened[((ContactEnded)call.Data).Ticket!].Should().BeLessThanOrEqualTo(call.Time);
        var answers = Day.Events(seed).Where(e => e.Data is SurveyRated).ToArray();
        answers.Should().HaveCountGreaterThan(10);
        foreach (var answer in answers) opened[((SurveyRated)answer.Data).Ticket!].Should().BeLessThan(answer.Time);
    }

    private static IEnumerable<ServiceEvent[]> Tickets(int seed) => Day.Events(seed).Where(e => e.Type.Family == EventFamily.Ticket).GroupBy(e => e.Subject).Select(t => EventOrder.Sorted(t));
}
