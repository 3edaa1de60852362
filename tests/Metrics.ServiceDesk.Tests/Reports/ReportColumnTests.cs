using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Reports;

/// <summary>The days that the columns of a report are about.</summary>
public sealed class ReportColumnTests
{
    [Theory]
    [InlineData(ReportColumn.OutcomeYtd, "2023-01-01..2023-11-30")]
    [InlineData(ReportColumn.OutcomeYtdLastYear, "2022-01-01..2022-11-30")]
    [InlineData(ReportColumn.R12, "2022-12-01..2023-11-30")]
    [InlineData(ReportColumn.OutcomeYear1, "2022-01-01..2022-12-31")]
    [InlineData(ReportColumn.OutcomeYear2, "2021-01-01..2021-12-31")]
    [InlineData(ReportColumn.OutcomePeriod, "2023-11-01..2023-11-30")]
    [InlineData(ReportColumn.OutcomePeriodBefore, "2023-10-01..2023-10-31")]
    [InlineData(ReportColumn.OutcomePeriodLastYear, "2022-11-01..2022-11-30")]
    public void A_month_s_indicators_in_a_month_s_report(string key, string days) => Of(key, PeriodKind.Month, "2023-11").Should().Be(days);

    [Theory]
    [InlineData(ReportColumn.OutcomeYtd, "2023-05-01..2023-08-31")]
    [InlineData(ReportColumn.OutcomeYtdLastYear, "2022-05-01..2022-08-31")]
    [InlineData(ReportColumn.R12, "2022-09-01..2023-08-31")]
    [InlineData(ReportColumn.OutcomePeriod, "2023-05-01..2023-08-31")]
    [InlineData(ReportColumn.OutcomePeriodBefore, "2023-01-01..2023-04-30")]
    [InlineData(ReportColumn.OutcomePeriodLastYear, "2022-05-01..2022-08-31")]
    public void A_tertial_s_indicators_in_a_tertial_s_report(string key, string days) => Of(key, PeriodKind.Tertial, "2023-T2").Should().Be(days);

    [Theory]
    [InlineData(PeriodKind.Month, ReportColumn.OutcomeYtd, "2023-01-01..2023-08-31")]
    [InlineData(PeriodKind.Month, ReportColumn.OutcomeYtdLastYear, "2022-01-01..2022-08-31")]
    [InlineData(PeriodKind.Year, ReportColumn.OutcomeYtd, "2023-01-01..2023-08-31")]
    [InlineData(PeriodKind.Year, ReportColumn.OutcomeYtdLastYear, "2022-01-01..2022-12-31")]
    public void Months_go_on_from_January_in_a_tertial_s_report_and_years_stand_against_the_whole_one_before(PeriodKind section, string key, string days)
        => Of(key, section, "2023-T2").Should().Be(days);

    [Theory]
    [InlineData(ReportColumn.OutcomeYtd, "2023-01-01..2023-12-31")]
    [InlineData(ReportColumn.OutcomeYtdLastYear, "2022-01-01..2022-12-31")]
    [InlineData(ReportColumn.R12, "2023-01-01..2023-12-31")]
    [InlineData(ReportColumn.OutcomePeriodBefore, "2022-01-01..2022-12-31")]
    [InlineData(ReportColumn.OutcomeYear2, "2021-01-01..2021-12-31")]
    public void A_year_s_indicators_in_a_year_s_report(string key, string days) => Of(key, PeriodKind.Year, "2023").Should().Be(days);

    [Theory]
    [InlineData(PeriodKind.Month, ReportColumn.OutcomeYtd, "2023-01-01..2023-10-14")]
    [InlineData(PeriodKind.Month, ReportColumn.OutcomeYtdLastYear, "2022-01-01..2022-10-31")]
    [InlineData(PeriodKind.Tertial, ReportColumn.OutcomeYtd, "2023-09-01..2023-10-14")]
    [InlineData(PeriodKind.Tertial, ReportColumn.OutcomeYtdLastYear, "2022-09-01..2022-12-31")]
    [InlineData(PeriodKind.Month, ReportColumn.R12, "2022-10-15..2023-10-14")]
    [InlineData(PeriodKind.Month, ReportColumn.OutcomePeriod, "2023-09-01..2023-10-14")]
    [InlineData(PeriodKind.Month, ReportColumn.OutcomePeriodBefore, "2023-05-01..2023-08-31")]
    [InlineData(PeriodKind.Month, ReportColumn.OutcomePeriodLastYear, "2022-09-01..2022-12-31")]
    public void A_tertial_that_is_running_ends_where_the_data_ends_beside_the_same_months_or_the_whole_tertial_last_year(PeriodKind section, string key, string days)
        => Of(key, section, "2023-T3", "2023-10-15").Should().Be(days);

    [Theory]
    [InlineData("2024-02", null, "2023-03-01..2024-02-29")]
    [InlineData("2025-02", null, "2024-03-01..2025-02-28")]
    [InlineData("2024-02", "2024-02-29", "2023-03-01..2024-02-28")]
    [InlineData("2024-02", "2024-02-28", "2023-02-28..2024-02-27")]
    public void Twelve_months_never_have_the_same_day_twice(string report, string? until, string days) => Of(ReportColumn.R12, PeriodKind.Month, report, until).Should().Be(days);

    [Fact]
    public void The_same_month_last_year_is_whole_when_february_is_longer()
    {
        Of(ReportColumn.OutcomePeriodLastYear, PeriodKind.Month, "2025-02").Should().Be("2024-02-01..2024-02-29");
        Of(ReportColumn.OutcomeYtdLastYear, PeriodKind.Month, "2025-02").Should().Be("2024-01-01..2024-02-29");
        Of(ReportColumn.OutcomePeriodBefore, PeriodKind.Month, "2025-01").Should().Be("2024-12-01..2024-12-31");
    }

    [Fact]
    public void Every_outcome_has_its_days_and_nothing_else_does()
    {
        foreach (var key in ReportColumn.All)
        {
            var days = () => Of(key, PeriodKind.Month, "2023-11");
            if (ReportColumn.Outcomes.Contains(key)) days.Should().NotThrow();
            else days.Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    private static string Of(string key, PeriodKind section, string report, string? until = null)
    {
        PeriodKey.TryParse(report, out var kind, out var from, out var to).Should().BeTrue();
        var days = ReportColumn.Span(key, section, kind, from, to, until is null ? to : NodaTime.Text.LocalDatePattern.Iso.Parse(until).Value);
        return $"{PeriodKey.Of(PeriodKind.Day, days.Start)}..{PeriodKey.Of(PeriodKind.Day, days.End)}";
    }
}
