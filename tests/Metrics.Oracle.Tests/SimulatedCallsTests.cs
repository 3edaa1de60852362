using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>The calls of a simulation, in the database by a mapping of the user's own.</summary>
public sealed class SimulatedCalls()
    : SharedData("simulated_call_centre", "simulated_call_centre_jan_sep.csv.gz", Repository.Fixture("simulated-calls.yaml"));

/// <summary>34 872 calls with the date in one column and a twelve-hour clock in another, lines ended by CRLF.</summary>
public sealed class SimulatedCallsTests(SimulatedCalls calls) : IClassFixture<SimulatedCalls>
{
    [SharedDataFact("simulated_call_centre")]
    public void The_product_and_the_oracle_agree_on_every_figure()
    {
        using var warehouse = calls.Workplace.Open();
        Agreement.Mainly(warehouse, calls.Oracle, Desk.Default).ShouldBeAgreement(atLeast: 50_000);
    }

    [SharedDataFact("simulated_call_centre")]
    public void Every_row_is_a_call() => (calls.Outcome.Read, calls.Outcome.Rejects.Count).Should().Be((34_872, 0));

    [SharedDataFact("simulated_call_centre")]
    public void Calls_are_those_of_the_reference() => calls.Numerators("contacts-offered").Should().Equal(calls.Expected("by_month", "calls"));

    [SharedDataFact("simulated_call_centre")]
    public void Calls_answered_within_a_minute_are_those_of_the_reference()
        => calls.Numerators("service-level", "of-answered-60").Should().Equal(calls.Expected("by_month", "within_60", "le"));

    [SharedDataFact("simulated_call_centre")]
    public void Calls_answered_within_two_minutes_are_those_of_the_reference()
        => calls.Numerators("service-level", "of-answered-120").Should().Equal(calls.Expected("by_month", "within_120", "le"));

    [SharedDataFact("simulated_call_centre")]
    public void The_seconds_waited_are_those_of_the_reference() => calls.Numerators("speed-of-answer").Should().Equal(calls.Expected("by_month", "wait_sum"));

    [SharedDataFact("simulated_call_centre")]
    public void The_seconds_served_sum_to_those_of_the_reference()
        => calls.Numerators("talk-time").Values.Sum().Should().Be(calls.Reference.GetProperty("total").GetProperty("service_sum").GetDecimal());
}
