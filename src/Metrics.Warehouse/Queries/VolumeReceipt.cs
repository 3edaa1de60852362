using System.Globalization;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>Recounts the figure of a volume measure from the counts themselves.</summary>
internal sealed class VolumeReceipt
{
    private readonly MetricsWarehouse _warehouse;
    private readonly KpiQuestion _question;
    private readonly CellReader _reader;
    private readonly VolumeMeasure _measure;
    private readonly VolumeKpi _kpi;
    private readonly string _from;
    private readonly object?[] _parameters;

    public VolumeReceipt(MetricsWarehouse warehouse, KpiQuestion question, string prefix)
    {
        (_warehouse, _question, _reader) = (warehouse, question, new CellReader(warehouse.Connection, prefix));
        (_measure, _kpi) = new VolumeFigures(warehouse.Pipelines.Catalogue, _reader, question).Find(question.Kpis[0]);
        var (where, parameters) = CellReader.WhereSlice(question);
        parameters.AddRange([_measure.Id, question.From.ToDate(), question.To.ToDate(), Kind]);
        var n = parameters.Count;
        _from = string.Create(CultureInfo.InvariantCulture, $"""
            FROM {prefix}volume_facts f JOIN {prefix}slices s USING (slice)
            WHERE {where} AND f.measure = ${n - 3} AND (${n - 2}::DATE IS NULL OR f.day >= ${n - 2}) AND (${n - 1}::DATE IS NULL OR f.day < ${n - 1})
            AND (f.kind = ${n}) = 
            """);
        _parameters = [.. parameters];
    }

    private string Kind => Words.Of(_measure.Kind);

    private string Counted => $"{_from}true{(_kpi.Handling.Count > 0 ? " AND f.handling IS NOT NULL" : "")}";

    /// <summary>The receipt of a figure.</summary>
    public Receipt Of(KpiRow figure, IReadOnlyList<KpiRow> rows, string? rowsFile)
    {
        var cells = _reader.VolumesFromFacts(_question, _question.From, _question.To).Where(c => c.Measure == _measure.Id && c.Kind == Kind).ToArray();
        var (numerator, denominator) = VolumeFigures.Figure(_measure, _kpi, cells, _question.Organisation);
        if (rowsFile is not null)
            FactExport.Write(_warehouse, $"SELECT s.organisation, s.unit, s.customer, f.source, f.count_id, f.measure, f.kind, f.handling, f.day, f.granularity, f.count {Counted} ORDER BY f.day", rowsFile, _parameters);
        Excluded[] excluded =
        [
            new(_measure.Kind == MeasureKind.Flow ? new Label("räknade som bestånd, inte som flöde", "counted as stock, not flow") : new Label("räknade som flöde, inte som bestånd", "counted as flow, not stock"), Count($"SELECT count(*) {_from}false")),
            new(new Label("hanteringssättet är okänt", "its handling mode is unknown"), _kpi.Handling.Count == 0 ? 0 : Count($"SELECT count(*) {_from}true AND f.handling IS NULL")),
        ];
        var (events, last) = _warehouse.EventsOf($"SELECT f.subject_key {Counted}", _parameters, _question);
        return new Receipt(
            figure, rows, $"{_kpi.Says.En} [{_measure.Id}: {Formula()}]", _kpi.Version, null, Count($"SELECT count(*) {Counted}"), numerator, denominator,
            excluded.Where(e => e.Count > 0).ToArray(), events, last, [], []);
    }

    /// <summary>The statement that selects each count with what it adds, and its parameters: of a stock, the last counts of its series alone.</summary>
    public (string Sql, IReadOnlyList<object?> Parameters) Contributions()
    {
        var handled = string.Join(", ", _kpi.Handling.Select(h => $"'{Words.Of(h)}'"));
        var numerator = handled.Length == 0 ? "f.count" : $"CASE WHEN f.handling IN ({handled}) THEN f.count ELSE 0 END";
        var last = _measure is { Kind: MeasureKind.Stock, Aggregate: StockAggregate.Last } ? " QUALIFY f.day = max(f.day) OVER (PARTITION BY f.slice, f.handling)" : "";
        return ($"SELECT f.subject_key AS k, {numerator} AS n, {(_kpi.IsShare ? "f.count" : "0")} AS d {Counted}{last}", _parameters);
    }

    private string Formula()
    {
        var handled = string.Join(" + ", _kpi.Handling.Select(h => Words.Of(h)));
        if (_kpi.IsShare) return $"{handled} of all with a handling mode";
        if (_kpi.IsSavedTime && _question.Organisation.SavedTime.First(s => s.Measure == _measure.Id) is var saved)
            return string.Create(CultureInfo.InvariantCulture, $"{handled} × {saved.Minutes} min / 60; {saved.Measured}");
        return _measure.Kind == MeasureKind.Flow ? "sum" : _measure.Aggregate + " of the period, summed over series";
    }

    private long Count(string sql) => _warehouse.Connection.Scalar<long>(sql, _parameters);
}
