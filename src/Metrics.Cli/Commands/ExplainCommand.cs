using System.CommandLine;
using System.Globalization;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics explain</c>: where a figure comes from.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Kpi = new("kpi") { Description = "The KPI." };
    private static readonly Option<string> Period = new("--period") { Description = "2021, 2021-T1, 2021-03, 2021-W09, 2021-03-31, several in a row (2021-01..2021-08), an hour or quarter as kpi prints it, or total.", Required = true };
    private static readonly Option<string?> Rows = new("--rows") { Description = "Write the facts behind it to this file (.csv or .parquet)." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("explain", "Where a figure comes from: formula, what was counted, what was left out and why.") { Kpi, Period, Rows, Shared.Lang, Format };
        CutOptions.AddTo(command);
        command.Add(ExplainTicketCommand.Create());
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        var period = parse.GetValue(Period)!;
        var question = CutOptions.Question(parse) with { Kpis = [parse.GetValue(Kpi)!] };
        if (period != "total")
        {
            if (Days(period) is var (from, to)) question = question with { From = from, To = to };
            else if (PeriodKey.TryParseShort(period, out _, out var start, out var end)) question = question with { Within = new Interval(start, end) };
            else throw new UsageException($"--period: '{period}' is not one of the forms 2021, 2021-T1, 2021-03, 2021-W09, 2021-03-31, 2021-01..2021-08, 2021-03-31T08+02:00, 2021-03-31T08:15+02:00 or total");
        }

        using var warehouse = Shared.Open(parse);
        var receipt = new ReceiptQuery(warehouse).Answer(question, period, parse.GetValue(Rows));
        var target = question.To is { } after ? question.Organisation.Report.TargetOf(question.Kpis[0], question.Only.GetValueOrDefault(Dimension.Unit), after.PlusDays(-1)) : null;
        if (parse.GetValue(Format) == "json") Json(receipt, target);
        else Print(receipt, target, Shared.Culture(parse));
        if (receipt.Agrees) return 0;
        Console.Error.WriteLine($"metrics: the facts give {receipt.RecountedNumerator} / {receipt.RecountedDenominator}, which is not what the cells say; run 'metrics verify'");
        return 1;
    }

    // A period, or several in a row.
    private static (LocalDate From, LocalDate To)? Days(string period) => period.Split("..") switch
    {
        [var one] when PeriodKey.TryParse(one, out _, out var from, out var to) => (from, to),
        [var first, var last] when PeriodKey.TryParse(first, out _, out var from, out _) && PeriodKey.TryParse(last, out _, out _, out var to) && from < to => (from, to),
        _ => null,
    };

    private static void Json(Receipt r, Target? target) => Output.Json(new
    {
        kpi = r.Figure.Kpi,
        organisation = r.Figure.Organisation,
        unit = r.Figure.Unit,
        customer = r.Figure.Customer,
        caseType = r.Figure.CaseType,
        period = r.Figure.Period,
        variant = r.Figure.Variant,
        value = r.Figure.Value is { } v ? decimal.Round(v, 10) : (decimal?)null,
        numerator = r.Figure.Numerator,
        denominator = r.Figure.Denominator,
        formula = r.Formula,
        formulaVersion = r.Version,
        assumes = r.Assumes,
        target = target is null ? null : new
        {
            kind = Words.Of(target.Kind), value = target.Value, higherIsBetter = target.HigherIsBetter, year = target.Year, level = target.Level, decision = target.Decision,
            decidedOn = target.DecidedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
        },
        calendars = r.Calendars.Select(Terms),
        policies = r.Policies.Select(Terms),
        included = r.Included,
        excluded = r.Excluded.Select(e => new { reason = e.Reason, count = e.Count }),
        notMeasured = r.Figure.NotMeasured,
        events = r.Events,
        lastKnownAt = r.LastKnownAt,
        recounted = new { numerator = r.RecountedNumerator, denominator = r.RecountedDenominator, agrees = r.Agrees },
        variants = r.Variants.Select(KpiPrinter.ToJson),
    });

    private static object Terms(TermsUsed t) => new { name = t.Name, label = t.Label.Sv, says = t.Says, facts = t.Facts };

    private static void Print(Receipt r, Target? target, CultureInfo culture)
    {
        var f = r.Figure;
        string N(decimal? n) => Output.Number(n, culture);
        Console.WriteLine($"{f.Label.In(culture)} · {f.Organisation} · {f.Period}{(f.Variant.Length > 0 ? $" · {f.Variant}" : "")}");
        Console.WriteLine($"  {Output.Value(f, culture)}{(f.IsRatio ? $" = {N(f.Numerator)} / {N(f.Denominator)}" : "")}");
        Console.WriteLine($"  formula v{r.Version}: {r.Formula}");
        if (r.Assumes is { } assumes) Console.WriteLine($"  assumes: {assumes.In(culture)}");
        if (target is not null) Console.WriteLine($"  target {target.Year}: {(target.Kind == TargetKind.Trend ? (target.HigherIsBetter ? "more than last year" : "less than last year") : N(target.Value))} by {target.Decision}, {target.DecidedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} ({target.Level})");
        Console.WriteLine($"  counted: {N(r.Included)} facts, told by {N(r.Events)} events{(r.LastKnownAt is { } last ? $", the last known at {last:yyyy-MM-dd HH:mm:ss}Z" : "")}");
        foreach (var c in r.Calendars) Console.WriteLine($"  calendar {c.Name} ({N(c.Facts)} facts): {c.Says}");
        foreach (var p in r.Policies) Console.WriteLine($"  policy {p.Name} ({N(p.Facts)} facts): {p.Says}");
        foreach (var e in r.Excluded) Console.WriteLine($"  left out: {N(e.Count)} {e.Reason}");
        foreach (var v in r.Variants.Where(v => v.Variant != f.Variant)) Console.WriteLine($"  other variant {v.Variant}: {Output.Value(v, culture)} = {N(v.Numerator)} / {N(v.Denominator)}");
        Console.WriteLine($"  recounted from the facts: {N(r.RecountedNumerator)}{(f.IsRatio ? $" / {N(r.RecountedDenominator)}" : "")}, {(r.Agrees ? "the same" : "NOT the same")}");
    }
}
