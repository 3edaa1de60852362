using System.Globalization;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting.Tests;

public sealed class FootnotesTests
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");
    private static readonly ReportRow Plain = SampleReport.November().Rows.First(r => r.Indicator.Id == "service-tickets");

    [Fact]
    public void A_row_that_nothing_is_to_be_said_of_has_none() => Notes(Plain).Should().BeEmpty();

    [Fact]
    public void A_series_break_is_told_with_its_day_and_reason()
        => Notes(Plain with { Breaks = [new DeclaredBreak("tickets-opened", null, new LocalDate(2023, 5, 1), "nytt ärendesystem")] }).Should().Equal("Tidsseriebrott 2023-05-01: nytt ärendesystem.");

    [Fact]
    public void A_target_of_another_level_is_told_with_how_the_outcome_stands_to_it()
    {
        var agreed = Plain.Target! with { Level = "avtal", Decision = "Avtal 12", Value = 400_000 };
        Notes(Plain with { OtherTargets = [(agreed, TargetStatus.NotMet)] }).Single().Replace('\u00a0', ' ').Should().Be("Mål enligt avtal (Avtal 12): 400 000, uppfylls ej.");
    }

    [Fact]
    public void What_is_assumed_and_rounded_is_told()
        => Notes(Plain with { Indicator = Plain.Indicator with { RoundedTo = 1000, Assumes = "Alla räknas." }, Assumptions = [new Label("Dagen är arbetsdag.", "The day is a working day.")] })
            .Select(n => n.Replace('\u00a0', ' ')).Should().Equal("Cirka: avrundat till närmaste 1 000.", "Antaget: Alla räknas.", "Antaget: Dagen är arbetsdag.");

    [Fact]
    public void A_mean_of_answers_tells_how_many_they_are_and_how_sure()
    {
        var figure = new KpiRow { Kpi = "satisfaction", Organisation = "x", Period = "total", Variant = "0-5", Contractual = true, Shown = true, IsRatio = true, ValueUnit = KpiUnit.Score, Label = new Label("", ""), Numerator = 40, Denominator = 9, Margin = 0.413m, Unsure = true };
        var question = new KpiQuestion { Organisation = SampleReport.Goteborg, Kpis = ["satisfaction"] };
        var outcome = new Outcome(new DateInterval(new LocalDate(2023, 1, 1), new LocalDate(2023, 11, 30)), 4.4m) { Parts = [new OutcomePart(new IndicatorFormula(null, "satisfaction", "0-5"), question, figure)] };
        Notes(Plain with { Outcomes = new Dictionary<string, Outcome> { [ReportColumn.OutcomeYtd] = outcome } }).Should().Equal("9 svar på skalan 0-5, ± 0,41, osäkert.");
    }

    [Fact]
    public void The_same_note_is_one_however_many_rows_share_it()
    {
        var notes = new Footnotes(Swedish);
        var row = Plain with { Indicator = Plain.Indicator with { Assumes = "A" } };
        notes.Of(row).Should().Equal(1);
        notes.Of(Plain with { Indicator = Plain.Indicator with { Assumes = "B" } }).Should().Equal(2);
        notes.Of(row).Should().Equal(1);
        notes.All.Should().HaveCount(2);
    }

    private static IReadOnlyList<string> Notes(ReportRow row)
    {
        var notes = new Footnotes(Swedish);
        notes.Of(row);
        return notes.All;
    }
}
