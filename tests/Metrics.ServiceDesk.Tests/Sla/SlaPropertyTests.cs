using FsCheck;
using FsCheck.Fluent;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tests.Calendars;
using Metrics.ServiceDesk.Tickets;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Sla;

public sealed class SlaPropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void A_pause_outside_opening_hours_adds_nothing() => Check((calendar, life) =>
    {
        if (Closed(calendar, life.Random, life.Opened) is not { } night) return;
        var plain = life.Unpaused;
        var paused = plain.With((night.Start, new TicketPaused { Reason = Desk.Customer }), (night.Start + ((night.End - night.Start) * life.Random.NextDouble()), new TicketResumed()));
        Fold(calendar, paused).Sla.Should().BeEquivalentTo(Fold(calendar, plain).Sla);
    });

    [Fact]
    public void Pausing_twice_equals_pausing_once() => Check((calendar, life) =>
    {
        var pauses = life.Steps.Where(s => s.Data is TicketPaused).ToArray();
        // Two reasons at one instant have no order of their own; their hashes decide, and a copy has another hash.
        if (pauses.DistinctBy(p => p.At).Count() < pauses.Length) return;
        Fold(calendar, life.With([.. pauses, .. pauses])).Sla.Should().BeEquivalentTo(Fold(calendar, life).Sla);
    });

    [Fact]
    public void The_order_of_arrival_changes_nothing() => Check((calendar, life) =>
    {
        var events = Desk.Life(life.Steps);
        var expected = TicketFold.Fold(events, Terms(calendar));
        TicketFold.Fold(events.OrderBy(_ => life.Random.Next()).ToArray(), Terms(calendar)).Should().BeEquivalentTo(expected);
    });

    [Fact]
    public void A_promise_is_kept_exactly_when_it_was_settled_before_it_broke() => Check((calendar, life) =>
    {
        var sla = Fold(calendar, life).Sla!;
        if (sla is not { SettledAt: { } settled, MetOriginal: { } met }) return;
        // Solved once more without having been reopened, it was held solved since the first of the two.
        met.Should().Be(sla.KeptUntil is not { } kept || life.DoneSince <= kept);
        if (met && sla.DueAt is { } due) due.Should().BeLessThanOrEqualTo(sla.KeptUntil ?? Instant.MaxValue);
        sla.Used!.Value.Should().BeLessThanOrEqualTo(settled - life.Opened).And.BeGreaterThanOrEqualTo(Duration.Zero);
    });

    [Fact]
    public void The_clock_never_runs_backwards() => Check((calendar, life) =>
    {
        var story = TicketStory.Tell(Desk.Life(life.Steps), Terms(calendar));
        story.Lines.Select(l => l.Used).Should().BeInAscendingOrder();
        story.Lines.Select(l => l.At).Should().BeInAscendingOrder();
        if (story.Fact.Sla is { Used: { } used, SettledAt: { } settled }) story.Lines.Where(l => l.At >= settled).Should().OnlyContain(l => l.Used == used, "the story ends in the fact");
    });

    [Fact]
    public void More_time_promised_never_makes_it_later_than_less() => Check((calendar, life) =>
    {
        var (less, more) = (Desk.Outcome(Desk.Promising(8, calendar: calendar), life.Steps), Desk.Outcome(Desk.Promising(9, calendar: calendar), life.Steps));
        if (less.MetOriginal == true) more.MetOriginal.Should().BeTrue();
        if (less.DueAt is { } soon && more.DueAt is { } late) soon.Should().BeLessThan(late);
    });

    private static ServiceTerms Terms(OpeningCalendar calendar) => Desk.Promising(8, calendar: calendar);

    private static TicketFact Fold(OpeningCalendar calendar, AnyLife life) => Desk.Fold(Terms(calendar), life.Steps);

    private static NodaTime.Interval? Closed(OpeningCalendar calendar, Random random, Instant from)
    {
        var at = from + Duration.FromMinutes(random.Next(14 * 1440));
        if (calendar.IsOpen(at) && calendar.NextChange(at).At is { } closes) at = closes;
        return calendar.IsOpen(at) || calendar.NextChange(at).At is not { } opens ? null : new NodaTime.Interval(at, opens);
    }

    private static void Check(Action<OpeningCalendar, AnyLife> holds) => Prop.ForAll(
        AnyCalendar.All.ToArbitrary(), Gen.Choose(1, int.MaxValue - 1).Select(seed => new AnyLife(seed)).ToArbitrary(), holds).Check(Often);

    /// <summary>A ticket's life of some weeks: pauses, reopenings, agreements, sharing instants now and then.</summary>
    private sealed class AnyLife
    {
        private readonly int _seed;

        public AnyLife(int seed)
        {
            _seed = seed;
            Random = new Random(seed);
            Opened = Instant.FromUtc(2021, 3, 20, 0, 0) + Duration.FromMinutes(Random.Next(400 * 1440));
            var steps = new List<(Instant, EventData)> { (Opened, new TicketOpened()) };
            var at = Opened;
            for (var i = Random.Next(12); i > 0; i--)
            {
                at += Duration.FromMinutes(Random.Next(4) == 0 ? 0 : Random.Next(3000));
                steps.Add((at, Step(at)));
            }

            Steps = steps.ToArray();
        }

        private AnyLife(AnyLife life, (Instant, EventData)[] steps) => (_seed, Random, Opened, Steps) = (life._seed, life.Random, life.Opened, steps);

        public Random Random { get; }

        public Instant Opened { get; }

        public (Instant At, EventData Data)[] Steps { get; }

        public AnyLife With(params (Instant, EventData)[] more) => new(this, [.. Steps, .. more]);

        public AnyLife Unpaused => new(this, Steps.Where(s => s.Data is not (TicketPaused or TicketResumed)).ToArray());

        /// <summary>Since when all has been done, without a reopening since.</summary>
        public Instant? DoneSince
        {
            get
            {
                Instant? since = null;
                foreach (var e in EventOrder.Sorted(Desk.Life(Steps)))
                {
                    if (e.Data is TicketReopened) since = null;
                    else if (e.Data is TicketResolved or TicketClosed or TicketCancelled) since ??= e.Time;
                }

                return since;
            }
        }

        public override string ToString() => $"life {_seed}";

        private EventData Step(Instant at) => Random.Next(9) switch
        {
            0 or 1 => new TicketPaused { Reason = Random.Next(3) == 0 ? "Leverantör" : Desk.Customer },
            2 => new TicketResumed(),
            3 or 4 => new TicketResolved(),
            5 => new TicketReopened(),
            6 => new TicketDeadlineAgreed { Due = at + Duration.FromMinutes(Random.Next(8000)), Consent = Random.Next(4) > 0 },
            7 => new TicketClosed(),
            _ => new TicketResponded(),
        };
    }
}
