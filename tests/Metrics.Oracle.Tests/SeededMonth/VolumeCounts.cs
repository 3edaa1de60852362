using System.Globalization;
using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>Counts per day and per month, flows and stocks, by handling mode or not; two that the catalogue doesn't list.</summary>
internal static class VolumeCounts
{
    private static readonly (string Measure, string Kind, bool Monthly, bool Handled)[] Measures =
    [
        ("supplier-invoices", "flow", false, true), ("customer-invoices", "flow", true, true), ("payslips", "flow", true, false),
        ("payroll-cases", "flow", false, false), ("fte-months", "flow", true, false), ("computers", "stock", false, false),
        ("storage-terabytes", "stock", true, true), ("robot-runs", "flow", false, true), ("parking-permits", "stock", true, false),
    ];

    public static Told Of(Desk desk, Dice dice, int number)
    {
        var (measure, kind, monthly, handled) = Measures[number % Measures.Length];
        var day = monthly ? new DateOnly(2023, 8 + dice.Next(5), 1) : new DateOnly(2023, 9, 28).AddDays(dice.Next(36));
        var data = dice.Scope(desk, told: 0.7);
        data["measure"] = measure;
        data["period"] = day.ToString(monthly ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        data["kind"] = kind;
        if (handled && dice.Chance(0.8)) data["handling"] = dice.One("manual", "electronic", "automated");
        data["count"] = dice.One(dice.Next(500), dice.Next(500) / 4m, 0m, -1m);
        // Each count is told at a moment of its own, so that of two for one day the later is the last.
        var told = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc).AddDays(dice.Next(20)).AddSeconds(number);
        return new Told(desk, $"{desk.Id}/volume/{number}", "volume.counted", $"{measure}-{number}", told, data);
    }
}
