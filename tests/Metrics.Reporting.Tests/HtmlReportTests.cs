using System.Globalization;
using System.Xml.Linq;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting.Tests;

public sealed class HtmlReportTests
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    [Fact]
    public void It_is_one_well_formed_file_that_fetches_nothing()
    {
        var html = HtmlReport.Write(Report(Row("Ärenden & <annat>", 7, "x")), Swedish);
        var document = XDocument.Parse(html.Replace("<!doctype html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal)
            .Replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "", StringComparison.Ordinal));
        document.Root!.Attribute("lang")!.Value.Should().Be("sv");
        document.Descendants().SelectMany(e => e.Attributes()).Where(a => a.Name.LocalName is "src" or "href").Should().NotContain(a => !a.Value.StartsWith('#'));
        document.Descendants("th").Should().Contain(t => t.Value.StartsWith("Ärenden & <annat>", StringComparison.Ordinal), "what people wrote is text, never markup");
        document.Descendants("table").Should().OnlyContain(t => t.Attribute("aria-labelledby") != null);
    }

    [Fact]
    public void The_status_is_told_by_word_and_shape()
    {
        var html = HtmlReport.Write(Report(Row("A", 7) with { Status = TargetStatus.NotMet }, Row("B", 8) with { Status = TargetStatus.Met }, Row("C", null)), Swedish);
        html.Should().Contain("■</span>uppfylls ej").And.Contain("●</span>uppfylls<").And.Contain("–</span>kan ej bedömas");
    }

    [Fact]
    public void Notes_say_where_entered_values_were_read_and_which_decision_set_a_changed_target_once_for_all_rows()
    {
        var html = HtmlReport.Write(Report(Row("A", 7, "ekonomisystemet"), Row("B", 8, "ekonomisystemet"), Row("C", 9, "enkäten")), Swedish);
        html.Should().Contain("<li id=\"n1\">Inmatat, läst ur ekonomisystemet.</li>").And.Contain("<li id=\"n2\">Inmatat, läst ur enkäten.</li>").And.NotContain("id=\"n3\"");
        html.Split("href=\"#n1\"").Should().HaveCount(3, "two rows share it");
    }

    private static Report Report(params ReportRow[] rows) => new(SampleDesk.Plain, "2023-11", new LocalDate(2023, 11, 1), new LocalDate(2023, 12, 1), false, rows);

    private static readonly ReportSection Section = new("monthly", new Label("Månad", "Month"), PeriodKind.Month, [("outcome-ytd", "Utfall"), ("status", "Måluppfyllelse")], []);

    private static ReportRow Row(string label, decimal? outcome, string? readFrom = null) => new()
    {
        Section = Section,
        Indicator = new Indicator { Id = label, Labels = [new DatedName(null, label)], Formulas = [new IndicatorFormula(null, "x", null)], PrintedAs = PrintUnit.Count },
        Label = label,
        Outcomes = new Dictionary<string, Outcome>
        {
            [ReportColumn.OutcomeYtd] = new(new DateInterval(new LocalDate(2023, 1, 1), new LocalDate(2023, 11, 30)), outcome)
            {
                Entered = readFrom is null ? null : new EnteredValue(label, null, new LocalDate(2023, 11, 30), outcome ?? 0, readFrom, "s", label),
            },
        },
    };
}
