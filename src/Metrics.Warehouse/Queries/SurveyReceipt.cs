using System.Globalization;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Surveys;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>Where a figure of a survey KPI comes from: counted from the answers themselves, one scale at a time.</summary>
internal sealed class SurveyReceipt
{
    private readonly MetricsWarehouse _warehouse;
    private readonly KpiQuestion _question;
    private readonly SurveyKpi _kpi;
    private readonly string _prefix;
    private readonly string _answers;
    private readonly string _asked;
    private readonly object?[] _parameters;

    public SurveyReceipt(MetricsWarehouse warehouse, KpiQuestion question, SurveyKpi kpi, string prefix)
    {
        (_warehouse, _question, _kpi, _prefix) = (warehouse, question, kpi, prefix);
        var (where, parameters) = CellReader.WhereSlice(question);
        parameters.AddRange([question.From.ToDate(), question.To.ToDate()]);
        _parameters = parameters.ToArray();
        var n = _parameters.Length;
        _asked = string.Create(CultureInfo.InvariantCulture, $"{where} AND (${n - 1}::DATE IS NULL OR f.day >= ${n - 1}) AND (${n}::DATE IS NULL OR f.day < ${n})");
        _answers = $"({warehouse.Pipelines.Sql("query/survey-answers.sql", prefix)}) f JOIN {prefix}slices s USING (slice)";
    }

    /// <summary>The receipt: of the scale that most answered on, when nobody says which; the others stand beside it.</summary>
    /// <param name="rows">The KPI's figures in the whole period, one a scale.</param>
    /// <param name="variant">The scale; null when nobody says.</param>
    /// <param name="rowsFile">A file for the answers behind it; null for none.</param>
    public Receipt Answer(IReadOnlyList<KpiRow> rows, string? variant, string? rowsFile)
    {
        var figure = rows.First(r => r.Variant == (variant ?? rows.OrderByDescending(x => x.Denominator).First().Variant));
        var scales = new SurveyFigures(_warehouse, new CellReader(_warehouse.Connection, _prefix), _question, _prefix).Scales(_kpi);
        SurveyScale? scale = Array.Exists(scales, s => s.ToString() == figure.Variant) ? Array.Find(scales, s => s.ToString() == figure.Variant) : null;
        var onScale = scale is { } on ? string.Create(CultureInfo.InvariantCulture, $"f.scale_low = {on.Low} AND f.scale_high = {on.High}") : "false";
        var counted = $"{_asked} AND {CellTables.Answered} AND {onScale} AND {Kept}";
        var (ratings, answers, facts) = Recount(onScale);
        var (events, last) = _warehouse.EventsOf($"SELECT f.subject_key FROM {_answers} WHERE {counted}", _parameters, _question);
        if (rowsFile is not null)
            FactExport.Write(_warehouse, $"SELECT s.* EXCLUDE (slice), f.* EXCLUDE (slice, subject_key) FROM {_answers} WHERE {counted} ORDER BY ALL", rowsFile, _parameters);
        var known = figure.Numerator is not null;
        return new Receipt(
            figure, rows, $"{_kpi.Says.En} [sum of ratings / answers{(scale is null ? "" : $" on the scale {scale}")}]", _kpi.Version, _kpi.Assumes,
            facts, known ? ratings : null, known ? answers : null, Exclusions(onScale, scale), events, last, [], []);
    }

    /// <summary>The statement that selects each answer with what it adds on a scale, and its parameters.</summary>
    /// <param name="scale">The scale, as variants name it.</param>
    public (string Sql, IReadOnlyList<object?> Parameters) Contributions(string scale)
    {
        var on = new SurveyFigures(_warehouse, new CellReader(_warehouse.Connection, _prefix), _question, _prefix).Scales(_kpi).FirstOrDefault(s => s.ToString() == scale);
        return (
            string.Create(CultureInfo.InvariantCulture, $"SELECT f.subject_key AS k, f.rating_sum AS n, f.answers AS d FROM {_answers} WHERE {_asked} AND {CellTables.Answered} AND f.scale_low = {on.Low} AND f.scale_high = {on.High} AND {Kept}"),
            _parameters);
    }

    private string Kept => _kpi.Answers switch
    {
        SurveyAnswers.SlaMet => "f.kept = true",
        SurveyAnswers.SlaMissed => "f.kept = false",
        _ => "true",
    };

    // In other words than the figure's own query: ticket by ticket for each answer.
    private (decimal Ratings, decimal Answers, long Facts) Recount(string onScale)
    {
        var tickets = $"FROM {_prefix}ticket_facts t JOIN {_prefix}slices o ON o.slice = t.slice WHERE o.organisation = s.organisation AND t.ticket_id = f.ticket";
        var about = _kpi.Answers == SurveyAnswers.All
            ? "true"
            : $"(SELECT count(*) {tickets}) = 1 AND EXISTS (SELECT 1 {tickets} AND {(_kpi.Answers == SurveyAnswers.SlaMet ? "" : "NOT ")}t.met_original)";
        var sql = $"""
            SELECT coalesce(sum(f.rating_sum), 0)::DECIMAL(38, 4), coalesce(sum(f.answers), 0)::DECIMAL(38, 0), count(*)
            FROM {_prefix}survey_facts f JOIN {_prefix}slices s USING (slice)
            WHERE {_asked} AND {CellTables.Answered} AND {onScale} AND {about}
            """;
        return _warehouse.Connection.Rows(sql, _parameters).Select(r => (r.GetDecimal(0), r.GetDecimal(1), r.GetInt64(2))).Single();
    }

    private Excluded[] Exclusions(string onScale, SurveyScale? scale)
    {
        var excluded = new List<Excluded>
        {
            new(new Label("av enkäter som ingen besvarade", "of surveys that nobody answered"), Count("f.answers = 0")),
            new(new Label("utanför sin skala", "outside their scale"), Count($"f.answers > 0 AND ({CellTables.OutsideScale})")),
        };
        if (scale is not null) excluded.Add(new(new Label("på en annan skala", "on another scale"), Count($"{CellTables.Answered} AND NOT ({onScale}) AND {Kept}")));
        if (_kpi.Answers == SurveyAnswers.All) return excluded.Where(e => e.Count > 0).ToArray();
        excluded.Add(new(new Label("om inget ärende", "about no ticket"), Count($"{CellTables.Answered} AND f.ticket IS NULL")));
        excluded.Add(new(new Label("om ett ärende som ingen händelse berättar om", "about a ticket that no event tells of"), Count($"{CellTables.Answered} AND f.ticket IS NOT NULL AND f.tickets = 0")));
        excluded.Add(new(new Label("om ett ärendenummer som flera källor har", "about a ticket number that several sources have"), Count($"{CellTables.Answered} AND f.tickets > 1")));
        excluded.Add(new(new Label("om ett ärende som inget lovats om eller som inte är avgjort", "about a ticket that nothing was promised about or that isn't settled"), Count($"{CellTables.Answered} AND f.tickets = 1 AND f.kept IS NULL")));
        var other = _kpi.Answers == SurveyAnswers.SlaMet ? (Reason: new Label("om ett ärende som bröt sitt löfte", "about a ticket that broke its promise"), Kept: "NOT f.kept") : (Reason: new Label("om ett ärende som höll sitt löfte", "about a ticket that kept its promise"), Kept: "f.kept");
        excluded.Add(new(other.Reason, Count($"{CellTables.Answered} AND {other.Kept}")));
        return excluded.Where(e => e.Count > 0).ToArray();
    }

    private long Count(string condition) => _warehouse.Connection.Scalar<long>($"SELECT count(*) FROM {_answers} WHERE {_asked} AND {condition}", _parameters);
}
