using System.Globalization;
using Metrics.ServiceDesk;
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
        => warehouse.AsKnown(question.Organisation, question.AsOf, prefix => Answer(question, period, rowsFile, prefix) with { Disturbances = Disturbances(question, prefix) });

    internal Receipt Answer(KpiQuestion question, string period, string? rowsFile, string prefix)
    {
        var rows = new KpiQuery(warehouse).Answer(question with { By = PeriodKind.Total }, prefix);
        if (rows.Count == 0) throw new QuestionException($"{question.Kpis[0]} has no figure in {period}");
        rows = rows.Select(r => r with { Period = period }).ToArray();
        var figure = question.Variant is { } asked
            ? rows.FirstOrDefault(r => r.Variant == asked) ?? throw new QuestionException($"{question.Kpis[0]} has no variant '{asked}'; there {(rows.Count == 1 ? "is just one" : "are " + string.Join(", ", rows.Select(r => r.Variant)))}")
            : rows.FirstOrDefault(r => r.Contractual) ?? rows[0];
        if (warehouse.Pipelines.Catalogue.SurveyKpis.FirstOrDefault(k => k.Id == question.Kpis[0]) is { } survey)
            return new SurveyReceipt(warehouse, question, survey, prefix).Answer(rows, question.Variant, rowsFile);
        var catalogue = warehouse.Pipelines.Catalogue;
        if (catalogue.Composed.FirstOrDefault(k => k.Id == question.Kpis[0]) is { } composed) return ComposedReceipt(question, composed, figure, period, rowsFile, prefix);
        return catalogue.Kpis.FirstOrDefault(k => k.Id == question.Kpis[0]) is { } kpi
            ? FactReceipt(question, kpi, figure, rows, rowsFile, prefix)
            : new VolumeReceipt(warehouse, question, prefix).Of(figure, rows, rowsFile);
    }

    private Disturbance[] Disturbances(KpiQuestion question, string prefix)
    {
        var zone = question.Organisation.Zone;
        Instant? StartOf(LocalDate? day) => day is { } d ? zone.AtStartOfDay(d).ToInstant() : null;
        var (from, until) = question.Within is { } within ? (within.Start, within.End) : (StartOf(question.From), StartOf(question.To));
        if (from is null) return [];
        var units = question.Only.GetValueOrDefault(Dimension.Unit) is { } unit ? question.Organisation.WithBelow(unit) : null;
        OffsetDateTime Local(Instant instant) => instant.InZone(zone).ToOffsetDateTime();
        return [.. warehouse.Connection
            .Rows(warehouse.Pipelines.Sql("query/major-incidents.sql", prefix), question.Organisation.Id)
            .Select(r => (Unit: r.Text(0), Ticket: r.GetString(3), Service: r.Text(4), From: r.GetDateTime(5).ToInstant(), Until: r.IsDBNull(6) ? (Instant?)null : r.GetDateTime(6).ToInstant()))
            .Where(i => (units is null || i.Unit is null || units.Contains(i.Unit)) && !(i.From >= until) && !(i.Until <= from))
            .Select(i => new Disturbance(i.Ticket, i.Unit, i.Service, Local(i.From), i.Until is { } end ? Local(end) : null))];
    }

    // The receipts of its parts, one after another: each says what it counted and left out.
    private Receipt ComposedReceipt(KpiQuestion q, ComposedKpi kpi, KpiRow figure, string period, string? rowsFile, string prefix)
    {
        var parts = kpi.Parts.ToDictionary(
            id => id, id => Answer(q with { Kpis = [id], Variant = null }, period, rowsFile is null ? null : Beside(rowsFile, id), prefix), StringComparer.Ordinal);
        var (numerator, denominator) = kpi.Of(id => parts[id].RecountedNumerator);
        var formula = string.Join(" + ", kpi.Numerator) + (kpi.Denominator.Count == 0 ? "" : " / ") + string.Join(" + ", kpi.Denominator)
            + (kpi.DenominatorPer == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" by {kpi.DenominatorPer}"));
        return new Receipt(
            figure, [figure], $"{kpi.Says.En} [{formula}]", kpi.Version, kpi.Assumes, parts.Values.Sum(p => p.Included), numerator, denominator,
            parts.SelectMany(p => p.Value.Excluded.Select(e => e with { Reason = new Label($"{p.Key}: {e.Reason.Sv}", $"{p.Key}: {e.Reason.En}") })).ToArray(),
            parts.Values.Sum(p => p.Events), parts.Values.Max(p => p.LastKnownAt),
            parts.Values.SelectMany(p => p.Calendars).DistinctBy(c => c.Name).ToArray(), parts.Values.SelectMany(p => p.Policies).DistinctBy(c => c.Name).ToArray())
        {
            Parts = [.. parts.Values],
        };
    }

    // behind.csv: behind.payslips.csv.
    private static string Beside(string file, string part) => Path.ChangeExtension(file, part + Path.GetExtension(file));

    private Receipt FactReceipt(KpiQuestion q, KpiDefinition kpi, KpiRow figure, IReadOnlyList<KpiRow> rows, string? rowsFile, string prefix)
    {
        var threshold = figure.Threshold ?? 0;
        var variant = VariantOf(kpi, figure);
        var facts = new FactCounter(warehouse, q, kpi, prefix);
        var counted = variant.Denominator ?? variant.Numerator;
        var (sums, excluded) = facts.Count([variant.Numerator, .. variant.Denominator is { } d ? [d] : Array.Empty<MeasureSum>()], threshold);
        var numerator = sums[0] / kpi.NumeratorPer;
        var denominator = variant.Denominator is null ? (decimal?)null : sums[1];
        if (rowsFile is not null) facts.WriteRows(variant, threshold, rowsFile);
        var (events, last) = facts.Events(counted, threshold);
        var known = figure.Numerator is not null;
        var terms = new TermsQuery(q.Organisation);
        return new Receipt(
            figure, rows, Formula(kpi, variant, threshold, q.Organisation.ShortAbandonSeconds), kpi.Version, kpi.Assumes ?? variant.Assumes,
            (long)(denominator ?? sums[0]), known ? numerator : null, known ? denominator : null,
            excluded, events, last,
            kpi.ByTheClock && kpi.Fact == FactKind.Ticket ? terms.Calendars(facts.Values("calendar", counted, threshold), q.From, q.To) : [],
            kpi.ByTheClock ? terms.Policies(facts.Values("policy", counted, threshold)) : []);
    }

    /// <summary>The variant of a KPI that a figure is by.</summary>
    internal static KpiVariant VariantOf(KpiDefinition kpi, KpiRow figure)
    {
        var suffix = figure.Threshold is { } threshold ? string.Create(CultureInfo.InvariantCulture, $"-{threshold}") : "";
        return kpi.Variants.First(v => (v.Id + suffix).TrimStart('-') == figure.Variant);
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
