namespace Metrics.Host.Demo.Live;

/// <summary>The invented service centre: its queues, and the tickets that come in writing.</summary>
internal static class CentrePlan
{
    /// <summary>The queue that a major incident fills.</summary>
    public const string Desk = "Servicedesk";

    /// <summary>The switchboard.</summary>
    public const string Switchboard = "Växel";

    /// <summary>What a major incident is about.</summary>
    public const string FailingSystem = "Verksamhetssystem";

    private static readonly (string Customer, double Weight)[] Administrations =
        [("Äldre samt vård och omsorg", 30), ("Grundskola", 22), ("Socialförvaltning", 18), ("Förskola", 16), ("Stadsmiljö", 8), ("Idrott och förening", 6)];

    private static readonly (string Customer, double Weight)[] Schools = [("Grundskola", 54), ("Förskola", 46)];

    private static readonly (string CaseType, double Weight)[] ItCases =
        [("Lösenord och behörighet", 20), ("E-post och kalender", 17), ("Dator och mobil", 28), (FailingSystem, 25), ("Övrigt", 10)];

    private static readonly (string CaseType, double Weight)[] PayCases = [("Lön", 46), ("Frånvaro", 30), ("Schema", 24)];

    private static readonly (string CaseType, double Weight)[] MoneyCases = [("Leverantörsfaktura", 58), ("Kundfaktura", 32), ("Attest", 10)];

    private static readonly (string CaseType, double Weight)[] CityCases = [("Fråga", 58), ("Anmälan", 24), ("Felanmälan", 18)];

    /// <summary>The queues. Those of one unit stand together.</summary>
    public static IReadOnlyList<QueuePlan> Queues { get; } =
    [
        new(Switchboard, Switchboard, 440, 24)
        {
            WrapUpSeconds = 4, PatienceSeconds = 200, LimitSeconds = 75, OverflowsTo = "Allmänna frågor", Margin = 1.0, PutThrough = 0.3, Solved = 0.95, CaseTypes = [("Koppling", 1)],
        },
        new("Kontaktcenter", "Allmänna frågor", 400, 190) { Tickets = 0.05, CaseTypes = CityCases },
        new("Kontaktcenter", "Förskola och skola", 300, 235) { Tickets = 0.05, CaseTypes = [("Barnomsorg", 44), ("Skolval", 21), ("Frånvaro", 35)], Customers = Schools },
        new("Kontaktcenter", "Vård och omsorg", 215, 290) { PatienceSeconds = 420, Tickets = 0.08, CaseTypes = [("Hemtjänst", 52), ("Färdtjänst", 31), ("Övrigt", 17)], Customers = [("Äldre samt vård och omsorg", 1)] },
        new("Kontaktcenter", "Bygg och miljö", 130, 270) { Tickets = 0.08, CaseTypes = [("Bygglov", 49), ("Avfall", 33), ("Felanmälan", 18)], Customers = [("Stadsmiljö", 1)] },
        new("Kontaktcenter", "Chatt", 130, 380) { Channel = "chat", AtATime = 2, PatienceSeconds = 240, LimitSeconds = 300, Tickets = 0.06, CaseTypes = CityCases },
        new("Kontaktcenter", "Besök", 80, 420) { Channel = "visit", PatienceSeconds = 900, LimitSeconds = 2700, Margin = 1.1, Tickets = 0.05, Solved = 0.88, CaseTypes = CityCases },
        new(Desk, Desk, 340, 300) { PatienceSeconds = 420, LimitSeconds = 360, Margin = 1.4, Tickets = 0.5, Solved = 0.66, CaseTypes = ItCases, Customers = Administrations },
        new(Desk, "Lösenord", 100, 130) { Tickets = 0.7, Solved = 0.93, CaseTypes = [("Lösenord och behörighet", 1)], Customers = Administrations },
        new("Lön", "Lön", 100, 270) { Tickets = 0.45, Solved = 0.7, CaseTypes = PayCases, Customers = Administrations },
        new("Ekonomi", "Ekonomi", 60, 250) { Tickets = 0.4, Solved = 0.7, CaseTypes = MoneyCases, Customers = Administrations },
    ];

    /// <summary>Tickets that come in writing on a common working day, by unit.</summary>
    public static IReadOnlyList<WrittenPlan> Written { get; } =
    [
        new("Kontaktcenter", 45, [("email", 1)], CityCases, []),
        new(Desk, 135, [("self-service", 74), ("email", 26)], ItCases, Administrations),
        new("Lön", 45, [("self-service", 60), ("email", 40)], PayCases, Administrations),
        new("Ekonomi", 35, [("email", 1)], MoneyCases, Administrations),
    ];
}

/// <summary>Tickets of a unit that come in writing.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="ADay">How many on a common working day.</param>
/// <param name="Channels">The ways in.</param>
/// <param name="CaseTypes">What they are about.</param>
/// <param name="Customers">Whom the unit serves; none is nobody in particular.</param>
internal sealed record WrittenPlan(string Unit, int ADay, (string Channel, double Weight)[] Channels, (string CaseType, double Weight)[] CaseTypes, (string Customer, double Weight)[] Customers);
