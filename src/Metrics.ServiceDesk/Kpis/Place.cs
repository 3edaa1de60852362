namespace Metrics.ServiceDesk.Kpis;

/// <summary>When a place in time has come.</summary>
public enum PlaceComes
{
    /// <summary>An event told it: it has.</summary>
    WithAnEvent,

    /// <summary>Its day brings it, unless an event came before: it has when the day has begun.</summary>
    WhenItsDayBegins,

    /// <summary>Its day brings it at some hour: it has for certain when the day is over.</summary>
    WhenItsDayIsOver,
}

/// <summary>One of a fact's times that can place it on a day: opened, resolved, due.</summary>
/// <param name="Id">Its id in the catalogue.</param>
/// <param name="Comes">When it has come; figures leave out what has not.</param>
public sealed record Place(string Id, PlaceComes Comes = PlaceComes.WithAnEvent)
{
    /// <summary>Days after which a ticket still open counts as old, each with a place of its own.</summary>
    public static readonly int[] Ages = [7, 30, 90];

    /// <summary>The column of the fact's day.</summary>
    public string Column { get; } = Id.Replace('-', '_') + "_day";

    /// <summary>The places of facts, in the order of their columns.</summary>
    public static IReadOnlyList<Place> Of(FactKind fact) => fact switch
    {
        FactKind.Contact => Contact,
        FactKind.Ticket => Ticket,
        FactKind.HandOver => HandOver,
        _ => [],
    };

    private static readonly Place[] Contact = [new("offered")];

    private static readonly Place[] Ticket =
    [
        new("opened"), new("first-resolved"), new("resolved"), new("closed"), new("left"), new("ended"), new("responded"), new("settled"),
        new("due", PlaceComes.WhenItsDayIsOver), new("agreed-due", PlaceComes.WhenItsDayIsOver),
        .. Ages.Select(days => new Place($"aged-{days}", PlaceComes.WhenItsDayBegins)),
    ];

    private static readonly Place[] HandOver = [new("handed-over"), new("returned")];
}
