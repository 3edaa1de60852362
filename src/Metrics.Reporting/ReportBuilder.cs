using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Forecasts;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>Makes reports: every number is a KPI's, asked as anybody can ask it.</summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="forecaster">What forecasts the year; null is nobody.</param>
public sealed class ReportBuilder(MetricsWarehouse warehouse, IYearForecaster? forecaster = null)
{
    /// <summary>Makes the report of a period.</summary>
    /// <exception cref="QuestionException">It has no layout, the period isn't one of a report, has not begun, or nothing is known of it or of the customer.</exception>
    public Report Build(ReportQuestion question)
    {
        var (kind, from, to) = Period(question);
        return new ReportQuery(warehouse) { CountsEvents = question.CountsEvents }.AsKnown(question.Organisation, question.AsOf, known => Build(question, known, kind, from, to, forecaster));
    }

    /// <summary>Holds a report as known at one time against the same as known later.</summary>
    /// <param name="question">The report, as known before.</param>
    /// <param name="later">As known later; null is now.</param>
    /// <exception cref="QuestionException">There is no such report at either time.</exception>
    public ReportComparison Compare(ReportQuestion question, Instant? later)
    {
        var (kind, from, to) = Period(question);
        var query = new ReportQuery(warehouse);
        return query.AsKnown(question.Organisation, question.AsOf, before => query.AsKnown(question.Organisation, later, after => ReportComparison.Of(
            Build(question, before, kind, from, to, null), Build(question with { AsOf = later }, after, kind, from, to, null), before, after)));
    }

    private static (PeriodKind Kind, LocalDate From, LocalDate To) Period(ReportQuestion question)
    {
        var organisation = question.Organisation;
        if (question.Sections.Count == 0)
            throw new QuestionException($"{organisation.Id} has no {(question.Customer is null ? "report" : "report for customers")}: its file in pipelines/organisations names no {(question.Customer is null ? "indicators" : "customerReport")}");
        if (!PeriodKey.TryParse(question.Period, out var kind, out var from, out var to) || kind is not (PeriodKind.Month or PeriodKind.Tertial or PeriodKind.Year))
            throw new QuestionException($"'{question.Period}' is not a month (2023-11), a tertial (2023-T3) or a year (2023)");
        return (kind, from, to);
    }

    /// <summary>Where the number of one cell comes from.</summary>
    /// <param name="question">The report.</param>
    /// <param name="indicator">The indicator's id or label; where several have the label, <c>unit: label</c>.</param>
    /// <param name="column">The column's key.</param>
    /// <param name="section">The section's id; null is the first that has it.</param>
    /// <param name="member">The member, in a section by members; null for a row of the indicator's own.</param>
    /// <exception cref="QuestionException">There is no such report, row or column.</exception>
    public CellReceipt Explain(ReportQuestion question, string indicator, string column, string? section = null, string? member = null)
    {
        var (kind, from, to) = Period(question);
        return new ReportQuery(warehouse).AsKnown(question.Organisation, question.AsOf, known => Explain(
            Build(question with { WithReceipts = false }, known, kind, from, to, column is ReportColumn.ForecastModel or ReportColumn.ForecastStatus ? forecaster : null), known, indicator, column, section, member));
    }

    private static CellReceipt Explain(Report report, KnownFigures known, string indicator, string column, string? section, string? member)
    {
        var rows = report.Rows.Where(r => IsCalled(r.Indicator, indicator) && (section is null || r.Section.Id == section) && (member is null ? r.Member is null : r.Member == member || r.Label == member))
            .DistinctBy(r => r.Indicator.Id).ToArray();
        if (rows.Length != 1)
            throw new QuestionException($"the report has {(rows.Length == 0 ? "no" : "more than one")} indicator '{indicator}'{(section is null ? "" : $" in the section '{section}'")}{(member is null ? "" : $" with a member '{member}'")}; there are {string.Join(", ", report.Rows.Select(r => r.Indicator.Id).Distinct(StringComparer.Ordinal))}");
        return CellReceipts.Of(rows[0], known).FirstOrDefault(c => c.Column == column)
            ?? throw new QuestionException($"{rows[0].Indicator.Id} has no number in '{column}' to explain; it has {string.Join(", ", CellReceipts.Of(rows[0], known).Where(c => c.Value is not null).Select(c => c.Column))}");
    }

    /// <summary>Where an indicator's outcome of any days comes from, by the formulas that held.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="span">The days.</param>
    /// <param name="asOf">As known then; null is now.</param>
    public CellReceipt Explain(Organisation organisation, Indicator indicator, DateInterval span, Instant? asOf)
        => new ReportQuery(warehouse).AsKnown(organisation, asOf, known =>
        {
            var days = new ReportDays(PeriodKind.Month, span.Start, span.End.PlusDays(1), span.End.PlusDays(1));
            var row = new RowBuilder(new ReportQuestion(organisation, ""), known, warehouse.Pipelines.Catalogue, days, null).Alone(indicator, span);
            return CellReceipts.Of(row, ReportColumn.OutcomePeriod, row.Outcomes[ReportColumn.OutcomePeriod], known);
        });

    /// <summary>Whether people call an indicator so: by its id, a label, or <c>unit: label</c>.</summary>
    public static bool IsCalled(Indicator indicator, string name)
    {
        bool Is(string text) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
        return Is(indicator.Id) || indicator.Labels.Any(l => Is(l.Name) || Is($"{indicator.Unit}: {l.Name}"));
    }

    private Report Build(ReportQuestion question, KnownFigures known, PeriodKind kind, LocalDate from, LocalDate to, IYearForecaster? years)
    {
        var organisation = question.Organisation;
        var (first, last) = known.Span() ?? throw new QuestionException($"nothing is known of {organisation.Id} yet; 'metrics ingest' reads its events");
        if (from > last || to <= first)
            throw new QuestionException($"nothing is known of {organisation.Id} in {question.Period}: its events go from {first:uuuu-MM-dd} to {last:uuuu-MM-dd}");
        if (question.Customer is { } customer && known.Customers() is var customers && !customers.Contains(customer, StringComparer.Ordinal))
            throw new QuestionException($"{organisation.Id} serves no customer '{customer}'; its events name {(customers.Count == 0 ? "none" : string.Join(", ", customers))}");
        if (question.Customer is { } named && organisation.Customers.FirstOrDefault(c => c.Id == named) is { } part && !part.IsThere(from) && !part.IsThere(to.PlusDays(-1)))
            throw new QuestionException($"{named} is no customer in {question.Period}: {(part.From > from ? $"it comes on {part.From:uuuu-MM-dd}" : $"it left on {part.Until:uuuu-MM-dd}")}");
        // Closed days at the end of a period are waited for by nobody.
        var until = organisation.Terms.Calendar.FirstOpen(LocalDate.Min(to, last.PlusDays(1)), to);
        var days = new ReportDays(kind, from, to, until);
        var rows = new RowBuilder(question, known, warehouse.Pipelines.Catalogue, days, years is null ? null : new YearModel(years, question, known, days));
        var report = new Report(organisation, question.Period, from, until, until < to, question.Sections.Where(s => s.IsIn(kind)).SelectMany(rows.Of).ToArray())
        {
            Customer = question.Customer,
            AsOf = question.AsOf,
        };
        if (report.Rows.Count == 0) throw new QuestionException($"{organisation.Id} has no section in the report of a {Words.Of(kind)}: see 'in' and 'period' of its sections");
        if (question.Customer is not null && report.Rows.All(r => r.Outcomes.Values.All(o => o.Value is null)))
            throw new QuestionException($"nothing is known of {question.Customer} in {question.Period}");
        return question.WithReceipts ? report with { Receipts = [.. report.Rows.Where(r => question.ReceiptsOf?.Invoke(r) != false).SelectMany(r => CellReceipts.Of(r, known))] } : report;
    }
}

/// <summary>The days that a report is about.</summary>
/// <param name="Kind">Month, tertial or year.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The first day after it.</param>
/// <param name="Until">The first day after the last with data: <paramref name="To"/> unless it is still running.</param>
internal sealed record ReportDays(PeriodKind Kind, LocalDate From, LocalDate To, LocalDate Until)
{
    /// <summary>The last day with data.</summary>
    public LocalDate Last => Until.PlusDays(-1);

    /// <summary>Whether the last month with data is not over.</summary>
    public bool MonthRuns => PeriodKey.EndOf(PeriodKind.Month, Last) != Until;

    /// <summary>Whether what a target is held against is not over: the month of a year's value, the tertial of a trend.</summary>
    public bool Runs(Target target, ReportSection section)
        => MonthRuns || (target.Kind == TargetKind.Trend && section.Period != PeriodKind.Month && PeriodKey.EndOf(section.Period, Last) != Until);

    /// <summary>What a target asks of a section's days: of a tertial its own months' part of a year's value.</summary>
    public decimal? Asked(Target? target, ReportSection section, Indicator indicator) => indicator.Asked(target, Span(ReportColumn.OutcomeYtd, section));

    /// <summary>The days that an outcome of a section is about.</summary>
    public DateInterval Span(string column, ReportSection section) => ReportColumn.Span(column, section.Period, Kind, From, To, Until);
}
