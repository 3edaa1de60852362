using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>Makes the rows of a report's sections.</summary>
/// <param name="question">The report.</param>
/// <param name="known">The figures.</param>
/// <param name="catalogue">The catalogue.</param>
/// <param name="days">The report's days.</param>
/// <param name="model">What forecasts the year; null is nobody.</param>
internal sealed class RowBuilder(ReportQuestion question, KnownFigures known, Catalogue catalogue, ReportDays days, YearModel? model)
{
    // What the contract promises of every row, whether the layout prints it or not.
    private static readonly string[] Always = [ReportColumn.OutcomeYtdLastYear, ReportColumn.OutcomeYtd, ReportColumn.R12];
    private static readonly string[] OfMembers = [ReportColumn.OutcomePeriod, ReportColumn.OutcomePeriodBefore];
    private const int TrendMonths = 24;

    private readonly IndicatorQuestions _asked = new(question, known);
    private readonly Dictionary<(Indicator, Dimension?, DateInterval), Dictionary<string, Outcome>> _outcomes = [];

    private Organisation Organisation => question.Organisation;

    /// <summary>A section's rows: one an indicator, or one for each member that an indicator has.</summary>
    public IEnumerable<ReportRow> Of(ReportSection section)
    {
        var indicators = section.Indicators.Where(r => r.IsThere(days.Last)).Select(r => Organisation.Report.Indicator(r.Indicator))
            .Where(i => i.Unit is null || Organisation.Units.FirstOrDefault(u => u.Id == i.Unit)?.IsThere(days.Last) != false);
        return indicators.SelectMany(i => section.Per is { } per ? Members(section, i, per) : [Row(section, i)]);
    }

    /// <summary>A row outside any section, with the outcome of some days alone.</summary>
    public ReportRow Alone(Indicator indicator, DateInterval span) => Plain(
        new ReportSection("", new Label("", ""), PeriodKind.Month, [], []), indicator, indicator.LabelOn(span.End),
        new Dictionary<string, Outcome> { [ReportColumn.OutcomePeriod] = OutcomesOf(indicator, span, null).GetValueOrDefault("") ?? new Outcome(span, null) });

    private ReportRow Row(ReportSection section, Indicator indicator)
    {
        // A year's targets are the organisation's; a level holds for each customer too.
        var targets = indicator.TargetsOf(days.Last.Year, days.Last).Where(HoldsFor).ToArray();
        var columns = section.Columns.Select(c => c.Key).Where(ReportColumn.Outcomes.Contains).Concat(Always)
            .Concat(section.Columns.Any(c => c.Key == ReportColumn.Change) ? OfMembers : []).Distinct(StringComparer.Ordinal);
        var outcomes = columns.ToDictionary(c => c, c => OutcomesOf(indicator, days.Span(c, section), null).GetValueOrDefault("") ?? new Outcome(days.Span(c, section), null));
        // Twelve months of what was entered are not the last of them.
        if (outcomes[ReportColumn.R12].Entered is not null) outcomes[ReportColumn.R12] = new Outcome(outcomes[ReportColumn.R12].Span, null);
        var row = Plain(section, indicator, indicator.LabelOn(days.Last), outcomes) with
        {
            Target = targets is [var first, ..] ? first : null,
            TargetYtd = days.Asked(targets is [var own, ..] ? own : null, section, indicator),
            TargetNextYear = indicator.TargetsOf(days.Last.Year + 1, new LocalDate(days.Last.Year + 1, 1, 1)).FirstOrDefault(HoldsFor),
            Decided = question.Customer is not null ? null : Told(indicator, isOverride: false),
            Override = question.Customer is not null ? null : Told(indicator, isOverride: true),
            Trend = question.WithTrend ? Trend(indicator) : [],
        };
        if (section.Columns.Any(c => c.Key is ReportColumn.ForecastModel or ReportColumn.ForecastDecided or ReportColumn.ForecastStatus)) row = row with { Model = model?.Of(indicator, SoFar(row), BreaksOf(indicator).Select(b => b.From), ChangesOf(indicator)) };
        if (row.Model is { } expected && days.Kind == PeriodKind.Month && expected.Series.Origin.PlusMonths(-1) == days.From) row = row with { Unusual = model!.Unusual(indicator, expected), UnusualDays = model.UnusualDays(indicator, expected) };
        return Judged(row, targets);
    }

    /// <summary>What the model expects of an indicator's year.</summary>
    public ModelPrognosis? Expected(Indicator indicator, int year) => model?.Of(indicator, null, BreaksOf(indicator).Select(b => b.From), ChangesOf(indicator), year);

    // From January, whatever the section shows.
    private decimal? SoFar(ReportRow row) => OutcomesOf(row.Indicator, new DateInterval(new LocalDate(days.Last.Year, 1, 1), days.Last), null).GetValueOrDefault("") is { Denominator: null } year ? year.Numerator : null;

    private bool HoldsFor(Target target) => question.Customer is null || target.Kind == TargetKind.Limit;

    // The unit's own, else the one that names no unit.
    private DecidedPrognosis? Told(Indicator indicator, bool isOverride) => known.Told().Prognoses
        .Where(p => p.Reason is not null == isOverride && p.Measure == indicator.Id && p.Year == days.Last.Year && p.DecidedOn <= days.Last && (p.Unit is null || p.Unit == indicator.Unit))
        .OrderBy(p => p.Unit is not null).LastOrDefault();

    private ReportRow Plain(ReportSection section, Indicator indicator, string label, Dictionary<string, Outcome> outcomes) => new()
    {
        Section = section,
        Indicator = indicator,
        Label = label,
        Unit = indicator.Unit is { } unit ? Organisation.UnitName(unit, days.Last) : null,
        Outcomes = outcomes,
        Breaks = BreaksOf(indicator).Where(b => outcomes.Values.Any(o => o.Value is not null && o.Span.Contains(b.From))).ToArray(),
        Assumptions = indicator.Formulas.Where(f => !f.IsEntered).Select(AssumptionOf).OfType<Label>().Distinct().ToArray(),
        Commentary = question.Commentary.ById.GetValueOrDefault(indicator.Id),
    };

    private IEnumerable<DeclaredBreak> BreaksOf(Indicator indicator) => known.Told().Breaks.Where(b => Concerns(b, indicator) && (b.Measure == indicator.Id || indicator.Formulas.Any(f => f.Kpi == b.Measure)));

    // Of its own unit and those below, and of its own measure by any formula; in a customer's report its own alone.
    private IEnumerable<AnnouncedChange> ChangesOf(Indicator indicator) => known.Told().Changes.Where(c => (c.Measure == indicator.Id || indicator.Formulas.Any(f => f.Kpi == c.Measure))
        && (indicator.Unit is null || (c.Unit is not null && Organisation.WithBelow(indicator.Unit).Contains(c.Unit))) && (question.Customer is null || c.Customer == question.Customer));

    // A break of a unit concerns those above it too.
    private bool Concerns(DeclaredBreak declared, Indicator indicator) => declared.Unit is null || indicator.Unit is null || Organisation.WithBelow(indicator.Unit).Contains(declared.Unit);

    private Label? AssumptionOf(IndicatorFormula formula)
    {
        if (catalogue.Kpis.FirstOrDefault(k => k.Id == formula.Kpi) is { } kpi)
            return kpi.Assumes ?? kpi.Variants.Where(v => v.Id.Length > 0 && (formula.Variant ?? kpi.Contractual).StartsWith(v.Id, StringComparison.Ordinal)).MaxBy(v => v.Id.Length)?.Assumes;
        return catalogue.Composed.FirstOrDefault(k => k.Id == formula.Kpi)?.Assumes ?? catalogue.SurveyKpis.FirstOrDefault(k => k.Id == formula.Kpi)?.Assumes;
    }

    private ReportRow Judged(ReportRow row, Target[] targets) => row with
    {
        Status = Judged(row, row.Target, row.TargetYtd),
        OtherTargets = targets.Skip(1).Select(t => (t, Judged(row, t, days.Asked(t, row.Section, row.Indicator)))).ToArray(),
        // The year is held against the whole year's target, and a trend against the whole year before.
        ForecastStatus = Judgement.Of(
            row.Expected, row.Target, row.Target?.Until(12),
            row.Target is { Kind: TargetKind.Trend } && row.Expected is not null ? OutcomesOf(row.Indicator, days.Span(ReportColumn.OutcomeYear1, row.Section), null).GetValueOrDefault("")?.Value : null),
    };

    // A part of a month is not held against what whole months should bring, nor a part of a tertial against the whole one last year.
    private TargetStatus Judged(ReportRow row, Target? target, decimal? until) => target is { Spread: not TargetSpread.Level } or { Kind: TargetKind.Trend } && days.Runs(target, row.Section)
        ? TargetStatus.NotAssessable
        : Judgement.Of(row.OutcomeYtd, target, until, row.OutcomeYtdLastYear);

    private IEnumerable<ReportRow> Members(ReportSection section, Indicator indicator, Dimension per)
    {
        var columns = section.Columns.Select(c => c.Key).Where(ReportColumn.Outcomes.Contains).Concat(OfMembers).Distinct(StringComparer.Ordinal)
            .ToDictionary(c => c, c => (Span: days.Span(c, section), Of: OutcomesOf(indicator, days.Span(c, section), per)), StringComparer.Ordinal);
        var rows = columns.Values.SelectMany(c => c.Of.Keys).Distinct(StringComparer.Ordinal)
            .Select(member => (Member: member, Row: Plain(section, indicator, NameOf(per, member), columns.ToDictionary(c => c.Key, c => c.Value.Of.GetValueOrDefault(member) ?? new Outcome(c.Value.Span, null), StringComparer.Ordinal))))
            .Where(r => r.Row.Outcomes.Values.Any(o => o.Value is not null))
            .Select(r => r.Row with { Member = r.Member, Moved = Moved(r.Row, columns) });
        return section.MovedMost is { } most
            ? rows.Where(r => r.Number(ReportColumn.Change) is not null and not 0).OrderByDescending(r => Math.Abs(r.Number(ReportColumn.Change)!.Value)).ThenBy(r => r.Label, StringComparer.Ordinal).Take(most)
            : rows.OrderByDescending(r => r.Number(ReportColumn.OutcomePeriod) ?? decimal.MinValue).ThenBy(r => r.Label, StringComparer.Ordinal);
    }

    // Of counts, who is new came from none and who is gone went to none, where the others were counted at all.
    private static decimal? Moved(ReportRow row, Dictionary<string, (DateInterval Span, Dictionary<string, Outcome> Of)> all)
    {
        decimal? Of(string column) => row.Number(column) ?? (row.Outcomes.Values.Any(o => o.Denominator is not null) || all[column].Of.Values.All(o => o.Value is null) ? null : 0);
        return Of(ReportColumn.OutcomePeriod) - Of(ReportColumn.OutcomePeriodBefore);
    }

    private string NameOf(Dimension per, string member) => member.Length == 0 ? "(ej angivet)" : per switch
    {
        Dimension.Unit => Organisation.UnitName(member, days.Last),
        Dimension.Customer => Organisation.CustomerName(member, days.Last),
        _ => member,
    };

    // By member; without a split there is one, called nothing.
    private Dictionary<string, Outcome> OutcomesOf(Indicator indicator, DateInterval span, Dimension? per)
    {
        if (_outcomes.TryGetValue((indicator, per, span), out var known)) return known;
        return _outcomes[(indicator, per, span)] = Ask(indicator, span, per);
    }

    private Dictionary<string, Outcome> Ask(Indicator indicator, DateInterval span, Dimension? per)
    {
        var parts = IndicatorQuestions.Parts(indicator, span).ToArray();
        if (parts.Any(p => p.Formula.IsEntered)) return new() { [""] = Entered(indicator, span, parts.Select(p => p.Formula).ToArray()) };
        var answers = parts.Select(p => (p.Formula, Answer: Answer(_asked.Of(indicator, p.Formula, p.Days), per))).Select(a => (a.Formula, a.Answer.Question, a.Answer.Rows)).ToArray();
        var members = answers.SelectMany(a => a.Rows.Select(r => Member(r, per))).Distinct(StringComparer.Ordinal).ToArray();
        return members.ToDictionary(
            m => m,
            m => Outcome.Of(indicator, span, answers.Select(a => new OutcomePart(
                a.Formula,
                // A member without a name is what names none.
                per is { } by ? a.Question with { Only = new Dictionary<Dimension, string>(a.Question.Only) { [by] = m } } : a.Question,
                a.Rows.FirstOrDefault(r => Member(r, per) == m && IndicatorQuestions.Is(a.Formula, r)))).ToArray()),
            StringComparer.Ordinal);
    }

    // What is counted by whole months is asked for by them: behind the last day of a running month there is none of it, and for
    // twelve months that begin within one it has no figure.
    private (KpiQuestion Question, IReadOnlyList<KpiRow> Rows) Answer(KpiQuestion asked, Dimension? per)
    {
        IReadOnlyList<Dimension> split = per is { } by ? [by] : [];
        try
        {
            return (asked, known.Answer(asked with { Split = split }));
        }
        catch (QuestionException) when (asked.To == days.Until && days.MonthRuns)
        {
            var whole = asked with { To = PeriodKey.EndOf(PeriodKind.Month, days.Last) };
            return asked.From is { Day: 1 } ? (whole, known.Answer(whole with { Split = split })) : (asked, []);
        }
    }

    private static bool Is(IndicatorFormula formula, KpiRow row) => formula.Variant is { } variant ? row.Variant == variant : row.Contractual;

    private static string Member(KpiRow row, Dimension? per) => per switch
    {
        null => "",
        Dimension.Unit => row.Unit,
        Dimension.Customer => row.Customer,
        Dimension.Service => row.Service,
        Dimension.Queue => row.Queue,
        Dimension.CaseType => row.CaseType,
        Dimension.Channel => row.Channel,
        _ => throw new ArgumentOutOfRangeException(nameof(per)),
    } ?? "";

    // The last value of a span; what was entered doesn't add up with what was counted.
    private Outcome Entered(Indicator indicator, DateInterval span, IndicatorFormula[] formulas)
    {
        // It is the unit's, of no customer and no other cut.
        var entered = formulas.Length > 1 || question.Customer is not null || indicator.Only.Count > 0 ? null : known.Told().Entered.LastOrDefault(e => e.Indicator == formulas[0].Kpi && e.Unit == indicator.Unit && span.Contains(e.Day));
        return new Outcome(span, entered is null ? null : indicator.Rounded(entered.Value)) { Entered = entered };
    }

    private (string Month, decimal? Value)[] Trend(Indicator indicator)
    {
        var end = PeriodKey.EndOf(PeriodKind.Month, days.Last);
        var span = new DateInterval(end.PlusMonths(-TrendMonths), end.PlusDays(-1));
        var months = Enumerable.Range(0, TrendMonths).Select(m => span.Start.PlusMonths(m)).ToArray();
        if (indicator.Formulas.All(f => f.IsEntered))
            return months.Select(m => (PeriodKey.Of(PeriodKind.Month, m), Entered(indicator, new DateInterval(m, m.PlusMonths(1).PlusDays(-1)), [indicator.Formulas[^1]]).Value)).ToArray();
        return [.. _asked.Figures(indicator, PeriodKind.Month, span.Start, end).Select(m => (PeriodKey.Of(PeriodKind.Month, m.First), m.Outcome.Value))];
    }
}
