using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Surveys;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>
/// The KPIs of surveys: a row for each scale, since scales are never averaged. The scale is no choice that a contract makes, so a
/// row is the contractual one where its scale is the only one in the answer, and none is where there are several.
/// </summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="reader">The cells.</param>
/// <param name="question">What is asked.</param>
/// <param name="prefix">Where the tables stand.</param>
internal sealed class SurveyFigures(MetricsWarehouse warehouse, CellReader reader, KpiQuestion question, string prefix)
{
    /// <summary>The figures of the KPIs asked for; null is every one that has an answer.</summary>
    public IEnumerable<KpiRow> Rows(HashSet<string>? asked)
        => warehouse.Pipelines.Catalogue.SurveyKpis.Where(k => asked?.Contains(k.Id) ?? IsByTheDay).SelectMany(k => Rows(k, asked is not null));

    /// <summary>The scales that a KPI has answers on in the days and cut asked for, the most answered first.</summary>
    public SurveyScale[] Scales(SurveyKpi kpi) => Cells(kpi)
        .GroupBy(c => c.Scale).OrderByDescending(g => g.Sum(c => c.Answers)).ThenBy(g => g.Key.Low).ThenBy(g => g.Key.High).Select(g => g.Key).ToArray();

    private bool IsByTheDay => question.By > PeriodKind.Hour && question.Within is null;

    // What became of a ticket changes days after somebody answered about it, so these two are joined when they are asked for.
    private SurveyCell[] Cells(SurveyKpi kpi) => reader.Surveys(question, kpi.Answers switch
    {
        SurveyAnswers.All => prefix + FactKind.Survey.Cells(),
        var answers => $"({CellTables.SumSurveys($"({warehouse.Pipelines.Sql("query/survey-answers.sql", prefix)}) f", $"{CellTables.Answered} AND f.kept = {(answers == SurveyAnswers.SlaMet ? "true" : "false")}")})",
    }).ToArray();

    private IEnumerable<KpiRow> Rows(SurveyKpi kpi, bool asked)
    {
        if (!IsByTheDay) throw new QuestionException($"{kpi.Id} is counted by the day; ask for --by day or longer");
        var cells = Cells(kpi);
        if (cells.Length == 0 && !asked) yield break;
        var scales = cells.Select(c => c.Scale).Distinct().OrderBy(s => s.Low).ThenBy(s => s.High).ToArray();
        var periods = AskedPeriods.Of(question, cells.Select(c => c.Day));
        foreach (var scale in scales.Length == 0 ? [null] : scales.Select(s => (SurveyScale?)s))
        {
            var own = cells.Where(c => c.Scale == scale);
            foreach (var (members, period, group) in AskedPeriods.Fill(question, periods, own, c => c.Members, c => PeriodKey.Of(question.By, c.Day)))
                yield return Row(kpi, scale, scales.Length <= 1, members, period, group);
        }
    }

    private KpiRow Row(SurveyKpi kpi, SurveyScale? scale, bool only, string?[] members, string period, SurveyCell[] cells)
    {
        var (answers, ratings) = (cells.Sum(c => c.Answers), cells.Sum(c => c.RatingSum));
        return question.Cut(
            new KpiRow
            {
                Kpi = kpi.Id,
                Organisation = question.Organisation.Id,
                Period = period,
                Numerator = cells.Length == 0 ? null : ratings,
                Denominator = cells.Length == 0 ? null : answers,
                Variant = scale?.ToString() ?? "",
                Contractual = only,
                Shown = true,
                Margin = cells.Sum(c => c.SpreadAnswers) == answers ? SurveySpread.Margin(answers, ratings, cells.Sum(c => c.SquareSum)) : null,
                Unsure = SurveySpread.IsUnsure(answers),
                IsRatio = true,
                ValueUnit = kpi.Unit,
                Label = kpi.Label,
            },
            members);
    }
}
