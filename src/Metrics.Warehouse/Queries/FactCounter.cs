using System.Globalization;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>Counts facts themselves, for receipts: the same conditions as the cells', on the facts of a question.</summary>
internal sealed class FactCounter
{
    private readonly MetricsWarehouse _warehouse;
    private readonly KpiQuestion _question;
    private readonly KpiDefinition _kpi;
    private readonly string _table;
    private readonly string _where;
    private readonly List<object?> _parameters;
    private readonly string _prefix;
    private readonly ComeBy _come;

    public FactCounter(MetricsWarehouse warehouse, KpiQuestion question, KpiDefinition kpi, string prefix)
    {
        (_warehouse, _question, _kpi, _prefix) = (warehouse, question, kpi, prefix);
        _come = new ComeBy(warehouse, question, prefix);
        _table = $"{prefix}{kpi.Fact.Facts()} f JOIN {prefix}slices s USING (slice)";
        (_where, _parameters) = CellReader.WhereSlice(question);
        _parameters.AddRange([question.From.ToDate(), question.To.ToDate()]);
    }

    /// <summary>Sums of measures over the facts, and the facts left out by reason; a fact without its time counts where it arose. All in one look at them.</summary>
    public (IReadOnlyList<decimal> Sums, IReadOnlyList<Excluded> Excluded) Count(IReadOnlyList<MeasureSum> sums, int threshold)
    {
        var terms = sums.SelectMany(s => s.Terms).ToArray();
        var exclusions = Exclusions(threshold);
        var columns = terms.Select(t => $"coalesce({t.Measure.Aggregate} FILTER (WHERE {InPeriod(t.Measure)} AND ({Condition(t.Measure, threshold)})), 0)::DECIMAL(38, 0)")
            .Concat(exclusions.Select(e => $"count(*) FILTER (WHERE {e.Condition})::DECIMAL(38, 0)"));
        var counted = _warehouse.Connection.Rows($"SELECT {string.Join(", ", columns)} FROM {_table} WHERE {_where} AND {Unused()}", _parameters.ToArray())
            .Select(r => Enumerable.Range(0, terms.Length + exclusions.Count).Select(r.GetDecimal).ToArray()).Single();
        var next = 0;
        return (
            sums.Select(s => s.Terms.Sum(t => t.Sign * counted[next++])).ToArray(),
            exclusions.Select((e, i) => new Excluded(e.Reason, (long)counted[terms.Length + i])).Where(e => e.Count > 0).ToArray());
    }

    /// <summary>How many events tell of the facts, and when the last of them became known.</summary>
    public (long Events, DateTime? Last) Events(MeasureSum sum, int threshold)
        => _warehouse.EventsOf($"SELECT f.subject_key FROM {_table} WHERE {_where} AND ({Counted(sum, threshold)})", _parameters, _question);

    private List<(Label Reason, string Condition)> Exclusions(int threshold)
    {
        var place = _kpi.Variants[0].Numerator.Terms[0].Measure.Place;
        var arose = Day(Place.Of(_kpi.Fact)[0]);
        var day = Day(place) == arose ? arose : $"coalesce({Day(place)}, {arose})";
        var all = _kpi.Excluded.Select(e => (e.Reason, $"{InPeriod(day)} AND ({CellTables.Fill(e.Where, threshold, _question.Organisation.ShortAbandonSeconds)})")).ToList();
        var counted = (_kpi.Variants[0].Denominator ?? _kpi.Variants[0].Numerator).Terms[0].Measure;
        if (_come.Bound(_kpi, counted) is { } bound && !_kpi.IsBalance)
            all.Add((new Label("dagen är inte slut", "its day is not over"), string.Create(CultureInfo.InvariantCulture, $"{InPeriod(Day(counted.Place))} AND {Day(counted.Place)} >= DATE '{bound:uuuu-MM-dd}' AND ({Condition(counted, threshold)})")));
        var unplaced = _kpi.Fact == FactKind.Contact
            ? new Label("ingen händelse säger när den kom (oavsett period)", "no event says when it was offered (in any period)")
            : new Label("ingen händelse säger när det öppnades (oavsett period)", "no event says when it was opened (in any period)");
        all.Add((unplaced, $"{arose} IS NULL"));
        return all;
    }

    /// <summary>The values of a column of the facts counted, each with how many have it.</summary>
    public IEnumerable<(string Value, long Facts)> Values(string column, MeasureSum sum, int threshold) => _warehouse.Connection
        .Rows($"SELECT f.{column}, count(*) FROM {_table} WHERE {_where} AND ({Counted(sum, threshold)}) AND f.{column} IS NOT NULL GROUP BY ALL ORDER BY ALL", _parameters.ToArray())
        .Select(r => (r.GetString(0), r.GetInt64(1)));

    /// <summary>The statement that selects each fact with what it adds to numerator and denominator, and its parameters.</summary>
    public (string Sql, IReadOnlyList<object?> Parameters) Contributions(KpiVariant variant, int threshold)
    {
        string Sum(MeasureSum? sum) => sum is null ? "0" : string.Join(" + ", sum.Terms.Select(t => $"{t.Sign} * coalesce({t.Measure.Aggregate} FILTER (WHERE {InPeriod(t.Measure)} AND ({Condition(t.Measure, threshold)})), 0)"));
        return ($"SELECT f.subject_key AS k, {Sum(variant.Numerator)} AS n, {Sum(variant.Denominator)} AS d FROM {_table} WHERE {_where} AND {Unused()} GROUP BY f.subject_key HAVING n <> 0 OR d <> 0", _parameters);
    }

    /// <summary>Writes the facts behind the figure: those counted, with a column that tells whether the numerator counts them too.</summary>
    public void WriteRows(KpiVariant variant, int threshold, string file)
    {
        var counted = variant.Denominator ?? variant.Numerator;
        var sql = $"SELECT ({Counted(variant.Numerator, threshold)}) AS in_numerator, s.* EXCLUDE (slice), f.* EXCLUDE (slice, subject_key) FROM {_table} WHERE {_where} AND ({Counted(counted, threshold)}) ORDER BY ALL";
        FactExport.Write(_warehouse, sql, file, _parameters.ToArray());
    }

    private string Counted(MeasureSum sum, int threshold)
        => string.Join(" OR ", sum.Terms.Where(t => t.Sign > 0).Select(t => $"({InPeriod(t.Measure)} AND ({Condition(t.Measure, threshold)}))"));

    // A parameter that a statement does not use is an error to DuckDB.
    private string Unused() => string.Create(CultureInfo.InvariantCulture, $"(${_parameters.Count - 1}::DATE IS NULL OR true) AND (${_parameters.Count}::DATE IS NULL OR true)");

    private string Condition(Measure measure, int threshold) => CellTables.ConditionOf(measure, threshold, _question.Organisation.ShortAbandonSeconds);

    private string Day(Place place) => _kpi.Fact == FactKind.Contact ? "f.day" : $"f.{place.Column}";

    private string InPeriod(Measure measure) => _come.Bound(_kpi, measure) is { } bound
        ? string.Create(CultureInfo.InvariantCulture, $"{InPeriod(Day(measure.Place))} AND {Day(measure.Place)} < DATE '{bound:uuuu-MM-dd}'")
        : InPeriod(Day(measure.Place));

    private string InPeriod(string day)
    {
        var (from, to) = (_parameters.Count - 1, _parameters.Count);
        // A balance is everything before the period's end.
        var start = _kpi.IsBalance ? $"(${from}::DATE IS NULL OR true)" : $"(${from}::DATE IS NULL OR {day} >= ${from})";
        var within = _question.Within is { } w
            ? $" AND epoch_us(f.bucket) >= {w.Start.ToUnixTimeTicks() / 10} AND epoch_us(f.bucket) < {w.End.ToUnixTimeTicks() / 10}"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{day} IS NOT NULL AND {start} AND (${to}::DATE IS NULL OR {day} < ${to}){within}");
    }
}
