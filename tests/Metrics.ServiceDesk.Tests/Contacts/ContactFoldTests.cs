using Metrics.ServiceDesk.Contacts;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Contacts;

public sealed class ContactFoldTests
{
    private static readonly Instant Nine = Instant.FromUtc(2023, 3, 13, 9, 0);

    [Fact]
    public void The_wait_is_the_time_from_offered_to_answered()
    {
        var fact = Fold((0, new ContactOffered { Queue = "Servicedesk", Unit = "Kontaktcenter" }), (42, new ContactAnswered()), (342, new ContactEnded { Resolved = true }));
        fact.Outcome.Should().Be(ContactOutcome.Answered);
        fact.WaitMicroseconds.Should().Be(42_000_000);
        fact.TalkMicroseconds.Should().Be(300_000_000);
        fact.Resolved.Should().BeTrue();
        fact.Slice.Queue.Should().Be("Servicedesk");
    }

    [Fact]
    public void What_the_source_measured_itself_stands()
        => Fold((0, new ContactOffered()), (42, new ContactAnswered { WaitSeconds = 41.5m })).WaitMicroseconds.Should().Be(41_500_000);

    [Fact]
    public void A_wait_that_nobody_measured_is_unknown()
    {
        Fold((0, new ContactRecorded { Outcome = ContactOutcome.Abandoned })).WaitMicroseconds.Should().BeNull();
        Fold((42, new ContactAnswered())).WaitMicroseconds.Should().BeNull("no event says when it was offered");
        Fold((50, new ContactOffered()), (42, new ContactAnswered())).WaitMicroseconds.Should().BeNull("a clock that runs backwards measures nothing");
    }

    [Fact]
    public void A_contact_in_the_queue_is_waiting()
        => Fold((0, new ContactOffered())).Outcome.Should().Be(ContactOutcome.Waiting);

    [Fact]
    public void The_first_way_out_of_the_queue_counts()
        => Fold((0, new ContactOffered()), (30, new ContactTimedOut()), (31, new ContactAnswered())).Outcome.Should().Be(ContactOutcome.TimedOut);

    [Fact]
    public void Calling_a_closed_number_is_not_being_offered()
        => Fold((0, new ContactClosed { Queue = "Växel" })).Outcome.Should().Be(ContactOutcome.Closed);

    [Fact]
    public void A_contact_found_misrouted_in_the_queue_was_never_offered()
        => Fold((0, new ContactOffered { Queue = "Växel" }), (5, new ContactMisrouted())).Outcome.Should().Be(ContactOutcome.Misrouted);

    [Fact]
    public void A_wait_a_hair_longer_than_a_limit_is_longer()
        => Fold((0, new ContactRecorded { Outcome = ContactOutcome.Answered, WaitSeconds = 120.0000001m })).WaitMicroseconds.Should().BeGreaterThan(120_000_000);

    [Fact]
    public void A_recorded_contact_says_it_all()
    {
        var fact = Fold((0, new ContactOffered { Queue = "fel" }), (0, new ContactRecorded { Outcome = ContactOutcome.Answered, WaitSeconds = 0, Queue = "rätt" }));
        fact.Slice.Queue.Should().Be("rätt");
        fact.WaitMicroseconds.Should().Be(0, "an answer at once is a known wait of 0");
    }

    private static ContactFact Fold(params (int Seconds, EventData Data)[] life) => ContactFold.Fold(life
        .Select((step, i) => ServiceEvent.Create(step.Data, "default", "phones", $"e{i}", "C1", Nine + Duration.FromSeconds(step.Seconds)))
        .Reverse().ToArray());
}
