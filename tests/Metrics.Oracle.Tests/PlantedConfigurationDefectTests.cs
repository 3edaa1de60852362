using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>The same for what stands in the catalogue and the organisation's file: one that says something else turns it red.</summary>
public sealed class PlantedConfigurationDefectTests(CorrectedMonth month) : IClassFixture<CorrectedMonth>
{
    private const string Composed = "kpis/composed.yaml";
    private const string Nordic = "organisations/nordic.yaml";

    [Theory]
    [InlineData(Composed, "denominator: contacts-offered", "denominator: contacts-answered", "complaints-per-1000-contacts")]
    [InlineData(Composed, "denominator: switchboard-offered", "denominator: switchboard-answered-within", "switchboard-answered-share")]
    [InlineData(Composed, "numerator: payslips\n    denominator: fte-months", "numerator: payslips\n    denominator: computers", "payslips-per-fte-month")]
    [InlineData(Composed, "denominatorPer: 1000", "denominatorPer: 100", "complaints-per-1000-contacts")]
    [InlineData(Composed, "[contacts-answered, written-cases]", "[contacts-answered]", "cases")]
    [InlineData("kpis/tickets.yaml", "kind = 'complaint'\" }", "kind = 'request'\" }", "complaints-opened")]
    [InlineData(Nordic, "minutes: 3.5", "minutes: 35", "supplier-invoices-time-saved")]
    public void A_kpi_that_is_made_of_something_else_turns_it_red(string file, string said, string instead, string kpi)
    {
        var verdict = month.Saying(file, said, instead, new Asked(Length.Month, []));
        verdict.ShouldName(kpi);
        verdict.Differences.Should().OnlyContain(d => d.Contains(kpi) || d.Contains("complaints-per-1000-contacts"));
    }

    [Theory]
    [InlineData("Växeln n: { parent: Kontaktcenter n,", "Växeln n: { parent: Ekonomi n,")]
    [InlineData("Kontaktcenter n: { parent: Kundservice n,", "Kontaktcenter n: { ")]
    public void A_unit_that_stands_below_another_one_than_it_does_turns_it_red(string said, string instead)
        => month.Saying(Nordic, said, instead, new Asked(Length.Month, [], new DateOnly(2023, 10, 1), new DateOnly(2023, 11, 1)) { Unit = "Kundservice n" })
            .ShouldName("contacts-offered");

    [Fact]
    public void A_threshold_of_a_unit_that_is_another_turns_it_red()
        => month.Saying(Nordic, "[25]", "[26]", new Asked(Length.Month, [])).ShouldName("service-level/of-answered-25");
}
