using System.Text.Json.Nodes;
using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>
/// Single tickets of <c>nordic</c> with figures counted by hand. Priority 1 is promised eight hours and half an hour's answer, with
/// waits for the customer and suppliers left out and the first resolution meant; from the fourteenth seven hours, any wait, the last.
/// </summary>
public sealed class PromisedTimeTests
{
    private static readonly string[] Kpis = [.. SlaFigures.Ids, .. BacklogFigures.Ids, .. HandOverFigures.Ids];

    [Theory]
    [InlineData("2023-10-02T17:00", 1)]
    [InlineData("2023-10-02T23:00", 1)]
    [InlineData("2023-10-03T08:00", 1)]
    [InlineData("2023-10-03T08:00:00.000001", 0)]
    public Task Time_used_up_at_closing_is_broken_first_when_the_service_opens_again(string resolved, int kept)
        => Expect("sla-compliance", "original", kept, 1, At("2023-10-02T08:00", "opened", Urgent).Then(resolved, "resolved"));

    [Fact]
    public Task A_ticket_opened_at_night_has_its_time_from_the_morning()
        => Expect("sla-compliance", "original", 1, 1, At("2023-10-02T22:00", "opened", Urgent).Then("2023-10-03T17:00", "resolved"));

    [Theory]
    [InlineData("2023-11-06T10:00", 1)]
    [InlineData("2023-11-06T10:01", 0)]
    public Task A_half_day_a_holiday_and_a_sunday_give_the_time_that_they_are_open(string resolved, int kept)
        => Expect("sla-compliance", "original", kept, 1, At("2023-11-03T06:00", "opened", Urgent).Then(resolved, "resolved"));

    [Theory]
    [InlineData("customer", 1)]
    [InlineData("LEVERANTÖR", 1)]
    [InlineData("reservdelar", 0)]
    [InlineData(null, 0)]
    public Task A_wait_stops_the_clock_when_the_agreement_accepts_its_reason(string? reason, int kept) => Expect(
        "sla-compliance", "original", kept, 1,
        At("2023-10-02T08:00", "opened", Urgent).Then("2023-10-02T09:00", "paused", Waiting(reason)).Then("2023-10-03T09:00", "resumed")
            .Then("2023-10-03T17:00", "resolved"));

    [Fact]
    public Task A_wait_for_something_else_ends_the_one_before() => Expect(
        "resolution-opening-time", "", 120, 1,
        At("2023-10-02T08:00", "opened", Urgent).Then("2023-10-02T09:00", "paused", Waiting("customer"))
            .Then("2023-10-02T10:00", "paused", Waiting("reservdelar")).Then("2023-10-02T11:00", "resolved"));

    [Theory]
    [InlineData("2023-10-09", 1)]
    [InlineData("2023-10-16", 0)]
    public Task The_first_resolution_counts_or_the_last_by_the_version_that_held_when_it_was_opened(string day, int kept) => Expect(
        "sla-compliance", "original", kept, 1,
        At($"{day}T08:00", "opened", Urgent).Then($"{day}T09:00", "resolved").Then($"{day}T10:00", "reopened").Then($"{day[..8]}31T17:00", "resolved"));

    [Theory]
    [InlineData("2023-10-14T11:59", 1)]
    [InlineData("2023-10-14T12:00", 0)]
    public Task A_ticket_has_the_promise_of_the_minute_in_which_it_was_opened(string opened, int kept)
        => Expect("sla-compliance", "original", kept, 1, At(opened, "opened", Urgent).Then("2023-10-16T14:58", "resolved"));

    [Fact]
    public Task A_ticket_has_the_promise_of_its_last_priority() => Expect(
        "sla-compliance", "original", 1, 1,
        At("2023-10-02T08:00", "opened", Urgent).Then("2023-10-02T09:00", "reclassified", new JsonObject { ["priority"] = "2" }).Then("2023-10-04T17:00", "resolved"));

    [Fact]
    public Task A_ticket_without_a_promise_is_neither_kept_nor_missed()
        => Expect("sla-compliance", "original", 0, null, At("2023-10-02T08:00", "opened", []).Then("2023-10-02T09:00", "resolved"));

    [Fact]
    public Task The_time_held_solved_is_nobodys() => Expect(
        "resolution-opening-time", "", 120, 1,
        At("2023-10-16T08:00", "opened", Urgent).Then("2023-10-16T09:00", "resolved").Then("2023-10-30T10:00", "reopened").Then("2023-10-30T11:00", "resolved"));

    [Fact]
    public Task A_ticket_resolved_early_is_still_due_on_the_day_it_would_have_been() => Expect(
        "sla-compliance-due", "original", 1, 1, At("2023-10-16T08:00", "opened", Urgent).Then("2023-10-16T09:00", "resolved"), "2023-10-16");

    [Theory]
    [InlineData("customer", 0)]
    [InlineData("reservdelar", 1)]
    public Task An_open_ticket_past_its_time_is_missed_unless_its_clock_stands(string reason, int due) => Expect(
        "sla-compliance-due", "original", 0, due,
        At("2023-10-02T08:00", "opened", Urgent).Then("2023-10-02T09:00", "paused", Waiting(reason)), "2023-10-03",
        At("2023-10-06T08:00", "opened", []));

    [Theory]
    [InlineData("2023-10-03T08:00", true, 1, 0)]
    [InlineData("2023-10-03T08:00", null, 1, 0)]
    [InlineData("2023-10-03T08:00", false, 0, 0)]
    [InlineData("2023-10-03T08:01", true, 0, 1)]
    public async Task A_new_time_holds_when_the_customer_agreed_before_the_promise_was_broken(string agreed, bool? consent, int kept, int late)
    {
        var story = At("2023-10-02T08:00", "opened", Urgent).Then(agreed, "deadline-agreed", Due("2023-10-05T12:00", consent)).Then("2023-10-05T12:00", "resolved");
        await Expect("sla-compliance", "agreed", kept, 1, story);
        await Expect("agreements-after-breach", "", late, null, story);
        await Expect("agreements", "", 1, null, story);
    }

    [Fact]
    public async Task A_new_time_agreed_when_the_last_one_has_passed_is_late()
    {
        var story = At("2023-10-02T08:00", "opened", Urgent).Then("2023-10-02T09:00", "deadline-agreed", Due("2023-10-02T10:00", true))
            .Then("2023-10-02T11:00", "deadline-agreed", Due("2023-10-06T12:00", true)).Then("2023-10-02T12:00", "resolved");
        await Expect("sla-compliance", "original", 1, 1, story);
        await Expect("sla-compliance", "agreed", 0, 1, story);
        await Expect("sla-compliance", "agreed-late-too", 1, 1, story);
        await Expect("agreements-after-breach", "", 1, null, story);
    }

    [Fact]
    public Task A_response_counts_the_solution_where_nobody_answered_before()
        => Expect("first-response-compliance", "", 1, 1, At("2023-10-02T11:45", "opened", Urgent).Then("2023-10-02T13:15", "resolved"));

    [Theory]
    [InlineData("Telefoni n", "Grundskola n", "2023-10-28T22:00", "2023-10-29T06:00", 540)]
    [InlineData("Telefoni n", "Grundskola n", "2023-03-25T22:00", "2023-03-26T06:00", 420)]
    [InlineData("Telefoni n", "Göteborgs Hamn n", "2023-10-29T00:00", "2023-10-29T06:00", 350)]
    [InlineData("Telefoni n", "Göteborgs Hamn n", "2023-03-26T00:00", "2023-03-26T06:00", 230)]
    [InlineData("Drift n", "Grundskola n", "2023-10-29T00:00", "2023-10-30T00:00", 1500)]
    public Task A_night_is_as_long_as_the_clock_makes_it(string service, string customer, string opened, string resolved, int minutes) => Expect(
        "resolution-opening-time", "", minutes, 1,
        At(opened, "opened", new JsonObject { ["service"] = service, ["customer"] = customer }).Then(resolved, "resolved"));

    [Theory]
    [InlineData("2023-10-02T17:00", 1)]
    [InlineData("2023-10-03T13:00", 1.5)]
    [InlineData("2023-10-06T14:00", 4.714285)]
    public Task A_line_has_a_ticket_for_working_days_and_parts_of_them(string returned, decimal days) => Expect(
        "feedback-time", "", days, 1,
        At("2023-10-02T07:00", "opened", []).Then("2023-10-02T08:00", "handed-over", new JsonObject { ["line"] = "Andra linjen" }).Then(returned, "handed-back"));

    [Theory]
    [InlineData("2023-10-03T17:00", 1)]
    [InlineData("2023-10-04T08:01", 0)]
    public Task A_line_is_held_against_its_own_promise(string returned, int kept) => Expect(
        "line-compliance", "", kept, 1,
        At("2023-10-02T07:00", "opened", []).Then("2023-10-02T08:00", "handed-over", new JsonObject { ["line"] = "Nätgruppen" }).Then(returned, "handed-back"));

    private static JsonObject Urgent => new() { ["priority"] = "1" };

    private static JsonObject Waiting(string? reason) => reason is null ? [] : new JsonObject { ["reason"] = reason };

    private static JsonObject Due(string local, bool? consent)
    {
        var data = new JsonObject { ["due"] = LocalStory.Utc(local).ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) + "Z" };
        if (consent is { } known) data["consent"] = known;
        return data;
    }

    private static LocalStory At(string local, string what, JsonObject data) => new LocalStory().Then(local, what, data);

    private static async Task Expect(string kpi, string variant, decimal numerator, decimal? denominator, LocalStory story, string day = "", LocalStory? other = null)
    {
        using var workplace = new Workplace();
        await workplace.TellAsync([.. story.Events("T1"), .. other?.Events("T2") ?? []]);
        var oracle = workplace.Oracle(Month.Nordic);
        var figure = oracle.Figures(new Asked(day.Length > 0 ? Length.Day : Length.Total, []))
            .GetValueOrDefault(new FigureKey(kpi, variant, "", day.Length > 0 ? day : "total"));
        (figure?.Numerator ?? 0, figure?.Denominator ?? 0).Should().Be((numerator, denominator ?? 0));
        using var warehouse = workplace.Open();
        Agreement.Of(warehouse, oracle, Month.Nordic, new Asked(Length.Day, ["queue"]), kpis: Kpis).ShouldBeAgreement();
    }
}
