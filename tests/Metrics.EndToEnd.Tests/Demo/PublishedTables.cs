using System.Globalization;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

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

    /// <summary>Linköping, August 2021: outcomes of 2019 and 2020, to August 2021, the year's target.</summary>
    public static readonly (string Unit, string Indicator, decimal? Year2019, decimal? Year2020, decimal? Outcome, decimal? Target)[] LinkopingIndicators =
    [
        ("Kontakt Linköping", "Svarsservice (andel inom 120 sekunder)", 90, 93, 96, 92), ("Kontakt Linköping", "Tappade samtal (Tapp2 +11 sekunder)", 6.5m, 6.0m, 3.1m, 5),
        ("LKDATA", "Svarsservice (åtgärdstid användarnära tjänst inom 16 timmar)", 90, 93, 82, 96), ("Kontakt Linköping", "Lösningsgrad", null, 48.8m, 58.4m, null),
        ("HR-direkt", "Återkoppling", null, 1.86m, 1.06m, null), ("Kontakt Linköping", "Kundnöjdhet (0-5)", 4.0m, 4.1m, 4.4m, null), ("LKDATA", "Kundnöjdhet (0-5)", null, null, 4.4m, null),
        ("HR-service", "Kundnöjdhet (0-10)", 8.9m, 9.6m, null, 9.4m), ("HR-direkt", "Tillgänglighet", null, null, 98, null),
    ];

    /// <summary>Linköping, volumes January to August: 2021, prognosis, 2020.</summary>
    public static readonly (string Unit, string Indicator, decimal Outcome, decimal Decided, decimal? LastYear)[] LinkopingVolumes =
    [
        ("Kontakt Linköping", "Ärenden", 190_721, 280_000, 166_760), ("Kontakt Linköping", "varav chatt", 6_999, 12_000, 2_175), ("LKDATA", "Ärenden support", 42_317, 66_000, 42_253),
        ("HR-direkt", "Ärenden", 1_153, 2_000, 1_315), ("Stadsarkivet", "Ärenden", 425, 650, 463), ("HR-service", "Antal rekryteringar", 231, 360, 149),
        ("eLärandeCenter", "Antal e-utbildningar", 22, 45, 45), ("Upphandling och inköp", "Antal upphandlingar", 40, 80, null),
    ];

    /// <summary>Linköping, the one customer whose lösningsgrad of August 2021 is published by itself.</summary>
    public static readonly (string Customer, decimal August) LinkopingCustomer = ("Miljö- och samhällsbyggnad", 76.2m);

    /// <summary>Holds a report's rows against Linköping's tables.</summary>
    public static void ShouldBeLinkopings202108(this JsonElement report)
    {
        var rows = report.GetProperty("rows").EnumerateArray().ToArray();
        // What the document could not show: both promises, and the agreements that make the difference.
        var agreed = rows.Where(r => r.Text("section") == "agreed-times").Select(r => r.Number("outcomeYtd")!.Value).ToArray();
        agreed[..2].Should().Equal(82, 93);
        agreed[3].Should().BePositive().And.BeLessThan(agreed[2]);
        rows.Where(r => r.Text("section") == "indicators").Select(r => (r.Text("unit")!, r.Text("indicator")!,
                r.GetProperty("columns").Number("outcome-year-2"), r.GetProperty("columns").Number("outcome-year-1"), r.Number("outcomeYtd"), r.Number("targetYear")))
            .Should().Equal(LinkopingIndicators);
        rows.Where(r => r.Text("section") == "volumes").Select(r => (r.Text("unit")!, r.Text("indicator")!, r.Number("outcomeYtd")!.Value, r.Number("forecastDecided")!.Value, r.Number("outcomeYtdLastYear")))
            .Should().Equal(LinkopingVolumes);
    }

    /// <summary>Holds a report's rows against Göteborg's table.</summary>
    public static void ShouldBeGoteborgs202311(this JsonElement report)
    {
        var rows = report.GetProperty("rows").EnumerateArray().Where(r => r.Text("section") == "monthly").ToArray();
        rows.Select(r => (r.Text("indicator")!, r.Number("outcomeYtdLastYear")!.Value, r.Number("outcomeYtd")!.Value, r.Number("targetYtd")!.Value, r.Number("targetYear")!.Value, r.Number("r12")!.Value))
            .Should().Equal(Goteborg202311);
        rows.Select(r => r.Number("forecastDecided")).Should().Equal(null, 79_000, 1_800_000, 1_650_000, null);
        Section("tertial").Should().Equal(GoteborgTertial);
        Section("hr-economy").Should().Equal(GoteborgEntered);

        IEnumerable<(string, decimal, decimal?, decimal, decimal?, decimal)> Section(string id) => report.GetProperty("rows").EnumerateArray().Where(r => r.Text("section") == id)
            .Select(r => (r.Text("indicator")!, r.Number("outcomeYtdLastYear")!.Value, r.Number("outcomeYtd"), r.Number("targetYtd")!.Value, r.Number("forecastDecided"), r.Number("targetYear")!.Value));
    }

    /// <summary>Göteborg, the tertial that was running in November 2023: the one before, so far, target, decided prognosis, year's target.</summary>
    public static readonly (string Indicator, decimal LastYear, decimal? Outcome, decimal Target, decimal? Decided, decimal TargetYear)[] GoteborgTertial =
    [
        ("Pedagogiska datorer", 77_700, 77_600, 75_000, 75_000, 75_000), ("Administrativa datorer", 33_057, 24_800, 31_000, 31_000, 31_000),
        ("Datalagring", 5_658, 5_584, 8_500, 8_500, 8_500), ("IT-infrastruktur", 1_470_000, 1_506_000, 1_500_000, 1_500_000, 1_500_000),
        ("Efterlevnad servicenivå - SLA", 99, 86, 100, 90, 100), ("Nöjd Kund Index (NKI)", 66.9m, null, 70, null, 70),
    ];

    /// <summary>Göteborg, staff and economy: entered values.</summary>
    public static readonly (string Indicator, decimal LastYear, decimal? Outcome, decimal Target, decimal? Decided, decimal TargetYear)[] GoteborgEntered =
    [
        ("Sjukfrånvaro", 5.1m, 5.3m, 5, 5.5m, 5), ("Månadsarbetare", 650.2m, 609.2m, 650, null, 576),
        ("Verksamhetens kostnader (tkr)", 1_236_069, 1_265_135, 1_329_290, 1_365_798, 1_449_802), ("Personalkostnader (tkr)", 459_784, 468_100, 546_451, 503_253, 597_000),
        ("Konsultkostnader (tkr)", 139_495, 102_681, 126_319, 122_239, 137_000), ("IT-tjänster, IT-program och licenser (tkr)", 342_672, 339_250, 331_009, 361_101, 361_000),
        ("Kostnad utvecklingsprojekt (tkr)", 108_578, 81_951, 85_350, 78_850, 90_000), ("Verksamhetens resultat (tkr)", 31_712, 19_118, -305, 32_257, 0),
    ];

    /// <summary>Göteborg, the plan for 2023: outcomes of 2020 and 2021, prognosis of 2022, target of 2023.</summary>
    public static readonly (string Indicator, decimal? Year2020, decimal? Year2021, decimal? Prognosis2022, decimal? Target2023)[] GoteborgPlan =
    [
        ("Nöjd Kund Index (NKI)", 62.5m, 65, 67, 70), ("Lönespecifikationer", 699_938, 766_126, 710_000, 720_000), ("Löneärenden", 66_989, 64_464, 73_000, 79_000),
        ("Leverantörsfakturor", 1_372_802, 1_368_570, 1_600_000, 1_500_000), ("Kundfakturor", 1_467_892, 1_481_082, 1_550_000, 1_650_000), ("IT-elevdatorer", 76_920, 69_811, 75_000, 75_000),
        ("IT adm datorer", null, 30_667, 31_000, 31_000), ("IT datalagring", 4_603, 4_626, 5_800, 5_300), ("IT-infrastruktur", 1_444_000, 1_467_000, 1_500_000, 1_500_000),
        ("Efterlevnad servicenivå - SLA", null, null, null, 100), ("Serviceärenden", 335_140, 354_698, 360_000, 360_000), ("Incidenthantering", null, null, null, 100),
    ];

    /// <summary>Stockholm, 2011: outcome and target; of the outcomes "about" the round number that was published.</summary>
    public static readonly (string Unit, string Indicator, decimal? Outcome, decimal? Target)[] Stockholm2011 =
    [
        ("Kontaktcenter", "Andel frågor som löses vid första kontakten (lösningsgrad)", 88, 70), ("Kontaktcenter", "Andel samtal som besvaras inom en minut", 75, 85),
        ("Kontaktcenter", "Andel nöjda med service", 84, 90), ("Kontaktcenter", "Ärenden via telefon e-post och brev", 323_000, null), ("Kontaktcenter", "Besök i kundmottagning", 2_900, null),
        ("Kontaktcenter", "Förtroende", 86, null), ("Kontaktcenter", "Bemötande", 88, null),
        ("Gemensam växel", "Besvarade samtal", 1_922_000, null), ("Gemensam växel", "Andel besvarade av inkommande", 93, null), ("Gemensam växel", "Andel besvarade inom 25 sekunder", 79.3m, 80),
        ("Ekonomiadministration", "Kundfakturor per månad och helårsanställd", 4_311, 4_300), ("Ekonomiadministration", "Leverantörsfakturor per månad och helårsanställd", 3_040, 3_000),
        ("Ekonomiadministration", "Andel inlästa kundfakturor", 93, null), ("Ekonomiadministration", "Andel inlästa leverantörsfakturor", 94, null), ("Ekonomiadministration", "Andel nöjda kunder", 82, 90),
        ("Ekonomiadministration", "Nöjd kundindex (NKI)", 67, null),
        ("Löneadministration", "Löner per månad och administratör", 873, 900), ("Löneadministration", "Andel löner via självservice", 71, null), ("Löneadministration", "Andel nöjda kunder", 84, 90),
        ("Löneadministration", "Nöjd kundindex (NKI)", 70, null), ("Löneadministration", "Pensionsärenden", 2_200, null), ("Löneadministration", "Kostnad per administrerad lön (kr)", 70, null),
        ("Servicenämnden", "Prognossäkerhet T2", null, 1), ("Servicenämnden", "Synpunkter och klagomål", 600, null),
    ];

    /// <summary>Holds a year's report against the plan that closes it.</summary>
    public static void ShouldBeGoteborgsPlanFor2023(this JsonElement report) => report.GetProperty("rows").EnumerateArray().Where(r => r.Text("section") == "plan")
        .Select(r => (r.Text("indicator")!, r.GetProperty("columns").Number("outcome-year-2"), r.GetProperty("columns").Number("outcome-year-1"), r.Number("forecastDecided"), r.GetProperty("columns").Number("target-next-year")))
        .Should().Equal(GoteborgPlan);

    /// <summary>Holds a report's rows against Stockholm's tables, with the outcomes of 2010 beside the payroll's.</summary>
    public static void ShouldBeStockholms2011(this JsonElement report)
    {
        var rows = report.GetProperty("rows").EnumerateArray().ToArray();
        rows.Select(r => (r.Text("unit")!, r.Text("indicator")!, r.Number("outcomeYtd"), r.Number("targetYear"))).Should().Equal(Stockholm2011);
        rows.Where(r => r.Text("section") == "payroll").Select(r => r.GetProperty("columns").Number("outcome-year-1")).Should().Equal(811, 67, null, null, null, 71);
    }

    /// <summary>The number of a year's report.</summary>
    public static decimal Outcome(this JsonElement report, string indicator)
        => report.GetProperty("rows").EnumerateArray().First(r => r.Text("indicator") == indicator).Number("outcomeYtd")!.Value;

    /// <summary>A number as Swedish tables write it, with plain spaces.</summary>
    public static string Swedish(decimal number) => number.ToString("N0", CultureInfo.GetCultureInfo("sv-SE")).Replace('\u00a0', ' ');
}
