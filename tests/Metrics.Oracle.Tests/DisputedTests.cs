using System.Text.Json.Nodes;
using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>Lives that contradict themselves, where prose and product are easily of two minds.</summary>
public sealed class DisputedTests
{
    private static readonly DateTime Morning = new(2023, 10, 2, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public Task A_contact_that_is_found_misrouted_in_the_queue_was_never_offered()
        => Agree("contacts-offered", Contact().Then("offered").After(TimeSpan.FromSeconds(5)).Then("misrouted"));

    [Fact]
    public Task A_wait_of_less_than_a_millisecond_more_than_the_threshold_is_not_within_it()
        => Agree("service-level", Contact().Then("offered").After(TimeSpan.FromMicroseconds(120_000_400)).Then("answered"));

    [Fact]
    public Task A_wait_of_less_than_a_millisecond_more_than_the_short_limit_is_more_than_it()
        => Agree("contacts-abandoned-long", Contact().Then("offered").After(TimeSpan.FromMicroseconds(11_000_400)).Then("abandoned"));

    [Fact]
    public Task A_withdrawn_ticket_that_is_closed_later_left_the_backlog_when_it_was_withdrawn()
        => Agree("backlog", Ticket().Then("opened").After(TimeSpan.FromDays(1)).Then("cancelled").After(TimeSpan.FromDays(7)).Then("closed"));

    [Fact]
    public Task A_ticket_that_nobody_opened_takes_nothing_off_the_tickets_not_closed() => Agree("backlog-unclosed", Ticket().Then("closed"));

    [Fact]
    public Task A_ticket_resolved_before_it_was_opened_takes_nothing_off_the_backlog()
        => Agree("backlog", Ticket().Then("resolved").Then("closed").After(TimeSpan.FromDays(3)).Then("opened"));

    [Fact]
    public Task A_ticket_reopened_and_then_marked_otherwise_was_not_solved_at_the_first_contact() => Agree("first-contact-resolution", Ticket()
        .Then("opened").Then("resolved", new JsonObject { ["firstContact"] = true })
        .After(TimeSpan.FromDays(10)).Then("reopened")
        .After(TimeSpan.FromDays(1)).Then("resolved", new JsonObject { ["firstContact"] = false }));

    [Fact]
    public async Task A_new_contact_about_a_ticket_within_a_week_says_that_it_was_not_solved()
    {
        using var workplace = new Workplace();
        var again = new Told(
            Desk.Default, "again", "contact.recorded", "C1", Morning.AddDays(2), new JsonObject { ["outcome"] = "answered", ["ticket"] = "T1" });
        await workplace.TellAsync([.. Ticket().Then("opened").Then("resolved").Events, again]);
        var oracle = workplace.Oracle(Desk.Default);
        using var warehouse = workplace.Open();
        Agreement.Of(warehouse, oracle, Desk.Default, new Asked(Length.Day, []), kpis: ["first-contact-resolution"]).ShouldBeAgreement();
        var rows = Agreement.Answer(warehouse, Desk.Default, new Asked(Length.Total, []), ["first-contact-resolution"]);
        rows.Single(r => r.Key.Variant == "observed").Value.Value.Should().Be(0);
    }

    [Fact]
    public Task A_contact_that_is_found_misrouted_and_then_closed_is_counted_as_misrouted()
        => Agree("contacts-misrouted", Contact().Then("misrouted").After(TimeSpan.FromSeconds(5)).Then("closed"));

    [Fact]
    public Task A_new_time_agreed_at_the_instant_of_the_resolution_was_not_agreed_after_the_breach() => Agree(
        "agreements-after-breach",
        new Story(Month.Nordic, "ticket", "T1", Morning).Then("opened", new JsonObject { ["priority"] = "1" }).After(TimeSpan.FromHours(1))
            .Then("deadline-agreed", new JsonObject { ["due"] = "2023-10-05T12:00:00Z", ["consent"] = true }).Then("resolved"),
        Month.Nordic);

    [Fact]
    public async Task A_ticket_that_is_resolved_on_a_day_to_come_leaves_no_fewer_than_none_behind()
    {
        using var workplace = new Workplace();
        workplace.Clock.Now = Morning.AddDays(18);
        await workplace.TellAsync(Ticket().Then("opened").After(TimeSpan.FromDays(35)).Then("resolved").Events);
        var oracle = workplace.Oracle(Desk.Default);
        using var warehouse = workplace.Open();
        Agreement.Of(warehouse, oracle, Desk.Default, new Asked(Length.Total, []), kpis: BacklogFigures.Ids).ShouldBeAgreement();
    }

    [Fact]
    public async Task A_month_whose_events_contradict_each_other_agrees()
    {
        using var workplace = new Workplace();
        await workplace.TellAsync(new Month(1, contradictory: true).Files());
        foreach (var desk in (Desk[])[Month.Nordic, Month.Atlantic]) workplace.Compare(desk).ShouldBeAgreement(of: "seed 1");
    }

    private static Story Ticket() => new(Desk.Default, "ticket", "T1", Morning);

    private static Story Contact() => new(Desk.Default, "contact", "C1", Morning);

    private static async Task Agree(string kpi, Story story, Desk? told = null)
    {
        var desk = told ?? Desk.Default;
        using var workplace = new Workplace();
        await workplace.TellAsync(story.Events);
        var oracle = workplace.Oracle(desk);
        using var warehouse = workplace.Open();
        Agreement.Of(warehouse, oracle, desk, new Asked(Length.Day, []), kpis: [kpi]).ShouldBeAgreement();
    }
}
