using FsCheck;
using FsCheck.Fluent;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Warehouse.Tests;

/// <summary>Events that meet, correct and contradict each other, and the batches they come in.</summary>
internal sealed class Replay
{
    public Replay(int seed)
    {
        Seed = seed;
        var random = new Random(seed);
        Events = Enumerable.Range(0, random.Next(2, 60)).Select(_ => AnyEvent(random)).ToArray();
        var shuffled = Events.Concat(Events.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();
        var batches = new List<ServiceEvent[]>();
        while (shuffled.Count > 0)
        {
            var size = random.Next(1, shuffled.Count + 1);
            batches.Add(shuffled.Take(size).ToArray());
            shuffled.RemoveRange(0, size);
        }

        Batches = batches;
    }

    public int Seed { get; }

    public ServiceEvent[] Events { get; }

    public IReadOnlyList<ServiceEvent[]> Batches { get; }

    public override string ToString() => $"seed {Seed}";

    /// <summary>Any of them.</summary>
    public static Arbitrary<Replay> Any() => Gen.Choose(1, 1_000_000).Select(seed => new Replay(seed)).ToArbitrary();

    // Few subjects, ids, minutes and revisions, so that events meet, correct, contradict and share instants.
    private static ServiceEvent AnyEvent(Random random)
    {
        var minutes = random.Next(0, 6) * 240;
        var revision = random.Next(0, 3);
        var organisation = random.Next(2) == 0 ? "demo" : "default";
        switch (random.Next(6))
        {
            case 0 when random.Next(2) == 0:
                // The id is shared between contacts now and then, and the ticket's number is on the last event.
                return Make.Contact(AnyContactData(random), $"D{random.Next(3)}", minutes * 8, random.Next(4) == 0 ? $"wandering-{random.Next(3)}" : null, revision, organisation);
            case 0:
                return Make.Call((ContactOutcome)random.Next(0, 7), random.Next(3) == 0 ? null : random.Next(0, 200), $"C{random.Next(4)}", minutes, revision, random.Next(2) == 0 ? "A" : "B", at: Make.Noon + Duration.FromDays(random.Next(9)), organisation: organisation, ticket: random.Next(3) == 0 ? null : $"T{random.Next(3)}");
            case 1:
                return Make.Count(random.Next(0, 9), $"2023-0{random.Next(1, 3)}", random.Next(2) == 0 ? "supplier-invoices" : "computers", revision, random.Next(2) == 0 ? MeasureKind.Flow : MeasureKind.Stock);
            case 2:
                return Make.Statement(random.Next(2) == 0
                    ? new IndicatorReported { Indicator = "nki", Period = $"2023-0{random.Next(1, 3)}", Value = random.Next(60, 70), ReadFrom = "enkät" }
                    : new PrognosisDecided { Measure = "payslips", Year = 2023, Value = random.Next(9), By = "ledningen" }, random.Next(3), minutes, revision);
            case 3:
                return random.Next(4) == 0
                    ? Make.Result(random.Next(0, 500) / 100m, random.Next(0, 4), $"A{random.Next(6)}", revision: revision, organisation: organisation)
                    : Make.Rating(random.Next(0, 7), $"A{random.Next(6)}", high: random.Next(2) == 0 ? 5 : 10, ticket: random.Next(4) == 0 ? null : $"T{random.Next(4)}", minutes: minutes * 30, revision: revision, unit: random.Next(2) == 0 ? "A" : null, organisation: organisation);
            default:
                // The id is shared between tickets now and then: a correction may move an event to another ticket.
                return Make.Ticket(AnyTicketData(random), $"T{random.Next(3)}", minutes, random.Next(4) == 0 ? $"moving-{random.Next(3)}" : null, revision, organisation, random.Next(8) == 0 ? "other-desk" : "desk");
        }
    }

    private static EventData AnyContactData(Random random) => random.Next(6) switch
    {
        0 or 1 => new ContactOffered { Unit = $"U{random.Next(2)}" },
        2 => new ContactAnswered(),
        3 => new ContactMisrouted(),
        4 => new ContactEnded { Resolved = true },
        _ => new ContactEnded { Ticket = $"T{random.Next(3)}" },
    };

    private static EventData AnyTicketData(Random random) => random.Next(13) switch
    {
        0 or 1 => new TicketOpened { Unit = $"U{random.Next(2)}", Channel = "phone", Priority = "3" },
        2 => new TicketReclassified { Unit = $"U{random.Next(3)}", CaseType = "E-post" },
        3 => new TicketPaused { Reason = random.Next(2) == 0 ? "Väntar på kund" : "Leverantör" },
        4 => new TicketResumed(),
        5 => new TicketHandedOver { Agreed = random.Next(2) == 0, Line = random.Next(2) == 0 ? "Andra linjen" : null },
        6 => new TicketReopened(),
        7 => new TicketClosed { SlaMet = random.Next(2) == 0 },
        8 => new TicketCancelled(),
        9 => new TicketHandedBack(),
        10 => new TicketResponded(),
        11 => new TicketDeadlineAgreed { Due = Make.Noon + Duration.FromHours(random.Next(80)), Consent = random.Next(3) > 0 },
        _ => new TicketResolved { FirstContact = random.Next(2) == 0 },
    };
}
