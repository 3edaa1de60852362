using FluentAssertions;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>The oracle calculates whatever the catalogue names: a new KPI needs its second calculation here.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_kpi_of_contacts_tickets_and_hand_overs_has_an_independent_calculation()
    {
        using var workplace = new Workplace();
        using var warehouse = workplace.Open();
        warehouse.Pipelines.Catalogue.Kpis.Select(k => k.Id).Should().BeEquivalentTo([.. ContactFigures.Ids, .. TicketFigures.Ids, .. HandOverFigures.Ids]);
    }

    [Fact]
    public void Every_kpi_of_surveys_has_an_independent_calculation()
    {
        using var workplace = new Workplace();
        using var warehouse = workplace.Open();
        warehouse.Pipelines.Catalogue.SurveyKpis.Select(k => k.Id).Should().BeEquivalentTo(SatisfactionFigures.Ids);
    }

    [Fact]
    public void Every_kpi_of_a_volume_measure_has_an_independent_calculation()
    {
        using var workplace = new Workplace();
        using var warehouse = workplace.Open();
        warehouse.Pipelines.Catalogue.VolumeKpis.Select(k => k.IdFor("payslips")).Should().BeEquivalentTo(VolumeFigures.Ids("payslips", Month.Nordic));
    }

    [Fact]
    public void Every_kpi_made_of_others_has_an_independent_calculation()
    {
        using var workplace = new Workplace();
        using var warehouse = workplace.Open();
        warehouse.Pipelines.Catalogue.Composed.Select(k => k.Id).Should().BeEquivalentTo(ComposedFigures.Ids);
    }
}
