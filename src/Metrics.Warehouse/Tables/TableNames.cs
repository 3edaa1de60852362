using Metrics.ServiceDesk.Kpis;

namespace Metrics.Warehouse.Tables;

/// <summary>The tables of each kind of fact.</summary>
internal static class TableNames
{
    /// <summary>All kinds of facts, in the order their tables are shown.</summary>
    public static readonly FactKind[] Kinds = [FactKind.Contact, FactKind.Ticket, FactKind.HandOver, FactKind.Volume, FactKind.Survey];

    /// <summary>The kinds whose cells are of the local day and made from the catalogue.</summary>
    public static readonly FactKind[] OfTheDay = [FactKind.Ticket, FactKind.HandOver];

    /// <summary>The kinds whose cells are sums of facts, made from the catalogue.</summary>
    public static readonly FactKind[] Summed = [FactKind.Contact, .. OfTheDay];

    /// <summary>The tables of what was entered and decided: facts without cells, since nothing of it adds up.</summary>
    public static readonly string[] Statements = ["entered_facts", "prognosis_facts", "series_break_facts", "planned_change_facts"];

    /// <summary>The table of facts.</summary>
    public static string Facts(this FactKind kind) => Name(kind) + "_facts";

    /// <summary>The table of cells.</summary>
    public static string Cells(this FactKind kind) => Name(kind) + "_cells";

    /// <summary>The temporary table of the facts that a batch takes away.</summary>
    public static string Gone(this FactKind kind) => "gone_" + Facts(kind);

    /// <summary>The temporary table of the facts that a batch brings.</summary>
    public static string Come(this FactKind kind) => "come_" + Facts(kind);

    private static string Name(FactKind kind) => kind switch
    {
        FactKind.Contact => "contact",
        FactKind.Ticket => "ticket",
        FactKind.HandOver => "hand_over",
        FactKind.Volume => "volume",
        FactKind.Survey => "survey",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
