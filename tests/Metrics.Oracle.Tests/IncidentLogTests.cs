using System.Globalization;
using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>The audit log of an IT company's incidents, in the database.</summary>
public sealed class IncidentLog() : SharedData("uci_incident_log", "incident_event_log_without_april.csv.gz", "servicenow-incident-log");

/// <summary>100 021 rows that nobody on this project wrote: product, oracle and the published reference agree.</summary>
public sealed class IncidentLogTests(IncidentLog log) : IClassFixture<IncidentLog>
{
    [SharedDataFact("uci_incident_log")]
    public void The_product_and_the_oracle_agree_on_every_figure()
    {
        using var warehouse = log.Workplace.Open();
        Agreement.Mainly(warehouse, log.Oracle, Desk.Default).ShouldBeAgreement(atLeast: 10_000);
    }

    [SharedDataFact("uci_incident_log")]
    public void Tickets_opened_are_those_of_the_reference() => log.Numerators("tickets-opened").Should().Equal(log.Expected("by_opened_month", "n"));

    [SharedDataFact("uci_incident_log")]
    public void Tickets_resolved_are_those_of_the_reference() => log.Numerators("tickets-resolved").Should().Equal(log.Expected("by_resolved_month", "n"));

    [SharedDataFact("uci_incident_log")]
    public void Tickets_closed_are_those_of_the_reference() => log.Numerators("tickets-closed").Should().Equal(log.Expected("by_closed_month", "n"));

    [SharedDataFact("uci_incident_log")]
    public void The_sources_own_sla_flag_is_that_of_the_reference()
        => log.Numerators("sla-compliance-reported").Should().Equal(log.Expected("by_closed_month", "made_sla"));

    [SharedDataFact("uci_incident_log")]
    public void The_backlog_at_month_ends_is_that_of_the_reference()
        => Standing("backlog").Should().Equal(AtMonthEnds("by_resolved_at_else_closed"));

    [SharedDataFact("uci_incident_log")]
    public void The_tickets_not_closed_at_month_ends_are_those_of_the_reference()
        => Standing("backlog-unclosed").Should().Equal(AtMonthEnds("by_closed_at"));

    [SharedDataFact("uci_incident_log")]
    public void The_tickets_ever_reopened_are_those_of_the_reference()
        => Total("reopened-share").Numerator.Should().Be(log.Reference.GetProperty("reopened_incidents").GetInt32());

    [SharedDataFact("uci_incident_log")]
    public void Calendar_minutes_from_opened_to_resolved_are_those_of_the_reference()
    {
        var minutes = log.Reference.GetProperty("calendar_minutes_to_resolve");
        var total = Total("resolution-time");
        total.Numerator.Should().Be(minutes.GetProperty("sum").GetDecimal());
        total.Denominator.Should().Be(minutes.GetProperty("n").GetDecimal());
    }

    private Figure Total(string kpi) => log.Oracle.Figures(new Asked(Length.Total, []))[new FigureKey(kpi, "", "", "total")];

    // Months where nothing stands open have no figure of their own.
    private Dictionary<string, decimal> Standing(string kpi) => log.Numerators(kpi)
        .Where(f => string.CompareOrdinal(f.Key, "2016-03") >= 0)
        .ToDictionary(f => f.Key, f => f.Value);

    private Dictionary<string, decimal> AtMonthEnds(string by) => log.Reference.GetProperty("open_backlog_at").EnumerateObject()
        .Select(p => (Month: DateTime.Parse(p.Name, CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Open: p.Value.GetProperty(by).GetDecimal()))
        .Where(p => p.Open > 0)
        .ToDictionary(p => p.Month, p => p.Open);
}
