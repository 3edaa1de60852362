using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>Whoever asks for everything gets the figures that he would get one by one, and each KPI's in the order of time.</summary>
public sealed class AskedTogetherTests(MonthToAsk month) : IClassFixture<MonthToAsk>
{
    [Theory]
    [InlineData("Hour")]
    [InlineData("Day")]
    [InlineData("Week")]
    [InlineData("Month")]
    [InlineData("Total")]
    public void Whatever_is_asked_for_at_once_is_the_oracles_too(string length)
    {
        var asked = new Asked(Enum.Parse<Length>(length), ["unit"]);
        var known = month.Oracle.Ids(asked.Length).ToArray();
        var (told, expected) = (Agreement.Answer(month.Warehouse, Month.Nordic, asked, []), month.Oracle.Figures(asked));
        told.Keys.Select(key => key.Kpi).Distinct().Should().BeSubsetOf(known, "the others can't be told of such periods");
        foreach (var (key, figure) in expected.Where(f => !f.Value.IsNothing && known.Contains(f.Key.Kpi))) told.Should().Contain(key, figure);
    }

    [Theory]
    [InlineData(PeriodKind.Day)]
    [InlineData(PeriodKind.Week)]
    [InlineData(PeriodKind.Month)]
    public void The_figures_of_a_kpi_made_of_others_stand_in_order_of_time(PeriodKind by)
    {
        foreach (var split in (Dimension[][])[[], [Dimension.Unit], [Dimension.Unit, Dimension.Channel]])
        {
            foreach (var kpi in by == PeriodKind.Month ? ComposedFigures.Ids : ["cases", "complaints-per-1000-contacts", "switchboard-answered-share"])
            {
                var rows = new KpiQuery(month.Warehouse).Answer(new KpiQuestion { Organisation = month.Warehouse.Pipelines.Organisation("nordic"), Kpis = [kpi], By = by, Split = split });
                foreach (var cut in Runs(rows)) cut.Select(r => r.Period).Should().BeInAscendingOrder(StringComparer.Ordinal, "{0} by {1} is a series", kpi, by);
                Runs(rows).Select(cut => (cut[0].Unit, cut[0].Channel)).Should().OnlyHaveUniqueItems("the periods of a cut stand together");
            }
        }
    }

    private static List<List<KpiRow>> Runs(IEnumerable<KpiRow> rows)
    {
        var runs = new List<List<KpiRow>>();
        foreach (var row in rows)
        {
            if (runs.Count > 0 && runs[^1][0] is var last && (last.Unit, last.Channel) == (row.Unit, row.Channel)) runs[^1].Add(row);
            else runs.Add([row]);
        }

        return runs;
    }
}

/// <summary>A month, the product that answers for it and the oracle.</summary>
public sealed class MonthToAsk : IDisposable
{
    private readonly Workplace _workplace = new();

    public MonthToAsk()
    {
        _workplace.TellAsync(new Month(31).Files(files: 2)).GetAwaiter().GetResult();
        Oracle = _workplace.Oracle(Month.Nordic);
        Warehouse = _workplace.Open();
    }

    internal IndependentOracle Oracle { get; }

    internal Warehouse.MetricsWarehouse Warehouse { get; }

    public void Dispose()
    {
        Warehouse.Dispose();
        _workplace.Dispose();
    }
}
