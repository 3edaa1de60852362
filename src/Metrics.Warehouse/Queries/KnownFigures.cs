using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Statements;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>An organisation's figures as known at one time: they last as long as they are handed over.</summary>
public sealed class KnownFigures
{
    private const int LongestIncident = 7;
    private const int MostDisturbed = 4;

    private readonly MetricsWarehouse _warehouse;
    private readonly Organisation _organisation;
    private readonly Instant? _asOf;
    private readonly string _prefix;
    private readonly bool _countsEvents;
    private readonly Dictionary<string, Receipt> _receipts = new(StringComparer.Ordinal);
    private readonly Lazy<(LocalDate First, LocalDate Last)?> _span;
    private readonly Lazy<(string? Unit, LocalDate First, LocalDate? Solved)[]> _incidents;
    private StatementsTold? _told;

    internal KnownFigures(MetricsWarehouse warehouse, Organisation organisation, Instant? asOf, bool countsEvents, string prefix)
    {
        (_warehouse, _organisation, _asOf, _countsEvents, _prefix) = (warehouse, organisation, asOf, countsEvents, prefix);
        _span = new(Arisen);
        _incidents = new(() => [.. warehouse.Connection.Rows(warehouse.Pipelines.Sql("query/major-incidents.sql", prefix), organisation.Id)
            .Select(r => (r.Text(0), r.Day(1), r.IsDBNull(2) ? (LocalDate?)null : r.Day(2)))]);
    }

    /// <summary>The first and the last day on which anything arose: was offered, opened or counted; null when nothing did.</summary>
    public (LocalDate First, LocalDate Last)? Span() => _span.Value;

    private (LocalDate First, LocalDate Last)? Arisen()
    {
        var days = new List<LocalDate>();
        foreach (var kind in (FactKind[])[FactKind.Contact, FactKind.Ticket, FactKind.Volume])
        {
            var arisen = _warehouse.Cells.Arisen(kind).Select(c => $"abs(c.{c})").ToArray();
            var which = arisen.Length == 0 ? "" : $" AND {string.Join(" + ", arisen)} > 0";
            // A month's count is known for the whole month.
            var last = kind == FactKind.Volume ? "CASE WHEN c.granularity = 'month' THEN last_day(c.day) ELSE c.day END" : "c.day";
            foreach (var row in _warehouse.Connection.Rows($"SELECT min(c.day), max({last}) FROM {_prefix}{kind.Cells()} c JOIN {_prefix}slices s USING (slice) WHERE s.organisation = $1{which}", _organisation.Id))
            {
                if (!row.IsDBNull(0)) days.AddRange([row.Day(0), row.Day(1)]);
            }
        }

        return days.Count == 0 ? null : (days.Min(), days.Max());
    }

    /// <summary>
    /// The days of major incidents, of a unit and those below it, or of the whole organisation: from the day one was opened to that on which it was solved, a
    /// week at most. None where they are more than one day in four: then they are what days are like.
    /// </summary>
    public IReadOnlySet<LocalDate> DisturbedDays(string? unit)
    {
        if (Span() is not { } span) return new HashSet<LocalDate>();
        var units = unit is null ? null : _organisation.WithBelow(unit);
        var days = _incidents.Value.Where(i => units is null || i.Unit is null || units.Contains(i.Unit))
            .SelectMany(i => Enumerable.Range(0, LongestIncident).Select(i.First.PlusDays).TakeWhile(d => !(d > i.Solved))).ToHashSet();
        return days.Count * MostDisturbed > Period.DaysBetween(span.First, span.Last) + 1 ? new HashSet<LocalDate>() : days;
    }

    /// <summary>The customers that events name, in order.</summary>
    public IReadOnlyList<string> Customers() => _warehouse.Connection
        .Rows(
            $"""
            SELECT DISTINCT customer FROM {_prefix}slices s
            SEMI JOIN ({string.Join(" UNION ALL ", TableNames.Kinds.Select(k => $"SELECT slice FROM {_prefix}{k.Cells()}"))}) c USING (slice)
            WHERE organisation = $1 AND customer IS NOT NULL ORDER BY ALL
            """,
            _organisation.Id)
        .Select(r => r.GetString(0)).ToArray();

    /// <summary>The figures of a question, as <see cref="KpiQuery.Answer(KpiQuestion)"/> gives them.</summary>
    public IReadOnlyList<KpiRow> Answer(KpiQuestion question) => new KpiQuery(_warehouse).Answer(question with { AsOf = _asOf }, _prefix);

    /// <summary>The receipt of a question.</summary>
    /// <param name="question">One KPI, its days and cut.</param>
    /// <param name="period">The period, as the receipt names it.</param>
    public Receipt Receipt(KpiQuestion question, string period)
    {
        // Sections show the same indicator, and indicators the same days.
        var key = string.Join('|', [question.Kpis[0], question.Variant, period, .. question.Only.OrderBy(o => o.Key).Select(o => $"{o.Key}={o.Value}")]);
        if (_receipts.TryGetValue(key, out var known)) return known;
        return _receipts[key] = new ReceiptQuery(_warehouse).Answer(question with { AsOf = _asOf, CountsEvents = _countsEvents }, period, null, _prefix);
    }

    /// <summary>The events that became known between these figures and later ones, and changed what a fact adds to a figure.</summary>
    /// <param name="question">The figure: one KPI, its days and cut.</param>
    /// <param name="later">The figures as known later.</param>
    public IReadOnlyList<ToldChange> Changes(KpiQuestion question, KnownFigures later)
    {
        if (_warehouse.Pipelines.Catalogue.Composed.FirstOrDefault(k => k.Id == question.Kpis[0]) is { } composed)
            return composed.Parts.SelectMany(part => Changes(question with { Kpis = [part], Variant = null }, later)).DistinctBy(c => (c.Source, c.Id)).ToArray();
        var (before, parameters) = Contributions(question);
        // Whether a ticket was solved at once depends on new contacts about it.
        string Contacts(string prefix) => $"SELECT c.subject_key FROM {prefix}contact_facts c JOIN {prefix}slices s USING (slice) WHERE s.organisation = $1 AND c.ticket IN (SELECT t.ticket_id FROM {prefix}ticket_facts t SEMI JOIN changed ON t.subject_key = changed.k)";
        var about = _warehouse.Pipelines.Catalogue.Kpis.Any(k => k.Id == question.Kpis[0] && k.Fact == FactKind.Ticket && question.Variant == "observed")
            ? $"{Contacts(_prefix)} UNION ALL {Contacts(later._prefix)}"
            : Nothing;
        return ToldBy(before, later.Contributions(question).Sql, about, parameters, later);
    }

    /// <summary>The events about an entered value or a decision that became known between these figures and later ones.</summary>
    public IReadOnlyList<ToldChange> Changes(string source, string subject, KnownFigures later)
    {
        const string Facts = "SELECT subject_key AS k, {0} AS n, 0 AS d FROM events WHERE organisation = $1 AND source = $2 AND (subject = $3 OR id = $3)";
        string Of(int n) => Facts.Replace("{0}", n.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return ToldBy(Of(0), Of(1), Nothing, [_organisation.Id, source, subject], later);
    }

    private const string Nothing = "SELECT NULL::UUID WHERE false";

    private ToldChange[] ToldBy(string before, string after, string others, IReadOnlyList<object?> parameters, KnownFigures later)
    {
        string At(int next) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${parameters.Count + next}");
        var sql = _warehouse.Pipelines.Sql("query/changes.sql").Replace("{before}", before, StringComparison.Ordinal).Replace("{after}", after, StringComparison.Ordinal)
            .Replace("{others}", others, StringComparison.Ordinal).Replace("{from}", At(1), StringComparison.Ordinal).Replace("{until}", At(2), StringComparison.Ordinal);
        return _warehouse.Connection.Rows(sql, [.. parameters, _asOf.ToTimestamp(), later._asOf.ToTimestamp()]).Select(r => new ToldChange(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.GetDateTime(5).ToInstant(), r.GetDateTime(6).ToInstant(),
            r.IsDBNull(7) ? ToldAs.Late : r.GetInt64(7) < r.GetInt64(4) ? ToldAs.Correction : ToldAs.Conflict)).ToArray();
    }

    // Each fact with what it adds to a figure.
    private (string Sql, IReadOnlyList<object?> Parameters) Contributions(KpiQuestion question)
    {
        var q = question with { AsOf = _asOf };
        if (_warehouse.Pipelines.Catalogue.SurveyKpis.FirstOrDefault(k => k.Id == q.Kpis[0]) is { } survey) return new SurveyReceipt(_warehouse, q, survey, _prefix).Contributions(q.Variant ?? "");
        if (_warehouse.Pipelines.Catalogue.Kpis.FirstOrDefault(k => k.Id == q.Kpis[0]) is not { } kpi) return new VolumeReceipt(_warehouse, q, _prefix).Contributions();
        var rows = Answer(q);
        var figure = q.Variant is { } asked ? rows.First(r => r.Variant == asked) : rows.First(r => r.Contractual);
        return new FactCounter(_warehouse, q, kpi, _prefix).Contributions(ReceiptQuery.VariantOf(kpi, figure), figure.Threshold ?? 0);
    }

    /// <summary>What an entered value is by the log's own events; null when none of them tells of it.</summary>
    public decimal? Entered(EnteredValue entered)
    {
        var part = LogPart.Known(_asOf) with { Organisation = _organisation.Id, Subject = entered.StatementId };
        var told = new EventLog(_warehouse.Connection, Streams.Load(_warehouse.Connection)).BySubject(part).Where(e => e.Source == entered.Source && e.Data is IndicatorReported).ToArray();
        return told.Length == 0 ? null : StatementFold.Entered(told).Value;
    }

    /// <summary>What people's prognosis is by the log's own events; null when none of them tells of it.</summary>
    public decimal? Decided(DecidedPrognosis decided)
    {
        var part = LogPart.Known(_asOf) with { Organisation = _organisation.Id, Types = "servicedesk.prognosis." };
        return new EventLog(_warehouse.Connection, Streams.Load(_warehouse.Connection)).BySubject(part)
            .FirstOrDefault(e => e.Source == decided.Source && e.Id == decided.EventId) is { } told ? StatementFold.Prognosis(told)?.Value : null;
    }

    /// <summary>What was entered, decided and declared.</summary>
    public StatementsTold Told() => _told ??= new(
        _warehouse.Connection.Rows(_warehouse.Pipelines.Sql("query/entered.sql", _prefix), _organisation.Id)
            .Select(r => new EnteredValue(r.GetString(0), r.Text(1), r.Day(2), r.GetDecimal(3).Plain(), r.GetString(4), r.GetString(5), r.GetString(6))).ToArray(),
        _warehouse.Connection.Rows(_warehouse.Pipelines.Sql("query/prognoses.sql", _prefix), _organisation.Id)
            .Select(r => new DecidedPrognosis(r.GetString(0), r.Text(1), r.GetInt32(2), r.GetDecimal(3).Plain(), _organisation.DayOf(r.GetDateTime(4).ToInstant()), r.GetString(5), r.GetString(6), r.GetString(7), r.Text(8))).ToArray(),
        _warehouse.Connection.Rows(_warehouse.Pipelines.Sql("query/series-breaks.sql", _prefix), _organisation.Id)
            .Select(r => new DeclaredBreak(r.GetString(0), r.Text(1), r.Day(2), r.GetString(3))).ToArray(),
        _warehouse.Connection.Rows(_warehouse.Pipelines.Sql("query/planned-changes.sql", _prefix), _organisation.Id)
            .Select(r => new AnnouncedChange(r.GetString(0), r.Text(1), r.Text(2), r.Day(3), r.GetDecimal(4).Plain(), r.GetString(5))).ToArray());
}
