using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Reports;

public sealed class ReportSectionTests
{
    private static readonly PeriodKind[] Reports = [PeriodKind.Month, PeriodKind.Tertial, PeriodKind.Year];

    [Theory]
    [InlineData(PeriodKind.Month, true, true, true)]
    [InlineData(PeriodKind.Tertial, true, true, true)]
    [InlineData(PeriodKind.Year, true, false, true)]
    public void Without_a_word_of_its_own_a_section_is_in_a_month_s_report_and_in_those_of_its_period_and_longer(PeriodKind period, bool month, bool tertial, bool year)
        => Reports.Select(Of(period).IsIn).Should().Equal(month, tertial, year);

    [Theory]
    [InlineData(PeriodKind.Month, PeriodKind.Year)]
    [InlineData(PeriodKind.Year, PeriodKind.Tertial)]
    [InlineData(PeriodKind.Tertial, PeriodKind.Month)]
    public void A_section_that_says_in_which_reports_it_is_is_in_no_other(PeriodKind period, PeriodKind only)
        => Reports.Where((Of(period) with { In = [only] }).IsIn).Should().Equal(only);

    [Theory]
    [InlineData(null, null, "yes yes yes yes")]
    [InlineData("2023-02-01", null, "no yes yes yes")]
    [InlineData(null, "2023-03-01", "yes yes no no")]
    [InlineData("2023-02-01", "2023-03-01", "no yes no no")]
    [InlineData("2023-02-02", "2023-03-02", "no no yes no")]
    public void A_row_is_in_the_reports_from_its_first_day_until_the_first_it_is_no_longer_in(string? from, string? until, string there)
    {
        var row = new SectionRow("x", Day(from), Day(until));
        string.Join(' ', Enumerable.Range(1, 4).Select(month => row.IsThere(new LocalDate(2023, month, 1)) ? "yes" : "no")).Should().Be(there);
    }

    private static ReportSection Of(PeriodKind period) => new("s", new Label("s", "s"), period, [(ReportColumn.OutcomeYtd, "Utfall")], [new SectionRow("x")]);

    private static LocalDate? Day(string? text) => text is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
