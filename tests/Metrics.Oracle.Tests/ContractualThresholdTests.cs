using FluentAssertions;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Queries;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>Of the service levels of a unit the contractual one is at the threshold that its own contract names, or that of a unit above.</summary>
public sealed class ContractualThresholdTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public ContractualThresholdTests() => _workplace.TellAsync(new Month(19).Files(files: 1)).GetAwaiter().GetResult();

    [Fact]
    public void A_unit_asked_for_is_held_to_its_own_threshold()
    {
        foreach (var (unit, seconds) in ((string, int)[])[
            ("Kundservice n", 60), ("Servicedesk n", 60), ("Kontaktcenter n", 90), ("Växeln n", 25), ("Växelns jour n", 25), ("Ekonomi n", 60), ("Okänd n", 60)])
        {
            Month.Nordic.ContractualSeconds(unit).Should().Be(seconds, "the month says so of {0}", unit);
            var question = new KpiQuestion { Organisation = Organisation, Kpis = ["service-level"], Only = new Dictionary<Dimension, string> { [Dimension.Unit] = unit } };
            Contractual(question).Select(r => (r.Variant, r.Shown)).Should().Equal([($"of-answered-{seconds}", true)], "that is the contract of {0}", unit);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Kundservice n")]
    public void Each_unit_of_a_table_is_held_to_its_own_threshold(string? above)
    {
        var only = above is null ? [] : new Dictionary<Dimension, string> { [Dimension.Unit] = above };
        var rows = Contractual(new KpiQuestion { Organisation = Organisation, Kpis = ["service-level"], Split = [Dimension.Unit], Only = only });
        rows.Select(r => (r.Unit, r.Variant)).Should().BeEquivalentTo(
            rows.Select(r => r.Unit).Distinct().Select(unit => (unit, $"of-answered-{Month.Nordic.ContractualSeconds(unit)}")), "each unit has one");
        rows.Select(r => r.Threshold).Distinct().Should().BeEquivalentTo([25, 60, 90]);
    }

    [Fact]
    public void The_whole_is_held_to_the_first_threshold_of_its_own()
        => Contractual(new KpiQuestion { Organisation = Organisation, Kpis = ["service-level"] }).Select(r => r.Variant).Should().Equal("of-answered-60");

    public void Dispose() => _workplace.Dispose();

    private Organisation Organisation
    {
        get
        {
            using var warehouse = _workplace.Open();
            return warehouse.Pipelines.Organisation("nordic");
        }
    }

    private KpiRow[] Contractual(KpiQuestion question)
    {
        using var warehouse = _workplace.Open();
        return new KpiQuery(warehouse).Answer(question).Where(r => r.Contractual).ToArray();
    }
}
