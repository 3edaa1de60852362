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

    /// <summary>A sum of measures over the facts.</summary>
    public decimal Count(MeasureSum sum, int threshold) => sum.Terms.Sum(t => t.Sign * _warehouse.Connection.Scalar<decimal>(
        $"SELECT coalesce({t.Measure.Aggregate}, 0)::DECIMAL(38, 0) FROM {_table} WHERE {_where} AND {InPeriod(t.Measure)} AND ({Condition(t.Measure, threshold)})",
        _parameters.ToArray()));

    /// <summary>The facts left out, by reason; a fact without its time counts where it arose.</summary>
    public IReadOnlyList<Excluded> Exclusions(int threshold)
    {
        var place = _kpi.Variants[0].Numerator.Terms[0].Measure.Place;
        var arose = Day(Place.Of(_kpi.Fact)[0]);
        var day = Day(place) == arose ? arose : $"coalesce({Day(place)}, {arose})";
        var all = _kpi.Excluded.Select(e => new Excluded(e.Reason, Ask(
            $"{InPeriod(day)} AND ({CellTables.Fill(e.Where, threshold, _question.Organisation.ShortAbandonSeconds)})"))).ToList();
        var counted = (_kpi.Variants[0].Denominator ?? _kpi.Variants[0].Numerator).Terms[0].Measure;
        if (_come.Bound(_kpi, counted) is { } bound && !_kpi.IsBalance)
            all.Add(new Excluded("its day is not over", Ask(string.Create(CultureInfo.InvariantCulture, $"{InPeriod(Day(counted.Place))} AND {Day(counted.Place)} >= DATE '{bound:uuuu-MM-dd}' AND ({Condition(counted, threshold)})"))));
        all.Add(new Excluded(
            _kpi.Fact == FactKind.Contact ? "no event says when it was offered (in any period)" : "no event says when it was opened (in any period)",
            Ask($"{arose} IS NULL")));
        return all.Where(e => e.Count > 0).ToArray();
    }

    /// <summary>How many events tell of the facts, and when the last of them became known.</summary>
    public (long Events, DateTime? Last) Events(MeasureSum sum, int threshold)
    {
        var counted = Counted(sum, threshold);
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT count(DISTINCT e.event_key), max(e.recorded_at)
            FROM main.log e SEMI JOIN (SELECT f.subject_key FROM {_table} WHERE {_where} AND ({counted})) x USING (subject_key)
            WHERE e.recorded_at <= coalesce(${_parameters.Count + 1}::TIMESTAMP, TIMESTAMP '9999-01-01')
            """);
        return _warehouse.Connection.Rows(sql, [.. _parameters, _question.AsOf.ToTimestamp()])
            .Select(r => (r.GetInt64(0), r.IsDBNull(1) ? (DateTime?)null : r.Utc(1))).Single();
    }

    /// <summary>The values of a column of the facts counted, each with how many have it.</summary>
    public IEnumerable<(string Value, long Facts)> Values(string column, MeasureSum sum, int threshold) => _warehouse.Connection
        .Rows($"SELECT f.{column}, count(*) FROM {_table} WHERE {_where} AND ({Counted(sum, threshold)}) AND f.{column} IS NOT NULL GROUP BY ALL ORDER BY ALL", _parameters.ToArray())
        .Select(r => (r.GetString(0), r.GetInt64(1)));

    /// <summary>Writes the facts behind the figure: those counted, with a column that tells whether the numerator counts them too.</summary>
    public void WriteRows(KpiVariant variant, int threshold, string file)
    {
        var counted = variant.Denominator ?? variant.Numerator;
        var sql = $"SELECT ({Counted(variant.Numerator, threshold)}) AS in_numerator, s.* EXCLUDE (slice), f.* EXCLUDE (slice, subject_key) FROM {_table} WHERE {_where} AND ({Counted(counted, threshold)}) ORDER BY ALL";
        FactExport.Write(_warehouse, sql, file, _parameters.ToArray());
    }

    private string Counted(MeasureSum sum, int threshold)
        => string.Join(" OR ", sum.Terms.Where(t => t.Sign > 0).Select(t => $"({InPeriod(t.Measure)} AND ({Condition(t.Measure, threshold)}))"));

    private long Ask(string condition)
        => _warehouse.Connection.Scalar<long>($"SELECT count(*) FROM {_table} WHERE {_where} AND {condition} AND {Unused()}", _parameters.ToArray());

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
