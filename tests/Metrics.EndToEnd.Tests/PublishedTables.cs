using System.Globalization;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests;

/// <summary>What the organisations published; the demo's events must add up to it to the last digit.</summary>
internal static class PublishedTables
{
    /// <summary>Göteborg, November 2023: outcome to November 2022 and 2023, target to November, year's target, twelve months.</summary>
    public static readonly (string Indicator, decimal LastYear, decimal Outcome, decimal Target, decimal TargetYear, decimal R12)[] Goteborg202311 =
    [
        ("Lönespecifikationer", 651_046, 689_610, 641_663, 700_000, 748_050),
        ("Löneärenden", 68_873, 65_323, 72_413, 79_000, 71_457),
        ("Leverantörsfakturor", 1_554_319, 1_686_467, 1_512_500, 1_650_000, 1_844_108),
        ("Kundfakturor", 1_397_372, 1_518_844, 1_420_827, 1_550_000, 1_638_805),
        ("Serviceärenden", 348_334, 344_559, 330_000, 360_000, 373_964),
    ];

    /// <summary>Göteborg, outcomes of whole years: 2020 and 2021.</summary>
    public static readonly (string Indicator, decimal Year2020, decimal Year2021)[] GoteborgYears =
    [
        ("Lönespecifikationer", 699_938, 766_126), ("Löneärenden", 66_989, 64_464), ("Leverantörsfakturor", 1_372_802, 1_368_570),
        ("Kundfakturor", 1_467_892, 1_481_082), ("Serviceärenden", 335_140, 354_698),
    ];

    /// <summary>Holds a report's rows against Göteborg's table.</summary>
    public static void ShouldBeGoteborgs202311(this JsonElement report)
    {
        var rows = report.GetProperty("rows").EnumerateArray().Where(r => r.Text("section") == "monthly").ToArray();
        rows.Select(r => (r.Text("indicator")!, r.Number("outcomeYtdLastYear")!.Value, r.Number("outcomeYtd")!.Value, r.Number("targetYtd")!.Value, r.Number("targetYear")!.Value, r.Number("r12")!.Value))
            .Should().Equal(Goteborg202311);
    }

    /// <summary>The number of a year's report.</summary>
    public static decimal Outcome(this JsonElement report, string indicator)
        => report.GetProperty("rows").EnumerateArray().Single(r => r.Text("indicator") == indicator).Number("outcomeYtd")!.Value;

    /// <summary>A number as Swedish tables write it, with plain spaces.</summary>
    public static string Swedish(decimal number) => number.ToString("N0", CultureInfo.GetCultureInfo("sv-SE")).Replace('\u00a0', ' ');
}
