using Metrics.ServiceDesk.Kpis;

namespace Metrics.Warehouse.Tables;

/// <summary>The tables of each kind of fact.</summary>
internal static class TableNames
{
    /// <summary>All kinds of facts, in the order their tables are shown.</summary>
    public static readonly FactKind[] Kinds = [FactKind.Contact, FactKind.Ticket, FactKind.HandOver, FactKind.Volume, FactKind.Survey];

    /// <summary>The kinds whose cells are of the local day and made from the catalogue.</summary>
    public static readonly FactKind[] OfTheDay = [FactKind.Ticket, FactKind.HandOver];

    /// <summary>The tables of what was entered and decided: facts without cells, since nothing of it adds up.</summary>
    public static readonly string[] Statements = ["entered_facts", "prognosis_facts", "series_break_facts", "planned_change_facts"];

    /// <summary>The table of facts.</summary>
    public static string Facts(this FactKind kind) => Name(kind) + "_facts";

    /// <summary>The table of cells.</summary>
    public static string Cells(this FactKind kind) => Name(kind) + "_cells";

    /// <summary>The temporary table of the cells to be made anew.</summary>
    public static string Dirty(this FactKind kind) => "dirty_" + Name(kind) + "s";

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
