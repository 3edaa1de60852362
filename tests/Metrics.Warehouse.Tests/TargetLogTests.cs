using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;

namespace Metrics.Warehouse.Tests;

/// <summary>What was aimed at before isn't forgotten.</summary>
public sealed class TargetLogTests
{
    private static readonly Organisation Aiming = TestWarehouse.Pipelines.Organisations.Values.First(o => o.Report.Indicators.Any(i => i.Targets.Any(t => t.Kind == TargetKind.Limit)));

    [Fact]
    public void The_first_start_keeps_all_targets_and_finds_none_changed()
    {
        using var test = TestWarehouse.InMemory();
        new TargetLog(test.Warehouse).Keep(Aiming, "anna").Should().BeEmpty();
        new TargetLog(test.Warehouse).Keep(Aiming, "anna").Should().BeEmpty("it was kept");
        new TargetLog(test.Warehouse).Changes(Aiming).Should().BeEmpty();
    }

    [Fact]
    public void A_target_that_says_something_else_is_told_with_what_it_said()
    {
        using var test = TestWarehouse.InMemory();
        var log = new TargetLog(test.Warehouse);
        log.Keep(Aiming, "anna");
        test.Clock.Now += TimeSpan.FromDays(1);
        var change = log.Keep(Changed(t => t with { Value = t.Value + 1 }), "bo").Should().ContainSingle().Which;
        change.Before.Should().NotBe(change.Now);
        change.Target.Should().Contain(Limit.Indicator.Id).And.Contain($" {Limit.Target.Year}, ");
        (change.FoundBy, change.FoundAt.ToDateTimeOffset()).Should().Be(("bo", test.Clock.Now));
        test.Clock.Now += TimeSpan.FromDays(1);
        log.Keep(Changed(_ => null), "bo").Should().ContainSingle().Which.Now.Should().BeNull();
        log.Changes(Aiming).Select(c => (c.Before, c.Now, c.FoundBy)).Should().Equal((change.Before, change.Now, "bo"), (change.Now, null, "bo"));
    }

    private static (Indicator Indicator, Target Target) Limit => Aiming.Report.Indicators.SelectMany(i => i.Targets.Select(t => (i, t))).First(t => t.t.Kind == TargetKind.Limit);

    private static Organisation Changed(Func<Target, Target?> change)
    {
        var (indicator, target) = Limit;
        Target[] targets = [.. indicator.Targets.Select(t => ReferenceEquals(t, target) ? change(t) : t).OfType<Target>()];
        return Aiming with { Report = Aiming.Report with { Indicators = [.. Aiming.Report.Indicators.Select(i => ReferenceEquals(i, indicator) ? i with { Targets = targets } : i)] } };
    }
}
