using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>Both promises, from events to printed figures; <see cref="PromiseDesk"/> works them out by hand.</summary>
public sealed class PromiseTests
{
    [Fact]
    public async Task Compliance_stands_against_the_original_and_the_agreed_promise()
    {
        using var place = await PromiseDesk.Open();
        var rows = await place.March("sla-compliance", "sla-compliance-due", "sla-coverage", "agreements", "agreements-after-breach", "resolution-within-hours");
        Fraction(rows.The("sla-compliance", "original")).Should().Be((2, 4));
        Fraction(rows.The("sla-compliance", "agreed")).Should().Be((3, 4));
        Fraction(rows.The("sla-compliance", "agreed-late-too")).Should().Be((4, 4));
        Fraction(rows.The("sla-compliance-due", "original")).Should().Be((2, 5), "the open one past its time is missed");
        Fraction(rows.The("sla-compliance-due", "agreed")).Should().Be((3, 5));
        Fraction(rows.The("sla-coverage")).Should().Be((6, 7));
        rows.The("agreements").Number("value").Should().Be(2);
        rows.The("agreements-after-breach").Number("value").Should().Be(1);
        // In opening hours, without pauses: T1 12 h 20, T2 and T3 38 h, T5 4 h, T6 9 h.
        Fraction(rows.The("resolution-within-hours", "net-16")).Should().Be((3, 5));
        Fraction(rows.The("resolution-within-hours", "net-8")).Should().Be((1, 5));
        Fraction(rows.The("resolution-within-hours", "gross-16")).Should().Be((2, 5), "T1 took 9 h + 7 h 10 with its pause");
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task Both_promises_stand_in_the_table_and_each_has_its_receipt()
    {
        using var place = await PromiseDesk.Open();
        var table = (await place.Run("kpi", "sla-compliance", "--organisation", "desk", "--lang", "en")).Succeeded().Output;
        table.Should().MatchRegex("SLA compliance, original promise .* 50.0 %").And.MatchRegex("SLA compliance, time agreed .* 75.0 %").And.NotContain("late too");
        var receipt = (await place.Run("explain", "sla-compliance", "--period", "2023-03", "--organisation", "desk", "--format", "json")).Succeeded().Json;
        receipt.GetProperty("policies").EnumerateArray().Single().Text("name").Should().Be("desk-16");
        receipt.GetProperty("calendars").EnumerateArray().Single().GetProperty("says").Text("en").Should().Be("Mon–Fri 08:00-17:00, Sat–Sun closed, public holidays closed, midsommarafton closed, julafton closed, nyårsafton closed");
        receipt.GetProperty("excluded").EnumerateArray().ToDictionary(e => e.Text("reason")!, e => e.Number("count")).Should().Equal(new Dictionary<string, decimal?>
        {
            ["not settled yet"] = 2,
            ["covered by no policy"] = 1,
        });
    }

    [Fact]
    public async Task A_policy_that_changes_on_the_15th_leaves_the_first_half_of_the_month_as_it_was()
    {
        using var place = await PromiseDesk.Open();
        string[] daily = ["--by", "day", "--organisation", "desk", "--from", "2023-03-01", "--to", "2023-03-15"];
        var before = (await place.Run(["kpi", .. daily, "--format", "json"])).Succeeded().Output;
        place.Configure(("policies/desk-16.yaml", PromiseDesk.Policy + """
              - validFrom: 2023-03-15
                stoppedBy: none
                promises: [{ unit: Desk, resolution: 2h }]

            """));
        (await place.Run(["kpi", .. daily, "--format", "json"])).Succeeded().Output.Should().Be(before);
        var rows = await place.March("sla-compliance");
        Fraction(rows.The("sla-compliance", "original")).Should().Be((1, 4), "T5 was opened on the 15th and took four hours");
        Fraction(rows.The("sla-compliance", "agreed")).Should().Be((2, 4), "T2 was promised under the old version");
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task A_calendar_that_changes_on_the_15th_leaves_the_first_half_of_the_month_as_it_was()
    {
        using var place = await PromiseDesk.Open();
        string[] facts = ["facts", "tickets", "--organisation", "desk", "--from", "2023-03-01", "--to", "2023-03-15"];
        var before = (await place.Run(facts)).Succeeded().Lines;
        place.Configure(("calendars/kontorstid.yaml", """
            id: kontorstid
            label: { sv: Kontorstid, en: Office hours }
            zone: Europe/Stockholm
            versions:
              - hours: { monday-friday: "08:00-17:00" }
                publicHolidays: closed
              - validFrom: 2023-03-15T12:00
                hours: always
                publicHolidays: open

            """));
        var after = (await place.Run(facts)).Succeeded().Lines;
        after.Where(l => l.Contains("T1,", StringComparison.Ordinal) || l.Contains("T6,", StringComparison.Ordinal)).Should().NotBeEmpty()
            .And.Equal(before.Where(l => l.Contains("T1,", StringComparison.Ordinal) || l.Contains("T6,", StringComparison.Ordinal)), "they were solved before");
        after.Should().NotEqual(before, "what was open then counts the new hours from their minute on");
    }

    [Fact]
    public async Task A_simulation_stands_beside_what_was_and_changes_nothing()
    {
        using var place = await PromiseDesk.Open();
        var before = await File.ReadAllBytesAsync(place.At(Workplace.DatabaseName));
        place.Write("longer.yaml", PromiseDesk.Policy.Replace("16h", "38h", StringComparison.Ordinal));
        var answer = (await place.Run("simulate", "sla-compliance", "--policy", "longer.yaml", "--organisation", "desk", "--from", "2023-03", "--to", "2023-04", "--format", "json")).Succeeded().Json;
        (answer.Number("gained"), answer.Number("lost"), answer.Number("uncovered")).Should().Be((2, 0, 0));
        var original = answer.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("was").Text("variant") == "original");
        Fraction(original.GetProperty("was")).Should().Be((2, 4));
        Fraction(original.GetProperty("wouldBe")).Should().Be((4, 4), "T2 and T3 took exactly 38 hours");
        (await File.ReadAllBytesAsync(place.At(Workplace.DatabaseName))).Should().Equal(before);

        place.Write("early.yaml", "id: early\nlabel: { sv: Tidigt, en: Early }\nzone: Europe/Stockholm\nversions: [{ hours: { monday-friday: \"04:00-17:00\" }, publicHolidays: closed }]\n");
        answer = (await place.Run("simulate", "--calendar", "early.yaml", "--organisation", "desk", "--format", "json")).Succeeded().Json;
        answer.Number("lost").Should().Be(1, "T1 would have used 10 h 10 on Monday and 6 h 10 on Tuesday");
    }

    [Fact]
    public async Task A_simulation_says_what_it_cannot_stand_in_for()
    {
        using var place = await PromiseDesk.Open();
        place.Write("other.yaml", PromiseDesk.Policy.Replace("desk-16", "other", StringComparison.Ordinal));
        (await place.Run("simulate", "--organisation", "desk")).Failed(2, "name what would be different: --calendar FILE or --policy FILE");
        (await place.Run("simulate", "--policy", "nowhere.yaml", "--organisation", "desk")).Failed(2, "nowhere.yaml: there is no such file");
        (await place.Run("simulate", "--policy", "other.yaml", "--instead-of", "desk-61", "--organisation", "desk")).Failed(2, "there is no policy 'desk-61' in use to stand in for; in use are desk-16");
        (await place.Run("simulate", "--policy", "other.yaml", "--organisation", "desk")).Succeeded().Output.Should().Contain("Inget är ändrat");
        (await place.Run("simulate", "--policy", "other.yaml", "--organisation", "desk", "--as-of", "2023-03-31")).Failed(2, "there is no option '--as-of' (metrics simulate --help)");
        (await place.Run("simulate", "service-level", "--policy", "other.yaml", "--organisation", "desk")).Failed(2, "calendars and policies don't decide service-level; they decide feedback-time, ");
        (await place.Run("simulate", "--policy", "other.yaml", "--organisation", "desk", "--by", "hour")).Failed(2, "tickets are counted by the day");
    }

    [Fact]
    public async Task What_is_overdue_is_so_now_and_not_first_when_it_closes()
    {
        using var place = await PromiseDesk.Open();
        async Task<Dictionary<string, string?>> At(string instant)
            => (await place.Run("due", "--at", instant, "--all", "--organisation", "desk", "--format", "json")).Succeeded().Json.EnumerateArray().ToDictionary(d => d.Text("ticket")!, d => d.Text("state"));

        (await At("2023-03-14T12:00:00+01:00")).Should().Equal(new Dictionary<string, string?> { ["T2"] = "in-time", ["T3"] = "in-time", ["T1"] = "in-time", ["T4"] = "in-time" });
        (await At("2023-03-14T13:00:00+01:00"))["T3"].Should().Be("due-soon", "80 % of 16 hours are used at 12:48 on Tuesday");
        (await At("2023-03-14T16:00:01+01:00"))["T3"].Should().Be("overdue");
        (await At("2023-03-14T16:00:01+01:00"))["T2"].Should().Be("in-time", "a new time holds");
        (await At("2023-03-15T20:00:00+01:00"))["T4"].Should().Be("due-soon", "its time is used up, and the service is closed");
        var now = (await place.Run("due", "--organisation", "desk", "--format", "json")).Succeeded().Json.EnumerateArray().Single();
        (now.Text("ticket"), now.Text("state"), now.Text("dueAt")).Should().Be(("T4", "overdue", "2023-03-15T16:00:00Z"));
        now.Number("leftMinutes").Should().BeNegative();
        (await place.Run("due", "--organisation", "desk", "--top", "0")).Failed(2, "--top: must be at least 1");
    }

    private static (decimal?, decimal?) Fraction(System.Text.Json.JsonElement row) => (row.Number("numerator"), row.Number("denominator"));
}
