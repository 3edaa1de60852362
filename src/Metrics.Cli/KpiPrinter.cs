using System.Globalization;
using Metrics.Reporting;
using Metrics.ServiceDesk.Kpis;
using Spectre.Console;

namespace Metrics.Cli;

/// <summary>Prints figures.</summary>
internal static class KpiPrinter
{
    // More periods than this stand below each other instead of side by side.
    private const int Columns = 7;

    public static void Table(IReadOnlyList<KpiRow> all, bool variants, bool alsoEmpty, CultureInfo culture)
    {
        var rows = all.Where(r => (variants || r.Shown) && (alsoEmpty || r.Value is not null || r.NotMeasured > 0)).ToArray();
        if (rows.Length == 0)
        {
            Console.WriteLine("no figures: nothing was counted on those days");
            return;
        }

        var periods = rows.Select(r => r.Period).Distinct(StringComparer.Ordinal).ToArray();
        var console = Output.Terminal();
        console.Write(periods.Length <= Columns && periods.Length > 1 ? SideBySide(rows, periods, culture) : Below(rows, culture));
        foreach (var group in rows.Where(r => r.NotMeasured > 0).GroupBy(r => r.Kpi))
            console.WriteLine($"{group.First().Label.In(culture)}: {Output.Number(group.GroupBy(r => r.Variant).Max(v => v.Sum(r => r.NotMeasured)), culture)} {(culture.TwoLetterISOLanguageName == "sv" ? "kunde inte mätas" : "could not be measured")}");
    }

    private static Table SideBySide(KpiRow[] rows, string[] periods, CultureInfo culture)
    {
        var table = Output.Table(["KPI", "id", .. periods]);
        foreach (var column in table.Columns.Skip(2)) column.RightAligned();
        foreach (var line in rows.GroupBy(r => (r.Kpi, r.Variant, r.Unit, r.Customer, r.Service, r.Queue, r.CaseType, r.Channel)))
        {
            var byPeriod = line.ToDictionary(r => r.Period, StringComparer.Ordinal);
            table.AddRow([
                .. new[] { line.First().Label.In(culture), Describe(line.First()) }.Select(t => new Text(Shortened(t))),
                .. periods.Select(p => new Text(byPeriod.TryGetValue(p, out var row) ? Output.Value(row, culture) : "–")),
            ]);
        }

        return table;
    }

    private static Table Below(KpiRow[] rows, CultureInfo culture)
    {
        var swedish = culture.TwoLetterISOLanguageName == "sv";
        var table = Output.Table(
            "KPI", "id", "Period", swedish ? "Värde" : "Value", swedish ? "Täljare" : "Numerator", swedish ? "Nämnare" : "Denominator");
        foreach (var column in table.Columns.Skip(3)) column.RightAligned();
        foreach (var r in rows)
        {
            table.AddRow(new Text[]
            {
                new(Shortened(r.Label.In(culture))), new(Shortened(Describe(r))), new(r.Period), new(Output.Value(r, culture)),
                new(r.IsRatio ? Output.Number(r.Numerator, culture) : ""), new(r.IsRatio ? Output.Number(r.Denominator, culture) : ""),
            });
        }

        return table;
    }

    /// <summary>The KPI by its ids: what to ask for to get it again.</summary>
    public static string Describe(KpiRow r) => string.Join(" ", new[] { r.Kpi, r.Variant, Cut(r) }.Where(t => t.Length > 0));

    // Names give way before figures do.
    private static string Shortened(string text) => text.Length <= 60 ? text : text[..59] + "…";

    private static string Cut(KpiRow r)
        => string.Join(" ", new[] { r.Unit, r.Customer, r.Service, r.Queue, r.CaseType, r.Channel }.Where(m => m is not null));
}
