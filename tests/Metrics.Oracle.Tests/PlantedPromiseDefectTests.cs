using FluentAssertions;
using Metrics.Oracle.Tests.Oracle;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>The same for promised times and opening hours: figures that a clock gone wrong would give turn it red.</summary>
public sealed class PlantedPromiseDefectTests(CorrectedMonth month) : IClassFixture<CorrectedMonth>
{
    private static readonly Asked ByDay = new(Length.Day, []);
    private const string Nordic = "slice IN (SELECT slice FROM slices WHERE organisation = 'nordic')";

    [Fact]
    public void An_agreement_after_the_breach_that_counts_as_holding_turns_it_red()
    {
        var verdict = month.Planting($"UPDATE ticket_cells SET m_settled_met_agreed = m_settled_met_agreed_late WHERE {Nordic}", ByDay);
        verdict.ShouldName("sla-compliance/agreed");
        verdict.Differences.Should().OnlyContain(d => d.Contains(": sla-compliance/agreed "));
    }

    [Fact]
    public void An_hour_of_opening_time_lost_when_the_clock_goes_back_turns_it_red()
    {
        var verdict = month.Planting(
            $"""
            UPDATE ticket_cells SET m_resolution_opening_us = m_resolution_opening_us - (
                SELECT 3600000000 * count(*) FROM ticket_facts f
                WHERE f.slice = ticket_cells.slice AND f.resolved_day = ticket_cells.day AND f.resolution_net_us >= 3600000000
                  AND f.calendar IN ('nordic-night', 'nordic-harbour', 'always')
                  AND f.opened_at < '2023-10-29 00:00:00' AND f.resolved_at >= '2023-10-29 01:00:00')
            WHERE {Nordic}
            """,
            ByDay);
        verdict.ShouldName("resolution-opening-time");
        verdict.Differences.Should().OnlyContain(d => d.Contains(": resolution-opening-time "));
    }

    [Fact]
    public void An_open_ticket_past_its_time_that_nobody_misses_turns_it_red()
    {
        var verdict = month.Planting(
            $"""
            UPDATE ticket_cells SET m_due = m_due - (
                SELECT count(*) FROM ticket_facts f WHERE f.slice = ticket_cells.slice AND f.due_day = ticket_cells.day AND f.settled_at IS NULL)
            WHERE {Nordic}
            """,
            ByDay);
        verdict.ShouldName("sla-compliance-due/original");
    }

    [Fact]
    public void A_ticket_without_a_promise_that_counts_as_kept_turns_it_red()
    {
        var verdict = month.Planting(
            $"UPDATE ticket_cells SET m_settled = m_settled + m_resolved, m_settled_met_original = m_settled_met_original + m_resolved WHERE {Nordic} AND m_settled = 0",
            ByDay);
        verdict.ShouldName("sla-compliance/original");
    }

    [Fact]
    public void Days_of_the_calendar_taken_for_working_days_turn_it_red()
    {
        var verdict = month.Planting(
            $"""
            UPDATE hand_over_cells SET m_working_day_millionths = coalesce((
                SELECT sum(epoch_us(f.returned_at) - epoch_us(f.handed_over_at)) // 86400 FROM hand_over_facts f
                WHERE f.slice = hand_over_cells.slice AND f.returned_day = hand_over_cells.day), 0)
            WHERE {Nordic}
            """,
            ByDay);
        verdict.ShouldName("feedback-time");
    }

    [Fact]
    public void An_answer_that_stands_by_what_its_ticket_was_before_turns_it_red()
        => month.Planting("UPDATE ticket_facts SET met_original = NOT met_original", ByDay).ShouldName("satisfaction-sla-met/0-10");

    [Fact]
    public void A_number_that_two_sources_have_taken_for_one_ticket_turns_it_red()
        => month.Planting("DELETE FROM ticket_facts WHERE source = 'other-desk'", ByDay).ShouldName("satisfaction-sla-missed/0-10");

    [Fact]
    public void A_ticket_that_grows_old_a_day_late_turns_it_red()
    {
        var verdict = month.Planting(
            $"""
            UPDATE ticket_cells SET m_aged_7 = (
                SELECT count(*) FROM ticket_facts f WHERE f.slice = ticket_cells.slice AND f.aged_7_day + 1 = ticket_cells.day)
            WHERE {Nordic}
            """,
            ByDay);
        verdict.ShouldName("backlog-older-7");
    }
}
