using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Warehouse.Tests;

/// <summary>What no event tells: that time passed. The demo promises 24 opening hours; Wednesday 15 March 12:00 UTC is 13:00 there.</summary>
public sealed class PromiseTests
{
    private const int Hour = 60;

    [Fact]
    public void An_open_ticket_is_missed_when_the_day_it_was_due_is_over_and_not_before()
    {
        using var test = TestWarehouse.With(Opened());
        // From the 15th a ticket has 16 hours: 4 on Wednesday, 9 on Thursday, 3 on Friday the 17th.
        test.Clock.Now = new DateTimeOffset(2023, 3, 17, 20, 0, 0, TimeSpan.Zero);
        test.Kpi("sla-compliance-due", "demo", "original").Denominator.Should().Be(0, "the day it is due is not over");
        test.Clock.Now = new DateTimeOffset(2023, 3, 18, 8, 0, 0, TimeSpan.Zero);
        var missed = test.Kpi("sla-compliance-due", "demo", "original");
        (missed.Numerator, missed.Denominator).Should().Be((0m, 0m), "a question without an end goes to the last day on which anything happened");
        var asked = new KpiQuery(test.Warehouse).Answer(Question("sla-compliance-due", new LocalDate(2023, 4, 1))).First(r => r.Variant == "original");
        (asked.Numerator, asked.Denominator).Should().Be((0m, 1m));
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void A_ticket_grows_old_without_an_event()
    {
        using var test = TestWarehouse.With(Opened());
        decimal? Old(int day)
        {
            test.Clock.Now = new DateTimeOffset(2023, 3, day, 12, 0, 0, TimeSpan.Zero);
            return new KpiQuery(test.Warehouse).Answer(Question("backlog-older-7", new LocalDate(2023, 4, 1))).Single().Value;
        }

        Old(21).Should().Be(0);
        Old(22).Should().Be(1, "seven days after the 15th");
        test.Commit(Make.Ticket(new TicketResolved(), minutes: 12 * 24 * Hour, organisation: "demo"));
        Old(28).Should().Be(0, "it left on the 27th");
        new KpiQuery(test.Warehouse).Answer(Question("backlog-older-7", new LocalDate(2023, 3, 27))).Single().Value.Should().Be(1, "and had not on the 26th");
        new KpiQuery(test.Warehouse).Answer(Question("backlog-older-30", new LocalDate(2023, 12, 1))).Single().Value.Should().Be(0);
    }

    [Fact]
    public void A_receipt_counts_what_has_come_and_no_more()
    {
        using var test = TestWarehouse.With(Opened(), Make.Ticket(new TicketOpened(), "T2", -20 * 24 * Hour, organisation: "demo"));
        test.Clock.Now = new DateTimeOffset(2023, 3, 16, 8, 0, 0, TimeSpan.Zero);
        foreach (var kpi in (string[])["sla-compliance-due", "backlog-older-7", "backlog-older-30"])
        {
            var receipt = new ReceiptQuery(test.Warehouse).Answer(Question(kpi, new LocalDate(2023, 4, 1)), "2023-03", null);
            receipt.Agrees.Should().BeTrue("{0}: {1} / {2} by cells, {3} / {4} by facts", kpi, receipt.Figure.Numerator, receipt.Figure.Denominator, receipt.RecountedNumerator, receipt.RecountedDenominator);
        }
    }

    [Fact]
    public void Figures_as_known_earlier_know_the_promise_as_it_stood()
    {
        using var test = TestWarehouse.With(Opened());
        test.Clock.Now = new DateTimeOffset(2023, 3, 20, 8, 0, 0, TimeSpan.Zero);
        test.Commit(Make.Ticket(new TicketDeadlineAgreed { Due = Make.Noon + Duration.FromDays(9), Consent = true }, minutes: Hour, organisation: "demo"));
        test.Clock.Now = new DateTimeOffset(2023, 4, 20, 8, 0, 0, TimeSpan.Zero);
        test.Commit(Make.Ticket(new TicketResolved(), minutes: 8 * 24 * Hour, organisation: "demo"));
        test.Kpi("sla-compliance", "demo", "agreed").Value.Should().Be(1);
        test.Kpi("sla-compliance", "demo", "original").Value.Should().Be(0);
        test.Kpi("sla-compliance", "demo", "agreed", Instant.FromUtc(2023, 3, 25, 0, 0)).Denominator.Should().BeNull("nobody knew yet that it was solved");
    }

    [Fact]
    public void A_line_s_time_is_a_fact_of_its_own_and_follows_the_ticket()
    {
        using var test = TestWarehouse.With(
            Opened(), Make.Ticket(new TicketHandedOver { Line = "Andra linjen" }, minutes: Hour, organisation: "demo"),
            Make.Ticket(new TicketHandedBack(), minutes: 28 * Hour, organisation: "demo"), Make.Ticket(new TicketHandedOver { Line = "Leverantör" }, minutes: 29 * Hour, organisation: "demo"));
        test.Kpi("hand-overs", "demo").Value.Should().Be(2);
        test.Kpi("feedback-time", "demo").Denominator.Should().Be(1);
        // From Wednesday 14:00 to Thursday 17:00: 3 of 9 hours, and 9 of 9.
        test.Kpi("feedback-time", "demo").Value.Should().BeApproximately(12 / 9m, 0.000001m);
        (test.Kpi("line-compliance", "demo").Numerator, test.Kpi("line-compliance", "demo").Denominator).Should().Be((1m, 1m), "exactly twelve hours; the supplier promised nothing");
        test.Commit(Make.Ticket(new TicketHandedOver { Line = "Andra linjen" }, minutes: Hour, id: "T1-TicketHandedBack-1680", revision: 1, organisation: "demo"));
        test.Kpi("hand-overs", "demo").Value.Should().Be(3, "the return was corrected into another hand-over");
        test.Differences().Should().Be(0);
    }

    private static ServiceEvent Opened() => Make.Ticket(new TicketOpened(), organisation: "demo");

    private static KpiQuestion Question(string kpi, LocalDate to)
        => new() { Organisation = TestWarehouse.Pipelines.Organisation("demo"), Kpis = [kpi], From = new LocalDate(2023, 2, 1), To = to };
}
