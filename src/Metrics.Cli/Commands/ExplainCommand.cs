using System.CommandLine;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics explain</c>: where a figure comes from.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Kpi = new("kpi") { Description = "The KPI, or an indicator of the organisation's report." };
    private static readonly Option<string> Period = new("--period") { Description = "2021, 2021-T1, 2021-03, 2021-W09, 2021-03-31, several in a row (2021-01..2021-08), an hour or quarter as kpi prints it, or total.", Required = true };
    private static readonly Option<string?> Variant = new("--variant") { Description = "Another variant than the contractual one, as kpi --variants names it." };
    private static readonly Option<string?> Rows = new("--rows") { Description = "Write the facts behind it to this file (.csv or .parquet)." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("explain", "Where a figure comes from: formula, what was counted, what was left out and why.") { Kpi, Period, Variant, Rows, Shared.Lang, Format };
        CutOptions.AddTo(command);
        command.Add(ExplainTicketCommand.Create());
        command.Add(ExplainCellCommand.Create());
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        var (kpi, period) = (parse.GetValue(Kpi)!, parse.GetValue(Period)!);
        var question = CutOptions.Question(parse) with { Kpis = [kpi], Variant = parse.GetValue(Variant) };
        if (period != "total")
        {
            if (PeriodKey.TryParseSpan(period, out var from, out var to)) question = question with { From = from, To = to };
            else if (PeriodKey.TryParseShort(period, out _, out var start, out var end)) question = question with { Within = new Interval(start, end) };
            else throw new UsageException($"--period: '{period}' is not one of the forms 2021, 2021-T1, 2021-03, 2021-W09, 2021-03-31, 2021-01..2021-08, 2021-03-31T08+02:00, 2021-03-31T08:15+02:00 or total");
        }

        using var warehouse = Shared.Open(parse);
        if (IndicatorOf(warehouse, question) is { } indicator) return Explain(parse, warehouse, question, indicator);
        var receipt = new ReceiptQuery(warehouse).Answer(question, period, parse.GetValue(Rows));
        var target = question.To is { } after ? question.Organisation.Report.TargetOf(kpi, question.Only.GetValueOrDefault(Dimension.Unit), after.PlusDays(-1)) : null;
        if (parse.GetValue(Format) == "json") Output.Json(KpiJson.Of(receipt, target));
        else ReceiptPrinter.Print(receipt, target, Shared.Culture(parse));
        if (receipt.Agrees) return 0;
        Console.Error.WriteLine($"metrics: the facts give {receipt.RecountedNumerator} / {receipt.RecountedDenominator}, which is not what the cells say; run 'metrics verify'");
        return 1;
    }

    // What is no KPI may be an indicator, or what somebody enters under that name.
    private static Indicator? IndicatorOf(MetricsWarehouse warehouse, KpiQuestion question)
    {
        var (name, unit) = (question.Kpis[0], question.Only.GetValueOrDefault(Dimension.Unit));
        if (new KpiQuery(warehouse).All(question.Organisation).Any(k => k.Id == name)) return null;
        return question.Organisation.Report.Indicators.FirstOrDefault(i => ReportBuilder.IsCalled(i, name) && (unit is null || i.Unit == unit))
            ?? question.Organisation.Report.Indicators.FirstOrDefault(i => i.Formulas.Any(f => f.IsEntered && f.Kpi == name) && i.Unit == unit);
    }

    private static int Explain(ParseResult parse, MetricsWarehouse warehouse, KpiQuestion question, Indicator indicator)
    {
        if (question is not { From: { } from, To: { } to }) throw new UsageException("--period: an indicator is explained for days, months or years");
        if (parse.GetValue(Rows) is not null || question.Only.Keys.Any(d => d != Dimension.Unit)) throw new UsageException($"'{question.Kpis[0]}' is an indicator; rows and other cuts go with the KPIs behind it, {string.Join(", ", indicator.Formulas.Where(f => !f.IsEntered).Select(f => f.Kpi))}");
        var receipt = new ReportBuilder(warehouse).Explain(question.Organisation, indicator, new DateInterval(from, to.PlusDays(-1)), question.AsOf);
        return ExplainCellCommand.Print(receipt, indicator.TargetOf(to.PlusDays(-1).Year, to.PlusDays(-1)), parse.GetValue(Format) == "json", Shared.Culture(parse));
    }
}
