using System.Globalization;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Reporting;

/// <summary>The shapes of figures and their receipts for programs, the same from every surface.</summary>
public static class KpiJson
{
    /// <summary>The shape of a figure that contracts rest on, with what is told beside it.</summary>
    public static object Of(KpiRow r) => new
    {
        kpi = r.Kpi,
        organisation = r.Organisation,
        unit = r.Unit,
        customer = r.Customer,
        caseType = r.CaseType,
        period = r.Period,
        numerator = r.Numerator.Plain(),
        denominator = r.Denominator.Plain(),
        value = r.Value is { } v ? decimal.Round(v, 10).Plain() : (decimal?)null,
        variant = r.Variant,
        contractual = r.Contractual,
        threshold = r.Threshold,
        notMeasured = r.NotMeasured,
        service = r.Service,
        queue = r.Queue,
        channel = r.Channel,
        margin = r.Margin.Plain(),
        unsure = r.Unsure,
        lastEvent = InstantConverter.Format(r.LastEvent),
        stale = r.Stale,
    };

    /// <summary>A text in both languages.</summary>
    public static object Of(Label label) => new { sv = label.Sv, en = label.En };

    /// <summary>A receipt, with the target that held and how the figure stands to it.</summary>
    public static object Of(Receipt r, Target? target, Standing standing = Standing.Unknown) => new
    {
        kpi = r.Figure.Kpi,
        organisation = r.Figure.Organisation,
        unit = r.Figure.Unit,
        customer = r.Figure.Customer,
        caseType = r.Figure.CaseType,
        period = r.Figure.Period,
        variant = r.Figure.Variant,
        value = r.Figure.Value is { } v ? decimal.Round(v, 10).Plain() : (decimal?)null,
        numerator = r.Figure.Numerator.Plain(),
        denominator = r.Figure.Denominator.Plain(),
        formula = r.Formula,
        formulaVersion = r.Version,
        assumes = r.Assumes,
        target = target is null ? null : ReportJson.Target(target),
        standing = Words.Of(standing),
        calendars = r.Calendars.Select(Terms),
        policies = r.Policies.Select(Terms),
        included = r.Included,
        excluded = r.Excluded.Select(LeftOut),
        disturbances = r.Disturbances.Select(d => new { ticket = d.Ticket, unit = d.Unit, service = d.Service, from = Local(d.From), until = d.Until is { } end ? Local(end) : null }),
        notMeasured = r.Figure.NotMeasured,
        events = r.Events,
        lastKnownAt = r.LastKnownAt,
        lastEvent = InstantConverter.Format(r.Figure.LastEvent),
        stale = r.Figure.Stale,
        recounted = new { numerator = r.RecountedNumerator.Plain(), denominator = r.RecountedDenominator.Plain(), agrees = r.Agrees },
        variants = r.Variants.Select(Of),
        parts = r.Parts.Select(p => Of(p, null)),
    };

    /// <summary>The receipt of an indicator's outcome: the members of a KPI's receipt, summed over the formulas that held, and each of them.</summary>
    public static object Of(CellReceipt c, Target? target)
    {
        var figures = c.Counted.Select(r => r.Figure).ToArray();
        return new
        {
            kpi = c.Row.Indicator.Id,
            unit = c.Row.Indicator.Unit,
            indicator = c.Row.Label,
            column = c.Column,
            period = c.Period,
            value = c.Value,
            numerator = figures.Length == 0 ? null : figures.Sum(f => f.Numerator).Plain(),
            denominator = figures.Any(f => f.IsRatio) ? figures.Sum(f => f.Denominator).Plain() : null,
            formula = c.Entered is { } entered ? $"entered: the last value of {entered.Indicator} in the period, read from {entered.ReadFrom}"
                : c.Model is { } m ? $"what has happened, and the forecast of the rest: {m.Forecast.Model}" : string.Join("; then ", c.Counted.Select(r => r.Formula)),
            target = (c.Target ?? target) is { } t ? ReportJson.Target(t) : null,
            calendars = c.Counted.SelectMany(r => r.Calendars).Select(Terms),
            policies = c.Counted.SelectMany(r => r.Policies).Select(Terms),
            included = c.Entered is null ? c.Counted.Sum(r => r.Included) : 1,
            excluded = c.Counted.SelectMany(r => r.Excluded).Select(LeftOut),
            recounted = new { value = c.Recalculated, agrees = c.Agrees },
            receipt = ReportJson.Receipt(c, r => Of(r, null)),
        };
    }

    private static object Terms(TermsUsed t) => new { name = t.Name, label = Of(t.Label), says = Of(t.Says), facts = t.Facts };

    private static string Local(OffsetDateTime time) => OffsetDateTimePattern.Rfc3339.Format(time);

    private static object LeftOut(Excluded e) => new { reason = e.Reason.En, label = Of(e.Reason), count = e.Count };
}
