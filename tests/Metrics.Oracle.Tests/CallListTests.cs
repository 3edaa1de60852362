using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>The calls of a teaching case, in the database.</summary>
public sealed class CallList() : SharedData("pwc_call_center", "Call-Center-Dataset.csv.gz", "call-list");

/// <summary>5 000 calls, one row each: an unanswered call carries no wait, and calls waited exactly as long as the thresholds.</summary>
public sealed class CallListTests(CallList calls) : IClassFixture<CallList>
{
    [SharedDataFact("pwc_call_center")]
    public void The_product_and_the_oracle_agree_on_every_figure()
    {
        using var warehouse = calls.Workplace.Open();
        Agreement.Mainly(warehouse, calls.Oracle, Desk.Default).ShouldBeAgreement(atLeast: 5_000);
    }

    [SharedDataFact("pwc_call_center")]
    public void Every_row_is_a_call() => (calls.Outcome.Read, calls.Outcome.Rejects.Count).Should().Be((5000, 0));

    [SharedDataFact("pwc_call_center")]
    public void Calls_offered_are_those_of_the_reference() => calls.Numerators("contacts-offered").Should().Equal(calls.Expected("by_month", "offered"));

    [SharedDataFact("pwc_call_center")]
    public void Calls_answered_are_those_of_the_reference() => calls.Numerators("contacts-answered").Should().Equal(calls.Expected("by_month", "answered"));

    [SharedDataFact("pwc_call_center")]
    public void Calls_answered_within_a_minute_count_those_of_exactly_a_minute()
        => calls.Numerators("service-level", "of-answered-60").Should().Equal(calls.Expected("by_month", "within_60", "le"));

    [SharedDataFact("pwc_call_center")]
    public void Calls_answered_within_two_minutes_count_those_of_exactly_two_minutes()
        => calls.Numerators("service-level", "of-offered-120").Should().Equal(calls.Expected("by_month", "within_120", "le"));

    [SharedDataFact("pwc_call_center")]
    public void The_seconds_waited_are_those_of_the_reference() => calls.Numerators("speed-of-answer").Should().Equal(calls.Expected("by_month", "asa_sum"));

    [SharedDataFact("pwc_call_center")]
    public void The_seconds_talked_are_those_of_the_reference()
        => calls.Numerators("talk-time").Should().Equal(calls.Expected("by_month", "talk_seconds_sum"));

    [SharedDataFact("pwc_call_center")]
    public void Calls_solved_are_those_of_the_reference() => calls.Numerators("contacts-solved").Should().Equal(calls.Expected("by_month", "resolved"));

    [SharedDataFact("pwc_call_center")]
    public void The_ratings_are_those_of_the_reference() => calls.Numerators("satisfaction", "1-5").Should().Equal(calls.Expected("by_month", "rating_sum"));

    [SharedDataFact("pwc_call_center")]
    public void Calls_abandoned_after_eleven_seconds_are_unknown_and_not_zero()
    {
        var total = calls.Oracle.Figures(new Asked(Length.Total, []))[new FigureKey("contacts-abandoned-long", "", "", "total")];
        (total.Value, total.NotMeasured).Should().Be((null, 946));
    }

    [SharedDataFact("pwc_call_center")]
    public void Calls_by_topic_are_those_of_the_reference()
    {
        var byTopic = calls.Oracle.Figures(new Asked(Length.Total, ["caseType"]));
        byTopic.Where(f => f.Key.Kpi == "contacts-offered").ToDictionary(f => f.Key.Cut, f => f.Value.Numerator!.Value)
            .Should().Equal(calls.Expected("by_topic", "offered"));
    }
}
