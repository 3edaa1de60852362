using System.Globalization;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>Answers where a figure comes from: the cells' figure beside a count of the facts themselves.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class ReceiptQuery(MetricsWarehouse warehouse)
{
    /// <summary>The receipt of a KPI in a period.</summary>
    /// <param name="question">One KPI, its days and cut.</param>
    /// <param name="period">The period as asked for.</param>
    /// <param name="rowsFile">A file for the facts behind it; null for none.</param>
    /// <exception cref="QuestionException">There is no such KPI.</exception>
    public Receipt Answer(KpiQuestion question, string period, string? rowsFile)
        => warehouse.AsKnown(question.AsOf, prefix => Answer(question, period, rowsFile, prefix));

    private Receipt Answer(KpiQuestion question, string period, string? rowsFile, string prefix)
    {
        var rows = new KpiQuery(warehouse).Answer(question with { By = PeriodKind.Total }, prefix);
        if (rows.Count == 0) throw new QuestionException($"{question.Kpis[0]} has no figure in {period}");
        rows = rows.Select(r => r with { Period = period }).ToArray();
        if (warehouse.Pipelines.Catalogue.SurveyKpis.FirstOrDefault(k => k.Id == question.Kpis[0]) is { } survey)
            return new SurveyReceipt(warehouse, question, survey, prefix).Answer(rows, null, rowsFile);
        var figure = rows.First(r => r.Contractual);
        var kpi = warehouse.Pipelines.Catalogue.Kpis.FirstOrDefault(k => k.Id == question.Kpis[0]);
        return kpi is null
            ? VolumeReceipt(question, figure, rows, rowsFile, prefix)
            : FactReceipt(question, kpi, figure, rows, rowsFile, prefix);
    }

    private Receipt FactReceipt(KpiQuestion q, KpiDefinition kpi, KpiRow figure, IReadOnlyList<KpiRow> rows, string? rowsFile, string prefix)
    {
        var variant = kpi.Variants.First(v => v.Id == kpi.Contractual);
        var threshold = figure.Threshold ?? 0;
        var facts = new FactCounter(warehouse, q, kpi, prefix);
        var counted = variant.Denominator ?? variant.Numerator;
        var numerator = facts.Count(variant.Numerator, threshold) / kpi.NumeratorPer;
        var denominator = variant.Denominator is { } d ? facts.Count(d, threshold) : (decimal?)null;
        if (rowsFile is not null) facts.WriteRows(variant, threshold, rowsFile);
        var (events, last) = facts.Events(counted, threshold);
        var known = figure.Numerator is not null;
        var terms = new TermsQuery(q.Organisation);
        return new Receipt(
            figure, rows, Formula(kpi, variant, threshold, q.Organisation.ShortAbandonSeconds), kpi.Version, kpi.Assumes,
            (long)(denominator ?? facts.Count(variant.Numerator, threshold)), known ? numerator : null, known ? denominator : null,
            facts.Exclusions(threshold), events, last,
            kpi.ByTheClock && kpi.Fact == FactKind.Ticket ? terms.Calendars(facts.Values("calendar", counted, threshold), q.From, q.To) : [],
            kpi.ByTheClock ? terms.Policies(facts.Values("policy", counted, threshold)) : []);
    }

    private Receipt VolumeReceipt(KpiQuestion q, KpiRow figure, IReadOnlyList<KpiRow> rows, string? rowsFile, string prefix)
    {
        var catalogue = warehouse.Pipelines.Catalogue;
        var reader = new CellReader(warehouse.Connection, prefix);
        var (measure, kpi) = new VolumeFigures(catalogue, reader, q).Find(q.Kpis[0]);
        var recounted = VolumeFigures.Figure(
            measure, kpi, reader.VolumesFromFacts(q, q.From, q.To).Where(c => c.Measure == measure.Id && c.Kind == ServiceDesk.Events.Words.Of(measure.Kind)).ToArray());
        var (where, parameters) = CellReader.WhereSlice(q);
        parameters.AddRange([measure.Id, q.From.ToDate(), q.To.ToDate()]);
        var n = parameters.Count;
        var from = string.Create(CultureInfo.InvariantCulture, $"""
            FROM {prefix}volume_facts f JOIN {prefix}slices s USING (slice)
            WHERE {where} AND f.measure = ${n - 2} AND (${n - 1}::DATE IS NULL OR f.day >= ${n - 1}) AND (${n}::DATE IS NULL OR f.day < ${n})
            """);
        var kind = ServiceDesk.Events.Words.Of(measure.Kind);
        var connection = warehouse.Connection;
        var isShare = kpi.Handling.Count > 0;
        var included = connection.Scalar<long>($"SELECT count(*) {from} AND f.kind = '{kind}'{(isShare ? " AND f.handling IS NOT NULL" : "")}", parameters.ToArray());
        var otherKind = connection.Scalar<long>($"SELECT count(*) {from} AND f.kind <> '{kind}'", parameters.ToArray());
        if (rowsFile is not null)
            FactExport.Write(warehouse, $"SELECT s.organisation, s.unit, s.customer, f.source, f.count_id, f.measure, f.kind, f.handling, f.day, f.granularity, f.count {from} ORDER BY f.day", rowsFile, parameters.ToArray());
        var excluded = new List<Excluded> { new($"counted as {(measure.Kind == ServiceDesk.Events.MeasureKind.Flow ? "stock" : "flow")}, not {kind}", otherKind) };
        if (isShare)
            excluded.Add(new("its handling mode is unknown", connection.Scalar<long>($"SELECT count(*) {from} AND f.kind = '{kind}' AND f.handling IS NULL", parameters.ToArray())));
        var formula = isShare
            ? $"{kpi.Says.En} [{measure.Id}: {string.Join(" + ", kpi.Handling.Select(h => ServiceDesk.Events.Words.Of(h)))} of all with a handling mode]"
            : $"{kpi.Says.En} [{measure.Id}: {(measure.Kind == ServiceDesk.Events.MeasureKind.Flow ? "sum" : measure.Aggregate + " of the period, summed over series")}]";
        return new Receipt(
            figure, rows, formula, kpi.Version, null, included, recounted.Numerator, recounted.Denominator,
            excluded.Where(e => e.Count > 0).ToArray(), included, null, [], []);
    }

    private static string Formula(KpiDefinition kpi, KpiVariant variant, int threshold, int shortSeconds)
    {
        string Sum(MeasureSum sum) => string.Join(" ", sum.Terms.Select((t, i) =>
            $"{(t.Sign < 0 ? "− " : i > 0 ? "+ " : "")}{t.Measure.Id} ({t.Measure.Aggregate} where {CellTables.ConditionOf(t.Measure, threshold, shortSeconds)}, by {t.Measure.Place.Id})"));
        var formula = variant.Denominator is { } d ? $"{Sum(variant.Numerator)} / {Sum(d)}" : Sum(variant.Numerator);
        var per = kpi.NumeratorPer == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"; numerator / {kpi.NumeratorPer}");
        return $"{kpi.Says.En} [{formula}{per}{(kpi.IsBalance ? "; all days before the period's end" : "")}]";
    }
}
