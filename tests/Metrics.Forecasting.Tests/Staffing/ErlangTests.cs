using Metrics.Forecasting.Staffing;

namespace Metrics.Forecasting.Tests.Staffing;

/// <summary>Staffing against published tables, and against a simulation-free second way of counting.</summary>
public sealed class ErlangTests
{
    // The traffic at which 1 % is lost, as printed in Erlang B tables.
    [Theory]
    [InlineData(1, 0.0101)]
    [InlineData(5, 1.361)]
    [InlineData(10, 4.461)]
    [InlineData(20, 12.03)]
    [InlineData(50, 37.90)]
    [InlineData(100, 84.06)]
    public void One_per_cent_is_lost_at_the_tabled_traffic(int agents, double erlangs) => Erlang.Blocked(erlangs, agents).Should().BeApproximately(0.01, 0.0001);

    // 100 calls of 180 s in half an hour, 20 s: the worked example that call-centre handbooks print.
    [Theory]
    [InlineData(11, 0.389)]
    [InlineData(12, 0.640)]
    [InlineData(13, 0.796)]
    [InlineData(14, 0.888)]
    [InlineData(15, 0.942)]
    public void The_handbooks_example_comes_out(int agents, double within)
        => Erlang.Service(new QueueLoad(200, 180), agents, 20, null).AnsweredWithin.Should().BeApproximately(within, 0.001);

    [Fact]
    public void Its_fewest_agents_for_80_per_cent_wait_and_work_as_printed()
    {
        var service = Erlang.Fewest(new QueueLoad(200, 180), 0.8, 20, null);
        (service.Agents, Math.Round(service.MeanWaitSeconds, 1), Math.Round(service.Occupancy, 3)).Should().Be((14, 7.8, 0.714));
    }

    // Mandelbaum and Zeltyn, "Service Engineering in Action: The Palm/Erlang-A Queue" (2007), the comparison of 50 agents and 48 calls of a minute each minute.
    [Fact]
    public void Patience_of_two_minutes_changes_the_published_example_as_published()
    {
        var load = new QueueLoad(48 * 60, 60);
        var patient = Erlang.Service(load, 50, 20, null);
        var impatient = Erlang.Service(load, 50, 20, 120);
        (Math.Round(patient.MeanWaitSeconds, 1), Math.Round(patient.Occupancy, 2)).Should().Be((20.8, 0.96));
        (Math.Round(impatient.Abandoned, 3), Math.Round(impatient.MeanWaitSeconds, 1), Math.Round(impatient.Occupancy, 2)).Should().Be((0.031, 3.7, 0.93));
    }

    [Theory]
    [InlineData(120, 300, 10, 30, 90)]
    [InlineData(600, 200, 30, 120, 240)]
    [InlineData(40, 400, 3, 60, 60)]
    public void Erlang_A_is_what_the_steady_state_of_its_chain_says(double calls, double handling, int agents, double threshold, double patience)
    {
        var service = Erlang.Service(new QueueLoad(calls, handling), agents, threshold, patience);
        var (abandoned, noWait) = Chain(calls / 3600, 1 / handling, 1 / patience, agents);
        service.Abandoned.Should().BeApproximately(abandoned, 1e-9);
        Erlang.Service(new QueueLoad(calls, handling), agents, 0, patience).AnsweredWithin.Should().BeApproximately(noWait, 1e-9);
        // Who waited longest in vain: in the end all but those that hang up are answered.
        Erlang.Service(new QueueLoad(calls, handling), agents, 1e6, patience).AnsweredWithin.Should().BeApproximately(1 - abandoned, 1e-9);
    }

    [Fact]
    public void Endless_patience_is_Erlang_C()
    {
        var (c, a) = (Erlang.Service(new QueueLoad(200, 180), 12, 20, null), Erlang.Service(new QueueLoad(200, 180), 12, 20, 1e7));
        a.AnsweredWithin.Should().BeApproximately(c.AnsweredWithin, 1e-4);
    }

    [Fact]
    public void A_queue_that_nobody_comes_to_and_one_that_grows_without_end()
    {
        Erlang.Service(new QueueLoad(0, 180), 1, 20, null).AnsweredWithin.Should().Be(1);
        Erlang.Service(new QueueLoad(200, 180), 10, 20, null).Should().Be(new QueueService(10, 0, 0, double.PositiveInfinity, 1));
        Erlang.Service(new QueueLoad(2000, 180), 10, 20, 60).Abandoned.Should().BeInRange(0.89, 0.91);
    }

    // Birth and death: n busy agents, then a queue that each waiting caller leaves by himself.
    private static (double Abandoned, double NoWait) Chain(double arrivals, double service, double leaving, int agents)
    {
        var weights = new List<double> { 1 };
        for (var n = 1; weights.Count < 5_000 && (n < agents || weights[^1] > 1e-18 * weights.Max()); n++)
            weights.Add(weights[^1] * arrivals / ((Math.Min(n, agents) * service) + (Math.Max(0, n - agents) * leaving)));
        var all = weights.Sum();
        return (weights.Skip(agents).Select((w, waiting) => w * waiting * leaving).Sum() / all / arrivals, weights.Take(agents).Sum() / all);
    }
}
