using System.Globalization;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting.Tests;

public sealed class CommentaryTests
{
    private static readonly ReportLayout Layout = SampleReport.Goteborg.Report;

    [Fact]
    public void Indicators_are_named_by_id_or_label_and_the_text_below_is_theirs()
    {
        var said = Commentary.Read("said.md", "# Till nämnden\n\n## payslips\nFler än planerat.\n\nEtt nytt stycke.\n## Sjukfrånvaro\r\nOförändrad.\r\n", Layout);
        said.ById.Should().Equal(new Dictionary<string, string> { ["payslips"] = "Fler än planerat.\n\nEtt nytt stycke.", ["sick-leave"] = "Oförändrad." });
    }

    [Fact]
    public void An_old_name_names_the_indicator_too()
        => Commentary.Read("said.md", "## IT-elevdatorer\nText.", Layout).ById.Keys.Should().Equal("pedagogical-computers");

    [Theory]
    [InlineData("## Fakturor\nText.", "said.md:1: 'Fakturor' is no indicator; there are payslips,")]
    [InlineData("Text.\n", "said.md:1: stands above the first indicator")]
    [InlineData("## payslips\nA\n## Lönespecifikationer\nB\n", "said.md:3: 'Lönespecifikationer' is commented twice")]
    [InlineData("\n## Efterlevnad servicenivå - SLA\nText.", "said.md:2: 'Efterlevnad servicenivå - SLA' is the name of sla and desk-sla")]
    public void A_mistake_names_the_line_and_the_cure(string text, string complaint)
        => ((Action)(() => Commentary.Read("said.md", text, Layout))).Should().Throw<FormatException>().Which.Message.Should().StartWith(complaint);

    [Fact]
    public void What_is_said_stands_below_the_table_and_is_text_never_markup()
    {
        var report = SampleReport.November();
        report = report with { Rows = [.. report.Rows.Select(r => r.Indicator.Id == "payslips" ? r with { Commentary = "Fler <b>än</b> planerat.\n\nNytt." } : r)] };
        var culture = CultureInfo.GetCultureInfo("sv-SE");
        HtmlReport.Write(report, culture).Should().Contain("<p><strong>Lönespecifikationer</strong></p><p>Fler &lt;b&gt;än&lt;/b&gt; planerat.</p><p>Nytt.</p>");
        MarkdownReport.Write(report, culture).Should().Contain("\n**Lönespecifikationer.** Fler <b>än</b> planerat.");
    }
}
