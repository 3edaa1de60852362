namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// Calculates every KPI a second time, from the raw log alone and by plain loops over the prose of the domain. It shares
/// nothing with the product's folds, catalogue or cells: where the two differ, one of them is wrong.
/// </summary>
internal sealed class IndependentOracle
{
    private readonly Desk _desk;
    private readonly IReadOnlyList<Contact> _contacts;
    private readonly IReadOnlyList<Ticket> _tickets;
    private readonly IReadOnlyList<VolumeCount> _counts;

    /// <summary>Reads the log of a closed database file.</summary>
    public IndependentOracle(string database, Desk desk, DateTime? asOf = null)
    {
        var events = RawLog.Read(database, asOf);
        _desk = desk;
        _contacts = Contact.All(events, desk.Id);
        _tickets = Ticket.All(events, desk.Id);
        _counts = VolumeCount.All(events, desk.Id);
    }

    /// <summary>The KPIs that can be asked for such a length.</summary>
    public IEnumerable<string> Ids(Length length) => length <= Length.Hour
        ? ContactFigures.Ids
        : [.. ContactFigures.Ids, .. TicketFigures.Ids, .. VolumeFigures.Measures(_counts, length).SelectMany(VolumeFigures.Ids)];

    /// <summary>The figures.</summary>
    public IReadOnlyDictionary<FigureKey, Figure> Figures(Asked asked)
    {
        var figures = ContactFigures.Of(_contacts, _desk, asked);
        if (asked.Length > Length.Hour)
        {
            figures = figures.Concat(TicketFigures.Of(_tickets, _desk, asked)).Concat(VolumeFigures.Of(_counts, asked));
        }

        return figures.ToDictionary(f => f.Key, f => f.Figure);
    }
}
