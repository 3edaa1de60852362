using Metrics.Oracle.Tests.Oracle.Promises;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// Calculates every KPI a second time, from the raw log alone and by plain loops over the prose of the domain. It shares
/// nothing with the product's folds, opening hours, clocks, catalogue or cells: where the two differ, one of them is wrong.
/// </summary>
internal sealed class IndependentOracle
{
    private readonly Desk _desk;
    private readonly IReadOnlyList<Contact> _contacts;
    private readonly IReadOnlyList<VolumeCount> _counts;
    private readonly IReadOnlyList<SurveyAnswer> _answers;

    /// <summary>Reads the log of a closed database file.</summary>
    /// <param name="database">The file.</param>
    /// <param name="desk">The organisation.</param>
    /// <param name="now">When the questions are asked.</param>
    /// <param name="asOf">As known then, and asked then; null is now.</param>
    public IndependentOracle(string database, Desk desk, DateTime now, DateTime? asOf = null)
    {
        var events = RawLog.Read(database, asOf);
        _desk = desk;
        _contacts = Contact.All(events, desk.Id);
        _counts = VolumeCount.All(events, desk.Id);
        _answers = SurveyAnswer.All(events, desk.Id);
        Tickets = new TicketList(Ticket.All(events, desk, _contacts), desk, desk.DayOf(asOf ?? now));
        Lines = Tickets.All.SelectMany(t => t.Lines.Select(line => new LineResult(t, line, desk))).ToArray();
    }

    /// <summary>The tickets, each held against what was promised.</summary>
    public TicketList Tickets { get; }

    /// <summary>The lines' times with tickets.</summary>
    public IReadOnlyList<LineResult> Lines { get; }

    /// <summary>The KPIs that can be asked for such a length.</summary>
    public IEnumerable<string> Ids(Length length) => length <= Length.Hour
        ? ContactFigures.Ids
        : [.. ContactFigures.Ids, .. TicketFigures.Ids, .. HandOverFigures.Ids, .. SatisfactionFigures.Ids,
            .. VolumeFigures.Measures(_counts, length).SelectMany(m => VolumeFigures.Ids(m, _desk)), .. ComposedFigures.Answering(_counts, length)];

    /// <summary>The figures.</summary>
    public IReadOnlyDictionary<FigureKey, Figure> Figures(Asked asked)
    {
        var figures = ContactFigures.Of(_contacts.Where(c => Within(c.Scope)), _desk, asked);
        if (asked.Length > Length.Hour)
        {
            figures = figures.Concat(TicketFigures.Of(Tickets with { All = [.. Tickets.All.Where(t => Within(t.Scope))] }, _desk, asked))
                .Concat(HandOverFigures.Of([.. Lines.Where(l => Within(l.Scope))], _desk, asked))
                .Concat(SatisfactionFigures.Of([.. _answers.Where(a => Within(a.Scope))], Tickets, _desk, asked))
                .Concat(VolumeFigures.Of([.. _counts.Where(c => Within(c.Scope))], _desk, asked));
        }

        var counted = figures.ToDictionary(f => f.Key, f => f.Figure);
        return asked.Length <= Length.Hour ? counted : counted.Concat(ComposedFigures.Of(counted).Select(f => KeyValuePair.Create(f.Key, f.Figure))).ToDictionary();

        bool Within(Scope scope) => asked.Unit is not { } unit || _desk.IsWithin(scope.Unit, unit);
    }
}
