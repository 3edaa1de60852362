using System.Text;
using Metrics.Host.Demo.Live;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Tests.Live;

public sealed class SimulatedDayTests
{
    private static readonly LocalDate Sunday = new(2025, 3, 16);
    private static readonly LocalDate NationalDay = new(2025, 6, 6);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_gives_others()
    {
        var bytes = Day.Bytes(Day.Events(1));
        Day.Bytes(Day.Of(1).Events()).AsSpan().SequenceEqual(bytes).Should().BeTrue();
        Day.Bytes(Day.Events(2)).AsSpan().SequenceEqual(bytes).Should().BeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-7)]
    public void Events_come_in_the_order_of_time_each_once_and_none_after_half_past_six(int seed)
    {
        var events = Day.Events(seed);
        events.Select(e => e.Time).Should().BeInAscendingOrder();
        events.Should().OnlyHaveUniqueItems(e => e.Key);
        events[^1].Time.Should().BeLessThanOrEqualTo(Day.Of(seed).Ends);
        events.Where(e => e.Type.Family != EventFamily.Ticket).Should().OnlyContain(e => e.Time >= Day.Of(seed).Begins, "only tickets are left of the days before");
    }

    [Fact]
    public void The_decoder_reads_every_event_as_it_was_written()
    {
        var decoder = new CloudEventDecoder("default", Day.Pipelines.Organisations);
        var lines = Encoding.UTF8.GetString(Day.Bytes(Day.Events(1))).TrimEnd('\n').Split('\n');
        foreach (var (line, written) in lines.Zip(Day.Events(1)))
        {
            decoder.TryDecode(Encoding.UTF8.GetBytes(line), out var read).Should().BeNull(line);
            (read!.Key, read.SubjectKey, read.Content, read.Organisation, read.RecordedTime).Should().Be((written.Key, written.SubjectKey, written.Content, "demo-live", null), line);
        }
    }

    [Fact]
    public void A_common_Monday_is_a_citys_and_tells_of_everything()
    {
        var today = Day.Events(1).Where(e => e.Time >= Day.Of(1).Begins).ToArray();
        Count<ContactOffered>(today).Should().BeInRange(2_700, 3_500);
        Count<TicketOpened>(today).Should().BeInRange(700, 900);
        today.Select(e => e.Type).Distinct().Should().BeEquivalentTo(EventType.All.Where(t => t.Family is EventFamily.Ticket or EventFamily.Contact)
            .Except([EventType.Of<TicketStatusChanged>(), EventType.Of<TicketCancelled>(), EventType.Of<ContactRecorded>()])
            .Append(EventType.Of<VolumeCounted>()).Append(EventType.Of<SurveyRated>()));
        today.Select(e => e.Data).OfType<ContactOffered>().Select(c => c.Channel).Distinct().Should().BeEquivalentTo("phone", "chat", "visit");
        today.Select(e => e.Data).OfType<TicketOpened>().Select(t => t.Channel).Distinct().Should().Contain(["phone", "email", "self-service", "chat"]);
    }

    [Fact]
    public void Twice_the_scale_is_about_twice_the_work()
    {
        int Offered(double scale) => Count<ContactOffered>(new SimulatedDay(Day.Organisation, SimulatedDay.CommonDate, 1, scale).Events());
        var (half, two) = (Offered(0.5), Offered(2));
        half.Should().BeInRange(1_200, 1_900);
        two.Should().BeInRange(5_200, 7_200);
        foreach (var wrong in (double[])[0, -1, 1001, double.NaN]) ((Func<int>)(() => Offered(wrong))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void On_a_day_when_it_is_closed_everybody_calls_a_closed_number_and_nobody_handles_a_ticket()
    {
        foreach (var closed in (LocalDate[])[Sunday, NationalDay])
        {
            var day = new SimulatedDay(Day.Organisation, closed, 1);
            var today = day.Events().Where(e => e.Time >= day.Begins).ToArray();
            Count<ContactClosed>(today).Should().BePositive();
            today.Select(e => e.Data).Should().OnlyContain(d => d is ContactClosed || d is TicketOpened || d is TicketClosed);
        }
    }

    [Fact]
    public void A_day_that_is_moved_is_the_same_day_at_another_time_under_other_numbers()
    {
        // 06:30 lies at 22:00, so that the afternoon is the next day's.
        var begins = Instant.FromUtc(2026, 11, 26, 21, 0);
        var moved = new SimulatedDay(Day.Organisation, SimulatedDay.CommonDate, 1, 1, begins);
        var (there, here) = (moved.Events().ToArray(), Day.Events(1));
        moved.Begins.Should().Be(begins);
        var shift = begins - Day.Of(1).Begins;
        there.Select(e => (e.Type, e.Time)).Should().Equal(here.Select(e => (e.Type, e.Time + shift)));
        there.Select(e => e.Key).Should().NotIntersectWith(here.Select(e => e.Key));
        there.Select(e => e.Data).OfType<TicketDeadlineAgreed>().Select(a => a.Due).Should().Equal(here.Select(e => e.Data).OfType<TicketDeadlineAgreed>().Select(a => a.Due + shift));
        foreach (var counted in there.Where(e => e.Data is VolumeCounted))
            ((VolumeCounted)counted.Data).Period.Should().Be(counted.Time.InZone(Day.Organisation.Zone).Date.ToString("uuuu-MM-dd", null));
        var tickets = there.Where(e => e.Data is TicketOpened).Select(e => e.Subject).ToHashSet();
        there.Select(e => e.Data).OfType<ContactEnded>().Select(c => c.Ticket).OfType<string>().Should().BeSubsetOf(tickets);
    }

    [Fact]
    public void The_units_that_work_are_those_that_the_organisation_has()
    {
        var units = CentrePlan.Queues.Select(q => q.Unit).Concat(CentrePlan.Written.Select(w => w.Unit)).Distinct();
        units.Should().BeEquivalentTo(Day.Organisation.Units.Where(u => u.Parent is not null).Select(u => u.Id));
    }

    private static int Count<T>(IEnumerable<ServiceEvent> events) => events.Count(e => e.Data is T);
}
