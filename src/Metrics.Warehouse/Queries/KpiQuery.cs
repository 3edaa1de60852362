using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>Answers what KPIs are worth, from cells.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class KpiQuery(MetricsWarehouse warehouse)
{
    private Catalogue Catalogue => warehouse.Pipelines.Catalogue;

    /// <summary>The figures asked for, in the order of the catalogue and of time.</summary>
    /// <exception cref="QuestionException">A KPI is unknown, or its cells can't answer for such a period.</exception>
    public IReadOnlyList<KpiRow> Answer(KpiQuestion question) => warehouse.AsKnown(question.Organisation, question.AsOf, prefix => Answer(question, prefix));

    /// <summary>The answers to a question that is split in several ways, from one reading of the cells.</summary>
    /// <param name="question">The question.</param>
    /// <param name="splits">The ways.</param>
    /// <exception cref="QuestionException">A KPI is unknown, or its cells can't answer for such a period.</exception>
    public IReadOnlyList<IReadOnlyList<KpiRow>> Answer(KpiQuestion question, params IReadOnlyList<IReadOnlyList<Dimension>> splits)
        => warehouse.AsKnown<IReadOnlyList<IReadOnlyList<KpiRow>>>(question.Organisation, question.AsOf, prefix =>
        {
            var reader = new CellReader(warehouse.Connection, prefix) { ReadBy = [.. splits.SelectMany(s => s).Distinct()] };
            return [.. splits.Select(s => Answer(question with { Split = s }, prefix, reader))];
        });

    internal IReadOnlyList<KpiRow> Answer(KpiQuestion question, string prefix) => Answer(question, prefix, new CellReader(warehouse.Connection, prefix));

    private KpiRow[] Answer(KpiQuestion question, string prefix, CellReader reader)
    {
        var fresh = new FigureFreshness(warehouse, question);
        return [.. Figures(question, prefix, reader).Select(fresh.Of)];
    }

    /// <summary>The KPIs of an organisation: id, label and how each is counted.</summary>
    public IEnumerable<(string Id, Label Label, Label Says)> All(ServiceDesk.Organisation organisation) => Catalogue.Kpis
        .Select(k => (k.Id, k.Label, k.Says))
        .Concat(Catalogue.Composed.Select(k => (k.Id, k.Label, k.Says)))
        .Concat(new VolumeFigures(Catalogue, new CellReader(warehouse.Connection, ""), new KpiQuestion { Organisation = organisation }).All())
        .Concat(Catalogue.SurveyKpis.Select(k => (k.Id, k.Label, k.Says)));

    private List<KpiRow> Figures(KpiQuestion question, string prefix, CellReader reader)
    {
        var volumes = new VolumeFigures(Catalogue, reader, question);
        RequireKnown(question, volumes);

        // Where all are asked for, those made of others are made of what answers; one with a part that can't answer for such periods isn't listed.
        var composed = Catalogue.Composed.Where(c => question.Kpis.Count == 0 ? c.Parts.All(Answers) : question.Kpis.Contains(c.Id, StringComparer.Ordinal)).ToArray();
        var rows = Counted(question, question.Kpis.Count == 0 ? null : question.Kpis.Except(composed.Select(c => c.Id), StringComparer.Ordinal), reader, volumes, prefix);
        foreach (var kpi in composed)
            rows.AddRange(ComposedFigures.Of(kpi, question, question.Kpis.Count == 0 ? rows : Counted(question, kpi.Parts, reader, volumes, prefix)));
        return rows;

        bool Answers(string part) => Catalogue.Kpis.FirstOrDefault(k => k.Id == part) is { } kpi ? AnswersBy(kpi, question) : volumes.Answers(part);
    }

    private List<KpiRow> Counted(KpiQuestion question, IEnumerable<string>? kpis, CellReader reader, VolumeFigures volumes, string prefix)
    {
        var asked = kpis?.ToHashSet(StringComparer.Ordinal);
        var rows = new List<KpiRow>();
        var come = new ComeBy(warehouse, question, prefix);
        foreach (var fact in Catalogue.Kpis.Where(k => asked?.Contains(k.Id) ?? AnswersBy(k, question)).GroupBy(k => k.Fact))
            rows.AddRange(Figures(question, reader, come, fact.Key, fact.ToArray()));
        if (asked is null || !asked.All(IsListed)) rows.AddRange(volumes.Rows(asked));
        rows.AddRange(new SurveyFigures(warehouse, reader, question, prefix).Rows(asked));
        return rows;
    }

    // Which measures are counted is read from the cells, and needn't be where only KPIs of the catalogue are asked for.
    private void RequireKnown(KpiQuestion question, VolumeFigures volumes)
    {
        if (question.Kpis.All(IsListed)) return;
        var known = Catalogue.Kpis.Select(k => k.Id).Concat(Catalogue.Composed.Select(k => k.Id)).Concat(volumes.All().Select(k => k.Id)).Concat(Catalogue.SurveyKpis.Select(k => k.Id)).ToArray();
        foreach (var id in question.Kpis.Where(id => !known.Contains(id, StringComparer.Ordinal)))
            throw new QuestionException($"there is no KPI '{id}'; {(Near(id, known) is { Length: > 0 } near ? $"did you mean {string.Join(" or ", near)}? " : "")}'metrics kpi --list' lists them all");
    }

    private bool IsListed(string id) => Catalogue.Kpis.Any(k => k.Id == id) || Catalogue.Composed.Any(k => k.Id == id) || Catalogue.SurveyKpis.Any(k => k.Id == id);

    // The ids that share a word with what was asked for.
    private static string[] Near(string asked, string[] known)
    {
        var words = asked.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return known.Where(k => k.Split('-').Intersect(words, StringComparer.OrdinalIgnoreCase).Any()).Take(5).ToArray();
    }

    private static bool AnswersBy(KpiDefinition kpi, KpiQuestion q) => (q.By > PeriodKind.Hour && q.Within is null) || kpi.Fact == FactKind.Contact;

    private static IEnumerable<KpiRow> Figures(KpiQuestion q, CellReader reader, ComeBy come, FactKind fact, KpiDefinition[] kpis)
    {
        foreach (var kpi in kpis.Where(k => !AnswersBy(k, q)))
            throw new QuestionException($"{kpi.Id} is counted by the day; ask for --by day or longer");
        var figures = kpis.SelectMany(k => Expand(q, k, come)).ToArray();
        var columns = figures.SelectMany(f => f.Columns).Distinct().ToArray();
        var index = columns.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => c.i);
        var needsHistory = figures.Any(f => f.Kpi.IsBalance);
        var cells = reader.Sum(q, fact, columns, needsHistory ? null : q.From, q.To ?? come.End(fact)).ToArray();
        foreach (var figure in figures)
        {
            foreach (var row in figure.Kpi.IsBalance ? Balances(q, figure, cells, index) : Sums(q, figure, cells, index)) yield return row;
        }
    }

    private static IEnumerable<KpiRow> Sums(KpiQuestion q, Figure figure, CellSums[] cells, Dictionary<Column, int> index)
    {
        var asked = cells.Where(c => q.From is not { } from || c.Day >= from).ToArray();
        var periods = AskedPeriods.Of(q, asked.Select(c => c.Day));
        foreach (var (members, period, group) in AskedPeriods.Fill(q, periods, asked, c => c.Members, c => PeriodOf(q, c)))
            yield return figure.Row(q, members, period, group.Length == 0 ? null : s => Total(s, group, index));
    }

    // Open at the end of a period: everything that came in less everything that went out, since the beginning.
    private static IEnumerable<KpiRow> Balances(KpiQuestion q, Figure figure, CellSums[] cells, Dictionary<Column, int> index)
    {
        if (cells.Length == 0)
        {
            if (q.By == PeriodKind.Total && q.Split.Count == 0) yield return figure.Row(q, [], "total", null);
            yield break;
        }

        var last = q.To?.PlusDays(-1) ?? cells.Max(c => c.Day);
        var first = q.From ?? cells.Min(c => c.Day);
        foreach (var cut in cells.GroupBy(c => string.Join('\u0001', c.Members)))
        {
            var members = cut.First().Members;
            var inTime = cut.OrderBy(c => c.Day).ToArray();
            var soFar = new decimal[index.Count];
            var next = 0;
            var day = first;
            while (day <= last)
            {
                var end = q.By == PeriodKind.Total ? last.PlusDays(1) : PeriodKey.EndOf(q.By, day);
                var until = LocalDate.Min(end, last.PlusDays(1));
                for (; next < inTime.Length && inTime[next].Day < until; next++)
                {
                    for (var i = 0; i < soFar.Length; i++) soFar[i] += inTime[next].Sums[i];
                }

                yield return figure.Row(q, members, PeriodKey.Of(q.By, day), s => s.Sum(t => t.Item2 * soFar[index[t.Item1]]));
                if (q.By == PeriodKind.Total) break;
                day = end;
            }
        }
    }

    private static decimal Total(IReadOnlyList<(Column Column, int Sign)> sum, CellSums[] cells, Dictionary<Column, int> index)
    {
        var total = 0m;
        foreach (var (column, sign) in sum)
        {
            var i = index[column];
            foreach (var cell in cells) total += sign * cell.Sums[i];
        }

        return total;
    }

    private static string PeriodOf(KpiQuestion q, CellSums cell)
        => cell.Bucket is { } bucket ? PeriodKey.Of(q.By, bucket, q.Organisation.Zone) : PeriodKey.Of(q.By, cell.Day);

    private static IEnumerable<Figure> Expand(KpiQuestion q, KpiDefinition kpi, ComeBy come)
    {
        var thresholds = kpi.PerThreshold ? q.Organisation.Thresholds(kpi.Fact).Select(t => (int?)t) : [null];
        return thresholds.SelectMany(t => kpi.Variants.Select(v => new Figure(q, kpi, v, t, come)));
    }

    /// <summary>One variant of a KPI at one threshold, with the columns it sums.</summary>
    private sealed class Figure
    {
        private readonly KpiVariant _variant;
        private readonly int? _threshold;
        private readonly (Column, int)[] _numerator;
        private readonly (Column, int)[]? _denominator;
        private readonly (Column, int)[] _of = [];
        private readonly (Column, int)[] _measured = [];

        public Figure(KpiQuestion q, KpiDefinition kpi, KpiVariant variant, int? threshold, ComeBy come)
        {
            Kpi = kpi;
            _variant = variant;
            _threshold = threshold;
            _numerator = Columns(variant.Numerator);
            _denominator = variant.Denominator is { } d ? Columns(d) : null;
            if (variant.Known is { } known)
            {
                _of = [(ColumnOf(known.Of), 1)];
                _measured = [(ColumnOf(known.Measured), 1)];
            }

            (Column, int)[] Columns(MeasureSum sum) => sum.Terms.Select(t => (ColumnOf(t.Measure), t.Sign)).ToArray();
            Column ColumnOf(Measure measure) => new(CellTables.ColumnOf(measure, threshold ?? 0, q.Organisation.ShortAbandonSeconds), come.Bound(kpi, measure));
        }

        public KpiDefinition Kpi { get; }

        public IEnumerable<Column> Columns => _numerator.Concat(_denominator ?? []).Concat(_of).Concat(_measured).Select(t => t.Item1);

        // Without a single cell there is nothing to sum: the figure is missing, not 0.
        public KpiRow Row(KpiQuestion q, string?[] members, string period, Func<IReadOnlyList<(Column, int)>, decimal>? total)
        {
            var (of, measured) = total is null ? (0, 0) : (total(_of), total(_measured));
            var unit = q.MemberOf(Dimension.Unit, members);
            var first = _threshold is null || _threshold == q.Organisation.ContractualThreshold(Kpi.Fact, unit);
            var unknown = total is null || (of > 0 && measured == 0);
            return q.Cut(
                new KpiRow
                {
                    Kpi = Kpi.Id,
                    Organisation = q.Organisation.Id,
                    Period = period,
                    Numerator = unknown ? null : total!(_numerator) / Kpi.NumeratorPer,
                    Denominator = unknown || _denominator is null ? null : total!(_denominator),
                    Variant = string.Join('-', new[] { _variant.Id, _threshold?.ToString(System.Globalization.CultureInfo.InvariantCulture) }.Where(p => p is { Length: > 0 })),
                    Threshold = _threshold,
                    Contractual = _variant.Id == Kpi.Contractual && first,
                    Shown = (_variant.Id == Kpi.Contractual || Kpi.Shown.Contains(_variant.Id)) && first,
                    NotMeasured = (long)(of - measured),
                    IsRatio = _denominator is not null,
                    IsLevel = Kpi.IsBalance,
                    ValueUnit = Kpi.Unit,
                    Label = _variant.Label is { } own ? new Label($"{Kpi.Label.Sv}, {own.Sv}", $"{Kpi.Label.En}, {own.En}") : Kpi.Label,
                },
                members);
        }
    }
}
