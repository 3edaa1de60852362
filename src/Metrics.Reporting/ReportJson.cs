using System.Globalization;
using System.Text.Json;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>The shapes of reports and of their receipts for programs.</summary>
public static class ReportJson
{
    // What every row has a member of its own for.
    private static readonly string[] Own =
        [ReportColumn.OutcomeYtdLastYear, ReportColumn.OutcomeYtd, ReportColumn.TargetYtd, ReportColumn.ForecastDecided, ReportColumn.ForecastModel, ReportColumn.TargetYear, ReportColumn.R12, ReportColumn.Status, ReportColumn.ForecastStatus];

    /// <summary>Whether a column is one that a layout adds to those that every row has.</summary>
    public static bool IsExtra(string column) => !Own.Contains(column, StringComparer.Ordinal);

    /// <summary>A report: one row an indicator and section, numbers in the unit that the document prints; what a layout adds stands under its columns' keys.</summary>
    public static object Of(Report report) => new
    {
        organisation = report.Organisation.Id,
        period = report.Period,
        customer = report.Customer,
        running = report.IsRunning,
        until = Day(report.LastDay),
        asOf = report.AsOf?.ToString(),
        rows = report.Rows.Select(r => Row(report, r)),
    };

    /// <summary>The receipts of a report's numbers.</summary>
    /// <param name="report">The report.</param>
    /// <param name="receipt">The shape of a KPI's receipt.</param>
    public static object Receipts(Report report, Func<Warehouse.Queries.Receipt, object> receipt) => report.Receipts.Select(c => Receipt(c, receipt));

    /// <summary>The receipt of one number.</summary>
    public static object Receipt(CellReceipt c, Func<Warehouse.Queries.Receipt, object> receipt) => new
    {
        section = c.Row.Section.Id,
        unit = c.Row.Indicator.Unit,
        indicator = c.Row.Label,
        id = c.Row.Indicator.Id,
        column = c.Column,
        value = c.Value,
        period = c.Period,
        recalculated = c.Recalculated,
        agrees = c.Agrees,
        entered = c.Entered is { } e ? new { e.Indicator, e.Unit, day = Day(e.Day), e.Value, e.ReadFrom, e.Source, subject = e.StatementId } : null,
        target = c.Target is { } t ? Target(t) : null,
        decided = c.Decided is { } d ? new { d.Value, d.Year, decidedOn = Day(d.DecidedOn), d.By } : null,
        forecast = c.Model is { } m ? Model(c.Row.Indicator, m) : null,
        counted = c.Counted.Select(receipt),
    };

    /// <summary>A target with its decision.</summary>
    public static object Target(Target t) => new
    {
        kind = Words.Of(t.Kind), value = t.Value, higherIsBetter = t.HigherIsBetter, year = t.Year, level = t.Level, decision = t.Decision, decidedOn = Day(t.DecidedOn),
    };

    /// <summary>Whether two reports, as JSON, tell the same figures; names, remarks and what later versions add play no part.</summary>
    public static bool SameFigures(string one, string other) => Figures(one).SequenceEqual(Figures(other));

    private static List<string> Figures(string report)
    {
        using var json = JsonDocument.Parse(report);
        string Number(JsonElement row, string member) => row.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal().Plain().ToString(CultureInfo.InvariantCulture) : "";
        return json.RootElement.GetProperty("rows").EnumerateArray().Select(row => string.Join('|', [
            row.GetProperty("section").GetString(), row.GetProperty("id").GetString(), row.TryGetProperty("member", out var member) ? member.GetString() : "",
            .. ((string[])["outcomeYtdLastYear", "outcomeYtd", "targetYtd", "forecastDecided", "targetYear", "r12"]).Select(m => Number(row, m)),
            .. row.GetProperty("columns").EnumerateObject().Select(c => $"{c.Name}={Number(row.GetProperty("columns"), c.Name)}"),
        ])).ToList();
    }

    /// <summary>What the model expects, with its bounds, what it was learnt from, and what each method makes of it.</summary>
    public static object Model(Indicator indicator, ModelPrognosis m) => new
    {
        value = m.Value,
        low80 = m.Low80,
        high80 = m.High80,
        low95 = m.Low95,
        high95 = m.High95,
        model = m.Forecast.Model,
        origin = Day(m.Forecast.Origin),
        months = m.Forecast.Learnt,
        unsure = m.Forecast.IsUnsure,
        planned = m.Changes.Select(c => new { from = Day(c.From), sizePerMonth = c.SizePerMonth, reason = c.Reason }),
        plannedAdds = m.Planned(indicator),
        members = m.Forecast.Members.Select(x => new { method = x.Method, value = ModelPrognosis.Printed(indicator, x.Mean), weight = Math.Round(x.Weight, 3) }),
    };

    private static object Row(Report report, ReportRow r) => new
    {
        kpi = r.Indicator.Formulas[^1].Kpi,
        unit = r.Indicator.Unit,
        indicator = r.Label,
        valueUnit = Words.Of(r.Indicator.PrintedAs),
        outcomeYtdLastYear = r.OutcomeYtdLastYear,
        outcomeYtd = r.OutcomeYtd,
        targetYtd = r.TargetYtd,
        forecastDecided = r.Decided?.Value,
        forecastDecidedOn = r.Decided is { } decided ? Day(decided.DecidedOn) : null,
        forecastFullYear = r.Model?.Value,
        forecastLow = r.Model?.Low80,
        forecastHigh = r.Model?.High80,
        targetYear = r.Target?.Value,
        r12 = r.R12,
        status = Words.Of(r.Status),
        forecastStatus = Words.Of(r.ForecastStatus),
        section = r.Section.Id,
        columns = r.Section.Columns.Where(c => IsExtra(c.Key)).ToDictionary(c => c.Key, c => r.Number(c.Key), StringComparer.Ordinal),
        id = r.Indicator.Id,
        member = r.Member,
        running = report.RunningUntil(r.Section) is not null || report.IsRunning,
        readFrom = r.ReadFrom,
        otherTargets = r.OtherTargets.Select(o => new { target = Target(o.Target), status = Words.Of(o.Status) }),
        forecast = r.Model is { } model ? Model(r.Indicator, model) : null,
        unusual = r.Unusual is { } u ? new { month = u.First.ToString("uuuu-MM", CultureInfo.InvariantCulture), value = u.Value, low95 = u.Low95, high95 = u.High95 } : null,
        unusualDays = r.UnusualDays.Select(d => new { day = Day(d.First), value = d.Value, low95 = d.Low95, high95 = d.High95 }),
        decidedOutOfReach = r.IsDecidedOutOfReach,
        forecastOverride = r.Override is { } o ? new { value = o.Value, on = Day(o.DecidedOn), by = o.By, reason = o.Reason } : null,
        commentary = r.Commentary,
        counted = r.Outcomes.Where(o => o.Value.Numerator is not null).ToDictionary(
            o => o.Key, o => new { period = PeriodKey.OfSpan(o.Value.Span), numerator = o.Value.Numerator.Plain(), denominator = o.Value.Denominator.Plain() }, StringComparer.Ordinal),
    };

    private static string Day(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
