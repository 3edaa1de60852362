using System.Globalization;
using Metrics.Reporting;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli;

/// <summary>Prints receipts for people.</summary>
internal static class ReceiptPrinter
{
    /// <summary>Prints where a KPI's figure comes from.</summary>
    public static void Print(Receipt r, Target? target, CultureInfo culture)
    {
        var f = r.Figure;
        string N(decimal? n) => Output.Number(n, culture);
        Console.WriteLine($"{f.Label.In(culture)} · {f.Organisation} · {f.Period}{(f.Variant.Length > 0 ? $" · {f.Variant}" : "")}");
        Console.WriteLine($"  {Output.Value(f, culture)}{(f.IsRatio ? $" = {N(f.Numerator)} / {N(f.Denominator)}" : "")}");
        Console.WriteLine($"  formula v{r.Version}: {r.Formula}");
        if (r.Assumes is { } assumes) Console.WriteLine($"  assumes: {assumes.In(culture)}");
        if (target is not null) Console.WriteLine($"  {Said(target, culture)}");
        Console.WriteLine($"  counted: {N(r.Included)} facts, told by {N(r.Events)} events{(r.LastKnownAt is { } last ? $", the last known at {last:yyyy-MM-dd HH:mm:ss}Z" : "")}");
        foreach (var c in r.Calendars) Console.WriteLine($"  calendar {c.Name} ({N(c.Facts)} facts): {c.Says.En}");
        foreach (var p in r.Policies) Console.WriteLine($"  policy {p.Name} ({N(p.Facts)} facts): {p.Says.En}");
        foreach (var e in r.Excluded) Console.WriteLine($"  left out: {N(e.Count)} {e.Reason.En}");
        foreach (var d in r.Disturbances) Console.WriteLine($"  meanwhile: major incident {d.Ticket}{Touching(d)}, {d.From:uuuu-MM-dd HH:mm} to {(d.Until is { } end ? end.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture) : "now")}");
        foreach (var v in r.Variants.Where(v => v.Variant != f.Variant)) Console.WriteLine($"  other variant {v.Variant}: {Output.Value(v, culture)} = {N(v.Numerator)} / {N(v.Denominator)}");
        foreach (var p in r.Parts) Console.WriteLine($"  part {p.Figure.Kpi}: {N(p.Figure.Numerator)}{(p.Figure.IsRatio ? $" / {N(p.Figure.Denominator)}" : "")}, {N(p.Included)} facts");
        Console.WriteLine($"  recounted from the facts: {N(r.RecountedNumerator)}{(f.IsRatio ? $" / {N(r.RecountedDenominator)}" : "")}, {(r.Agrees ? "the same" : "NOT the same")}");
    }

    /// <summary>Prints where a number of a report comes from.</summary>
    public static void Print(CellReceipt c, Target? target, CultureInfo culture)
    {
        Console.WriteLine($"{(c.Row.Unit is { } unit ? unit + ": " : "")}{c.Row.Label} · {c.Column}{(c.Period is { } period ? $" · {period}" : "")}");
        Console.WriteLine($"  {Printed.Number(c.Row, c.Value, culture)}");
        if (c.Entered is { } e) Console.WriteLine($"  entered: {Output.Number(e.Value, culture)} for {e.Day:uuuu-MM-dd}, read from {e.ReadFrom}; told by {e.Source}, {e.StatementId}");
        if (c.Decided is { } d) Console.WriteLine($"  decided: {Output.Number(d.Value, culture)} for {d.Year}, on {d.DecidedOn:uuuu-MM-dd} by {d.By}");
        if (c.Model is { } m)
        {
            Console.WriteLine($"  forecast by {m.Forecast.Model}, from {m.Forecast.Origin:uuuu-MM-dd}, learnt from {m.Forecast.Learnt} months");
            Console.WriteLine($"  80 %: {Printed.Number(c.Row, m.Low80, culture)} to {Printed.Number(c.Row, m.High80, culture)}; 95 %: {Printed.Number(c.Row, m.Low95, culture)} to {Printed.Number(c.Row, m.High95, culture)}");
            foreach (var x in m.Forecast.Members) Console.WriteLine($"  {x.Method}: {Printed.Number(c.Row, ModelPrognosis.Printed(c.Row.Indicator, x.Mean), culture)}, weight {x.Weight.ToString("N2", culture)}");
        }

        if ((c.Target ?? target) is { } t) Console.WriteLine($"  {Said(t, culture)}");
        foreach (var counted in c.Counted) Print(counted, null, culture);
        Console.WriteLine($"  calculated again: {Printed.Number(c.Row, c.Recalculated, culture)}, {(c.Agrees ? "the same" : "NOT the same")}");
    }

    private static string Touching(Disturbance d) => string.Concat(((string?[])[d.Service, d.Unit]).OfType<string>().Select(t => ", " + t));

    private static string Said(Target target, CultureInfo culture)
    {
        var asks = target.Kind == TargetKind.Trend ? (target.HigherIsBetter ? "more than last year" : "less than last year") : Output.Number(target.Value, culture);
        return $"target {target.Year}: {asks} by {target.Decision}, {target.DecidedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} ({target.Level})";
    }
}
