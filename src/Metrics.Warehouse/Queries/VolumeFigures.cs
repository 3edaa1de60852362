using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>The KPIs of volume measures: made for each measure that is counted, known to the catalogue or not.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="reader">The cells.</param>
/// <param name="question">What is asked.</param>
internal sealed class VolumeFigures(Catalogue catalogue, CellReader reader, KpiQuestion question)
{
    private readonly Lazy<VolumeCell[]> _cells = new(() => reader.Volumes(question, question.From, question.To).ToArray());
    private readonly Lazy<(string Measure, string Kind, bool Monthly)[]> _counted = new(() => reader.Measures(question.Organisation.Id).ToArray());

    /// <summary>The KPIs there are.</summary>
    public IEnumerable<(string Id, Label Label, Label Says)> All()
        => Measures().SelectMany(m => KpisOf(m).Select(k => (k.IdFor(m.Id), k.LabelFor(m), k.Says)));

    /// <summary>The measure and KPI of an id.</summary>
    public (VolumeMeasure Measure, VolumeKpi Kpi) Find(string id) => Measures()
        .SelectMany(m => KpisOf(m).Select(k => (Measure: m, Kpi: k)))
        .First(pair => pair.Kpi.IdFor(pair.Measure.Id) == id);

    /// <summary>Whether the counts of a measure can answer for such periods.</summary>
    public bool Answers(string measure) => TooShort(measure) is null;

    /// <summary>The figures of the KPIs asked for; null is every one that has a count.</summary>
    public IEnumerable<KpiRow> Rows(HashSet<string>? asked)
    {
        foreach (var measure in Measures())
        {
            foreach (var kpi in KpisOf(measure).Where(k => asked?.Contains(k.IdFor(measure.Id)) ?? (question.By > PeriodKind.Hour && question.Within is null)))
            {
                foreach (var row in Rows(measure, kpi, asked is not null)) yield return row;
            }
        }
    }

    private IEnumerable<VolumeKpi> KpisOf(VolumeMeasure measure) => catalogue.VolumeKpis.Where(k => k.IsOf(measure.Id, question.Organisation));

    // A measure that the catalogue doesn't list is counted all the same, as its first kind in the alphabet: flow before stock.
    private VolumeMeasure[] Measures()
    {
        var listed = catalogue.VolumeMeasures.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var others = _counted.Value
            .Where(m => !listed.Contains(m.Measure))
            .DistinctBy(m => m.Measure)
            .Select(m => new VolumeMeasure(
                m.Measure, new Label(m.Measure, m.Measure), Words.TryParse<MeasureKind>(m.Kind, out var kind) ? kind : MeasureKind.Flow, StockAggregate.Last));
        return catalogue.VolumeMeasures.Concat(others).ToArray();
    }

    private IEnumerable<KpiRow> Rows(VolumeMeasure measure, VolumeKpi kpi, bool asked)
    {
        var cells = _cells.Value.Where(c => c.Measure == measure.Id && c.Kind == Words.Of(measure.Kind)).ToArray();
        if (kpi.Handling.Count > 0) cells = cells.Where(c => c.Handling is not null).ToArray();
        if (!asked && (cells.Length == 0 || TooShort(measure.Id) is not null)) yield break;
        if (TooShort(measure.Id) is { } reason) throw new QuestionException($"{kpi.IdFor(measure.Id)} is counted by {reason}");
        var periods = AskedPeriods.Of(question, cells.Select(c => c.Day));
        foreach (var (members, period, group) in AskedPeriods.Fill(question, periods, cells, c => c.Members, c => PeriodKey.Of(question.By, c.Day)))
        {
            var (numerator, denominator) = Figure(measure, kpi, group, question.Organisation);
            yield return question.Cut(
                new KpiRow
                {
                    Kpi = kpi.IdFor(measure.Id),
                    Organisation = question.Organisation.Id,
                    Period = period,
                    Numerator = numerator,
                    Denominator = denominator,
                    Variant = "",
                    Contractual = true,
                    Shown = true,
                    IsRatio = kpi.IsShare,
                    IsLevel = measure.Kind == MeasureKind.Stock,
                    ValueUnit = kpi.Unit,
                    Label = kpi.LabelFor(measure),
                },
                members);
        }
    }

    /// <summary>Numerator and denominator of a KPI over some cells of its measure; nothing counted is no figure.</summary>
    public static (decimal? Numerator, decimal? Denominator) Figure(VolumeMeasure measure, VolumeKpi kpi, VolumeCell[] cells, ServiceDesk.Organisation organisation)
    {
        if (kpi.Handling.Count == 0) return (cells.Length == 0 ? null : Amount(measure, cells), null);
        var known = cells.Where(c => c.Handling is not null).ToArray();
        if (known.Length == 0) return (null, null);
        var counted = kpi.Handling.Select(h => Words.Of(h)).ToHashSet(StringComparer.Ordinal);
        var handled = Amount(measure, known.Where(c => counted.Contains(c.Handling!)).ToArray());
        return kpi.IsShare ? (handled, Amount(measure, known)) : (handled * organisation.SavedTime.First(s => s.Measure == measure.Id).Minutes / 60, null);
    }

    // A flow adds up. A stock is, for each of its series, the last value or the mean, and then the sum over the series.
    private static decimal Amount(VolumeMeasure measure, VolumeCell[] cells)
    {
        if (measure.Kind == MeasureKind.Flow) return cells.Sum(c => c.Count);
        return cells.GroupBy(c => (c.Slice, c.Handling)).Sum(series => measure.Aggregate == StockAggregate.Last
            ? series.MaxBy(c => c.Day)!.Count
            : series.Average(c => c.Count));
    }

    // Why the cells of a measure can't answer; null when they can.
    private string? TooShort(string measure)
    {
        if (question.By <= PeriodKind.Hour || question.Within is not null) return "the day; ask for --by day or longer";
        if (!Array.Exists(_counted.Value, m => m.Measure == measure && m.Monthly)) return null;
        if (question.By is PeriodKind.Day or PeriodKind.Week) return "the month; ask for --by month or longer";
        return question.From is { Day: not 1 } || question.To is { Day: not 1 } ? "the month; the first and last day must bound whole months" : null;
    }
}
