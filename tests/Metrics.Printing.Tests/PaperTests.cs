using System.Globalization;
using Metrics.Reporting;
using Metrics.Reporting.Tests;

namespace Metrics.Printing.Tests;

/// <summary>The HTML report on paper, as Chromium prints it.</summary>
public sealed class PaperTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("sv-SE", 1, 1)]
    [InlineData("en-GB", 1, 1)]
    [InlineData("sv-SE", 6, 4)]
    public async Task A_report_fits_on_A4_and_nothing_is_cut_off(string culture, int copies, int least)
    {
        var (faults, pages) = await PaperJudge.JudgeAsync(chromium, Html(SampleReport.November(copies), culture));
        faults.Should().BeEmpty();
        pages.Should().BeGreaterThanOrEqualTo(least);
    }

    [Theory]
    [InlineData("goteborg-intraservice", false)]
    [InlineData("goteborg-intraservice", true)]
    [InlineData("linkoping-vss", false)]
    [InlineData("linkoping-vss", true)]
    [InlineData("stockholm-servicenamnden", false)]
    [InlineData("stockholm-servicenamnden", true)]
    public async Task Every_organisations_layout_and_its_customers_fits(string organisation, bool forCustomers)
        => (await PaperJudge.JudgeAsync(chromium, Html(SampleReport.Of(organisation, forCustomers)))).Faults.Should().BeEmpty();

    [Fact]
    public async Task A_table_too_wide_for_the_paper_is_seen()
    {
        var report = SampleReport.November();
        var wide = report with { Rows = [.. report.Rows.Select(r => r with { Label = r.Label.Replace(' ', '\u00a0') + new string('x', 60), Section = r.Section with { Columns = [.. r.Section.Columns, .. r.Section.Columns] } })] };
        (await PaperJudge.JudgeAsync(chromium, Html(wide))).Faults.Should().Contain(f => f.Contains("wider than the", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@page { size: A4 landscape; margin: 12mm; }", "", "a page is 612 × 792 pt")]
    [InlineData("size: A4 landscape", "size: A3 landscape", "a page is 1191")]
    [InlineData("tr { break-inside: avoid; }", "section { overflow-x: auto; } table { width: 2000px; }", "table reaches to 2000 px")]
    public async Task Another_paper_or_a_box_that_would_have_to_be_scrolled_is_seen(string find, string replace, string fault)
    {
        var html = Html(SampleReport.November());
        html.Should().Contain(find);
        (await PaperJudge.JudgeAsync(chromium, html.Replace(find, replace, StringComparison.Ordinal))).Faults.Should().Contain(f => f.StartsWith(fault, StringComparison.Ordinal));
    }

    private static string Html(Report report, string culture = "sv-SE") => HtmlReport.Write(report, CultureInfo.GetCultureInfo(culture));
}
