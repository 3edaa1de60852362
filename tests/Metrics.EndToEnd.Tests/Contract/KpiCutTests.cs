using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>Cuts of <c>kpi</c>: days, units, customers, case types, organisations, and what was known when.</summary>
public sealed class KpiCutTests
{
    private const string Skola = """{"unit":"IT","customer":"Skola","caseType":"Dator"}""";
    private const string Omsorg = """{"unit":"Lön","customer":"Omsorg","caseType":"Dator"}""";

    [Fact]
    public async Task The_day_named_by_to_is_left_out()
    {
        using var place = await Workplace.WithCalls();
        (await place.Kpi("contacts-offered", "--from", "2021-03-01", "--to", "2021-03-08")).The("contacts-offered").Number("value").Should().Be(6);
        (await place.Kpi("contacts-offered", "--from", "2021-03-01", "--to", "2021-03-09")).The("contacts-offered").Number("value").Should().Be(7);
        (await place.Kpi("contacts-offered", "--from", "2021-03", "--to", "2021-05")).The("contacts-offered").Number("value").Should().Be(8);
    }

    [Fact]
    public async Task Unit_customer_and_case_type_cut_and_stand_in_the_row()
    {
        using var place = await WithThreeTickets();
        var unit = (await place.Kpi("tickets-opened", "--unit", "IT")).The("tickets-opened");
        (unit.Number("value"), unit.Text("unit"), unit.Text("customer")).Should().Be((2m, "IT", null));
        var customer = (await place.Kpi("tickets-opened", "--customer", "Omsorg")).The("tickets-opened");
        (customer.Number("value"), customer.Text("customer")).Should().Be((1m, "Omsorg"));
        var both = (await place.Kpi("tickets-opened", "--case-type", "Dator", "--unit", "IT")).The("tickets-opened");
        (both.Number("value"), both.Text("caseType")).Should().Be((2m, "Dator"));
        var nobody = (await place.Kpi("tickets-opened", "--unit", "Nobody")).The("tickets-opened");
        nobody.Number("value").Should().BeNull("nothing is known of that unit, which is not the same as 0");
    }

    [Fact]
    public async Task A_quote_in_a_name_is_a_name()
    {
        using var place = await WithThreeTickets();
        (await place.Kpi("tickets-opened", "--unit", "IT' OR '1'='1")).The("tickets-opened").Number("value").Should().BeNull();
    }

    [Fact]
    public async Task Rows_per_member_add_up_to_the_whole()
    {
        using var place = await WithThreeTickets();
        var rows = await place.Kpi("tickets-opened", "--per", "customer");
        rows.Of("tickets-opened").ToDictionary(r => r.Text("customer")!, r => r.Number("value")).Should()
            .Equal(new Dictionary<string, decimal?> { ["Omsorg"] = 1, ["Skola"] = 2 });
    }

    [Fact]
    public async Task What_became_known_later_is_left_out_as_of_a_day()
    {
        using var place = await WithThreeTickets();
        // Known on 1, 5 and 9 March; --as-of with a day means its end.
        (string AsOf, decimal? Known)[] days =
            [("2021-02-28", null), ("2021-03-04", 1), ("2021-03-05", 2), ("2021-03-09T12:00:00Z", 2), ("2021-03-09T12:00:01Z", 3)];
        foreach (var (asOf, known) in days)
        {
            var row = (await place.Kpi("tickets-opened", "--as-of", asOf)).The("tickets-opened");
            row.Number("value").Should().Be(known, $"that was known at {asOf}");
        }
    }

    [Fact]
    public async Task A_correction_changes_what_is_known_now_and_not_what_was_known_then()
    {
        using var place = new Workplace();
        var first = Samples.Event("e1", "ticket.opened", "2021-03-01T08:00:00Z", "T1", Skola, "\"recordedtime\":\"2021-03-01T09:00:00Z\",");
        var later = Samples.Event("e1", "ticket.opened", "2021-03-01T08:00:00Z", "T1", Omsorg, "\"revision\":1,\"recordedtime\":\"2021-04-01T09:00:00Z\",");
        var answer = await place.Ingest(place.Write("events.ndjson", later + first), "demo", "--organisation", "default");
        (answer.GetProperty("accepted").GetInt64(), answer.GetProperty("corrections").GetInt64()).Should().Be((1L, 1L));
        var then = await place.Kpi("tickets-opened", "--per", "customer", "--as-of", "2021-03-02");
        then.The("tickets-opened").Text("customer").Should().Be("Skola");
        var now = await place.Kpi("tickets-opened", "--per", "customer");
        now.Of("tickets-opened").Where(r => r.Number("value") > 0).Should().ContainSingle().Which.Text("customer").Should().Be("Omsorg");
    }

    [Fact]
    public async Task Two_organisations_that_read_the_same_rows_do_not_mix()
    {
        using var place = await Workplace.WithCalls();
        place.Write("few.csv", string.Join('\n', Samples.Calls.Split('\n')[..4]) + "\n");
        (await place.Ingest("few.csv", "call-list", "--organisation", "demo")).GetProperty("accepted").GetInt64().Should().Be(5);
        (await place.Kpi("contacts-offered")).The("contacts-offered").Number("value").Should().Be(10);
        var demo = (await place.Kpi("contacts-offered", "--organisation", "demo")).The("contacts-offered");
        (demo.Number("value"), demo.Text("organisation")).Should().Be((3m, "demo"));
        (await place.Run("facts", "contacts", "--organisation", "demo")).Lines.Should().HaveCount(4);
        (await place.Run("verify")).Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task Events_read_for_another_organisation_are_conflicts_and_count_in_one_of_the_two()
    {
        using var place = new Workplace();
        var file = place.Write("events.ndjson", string.Concat(Enumerable.Range(1, 8).Select(i => Samples.Event($"e{i}", "ticket.opened", "2021-03-01T08:00:00Z", $"T{i}", Skola))));
        await place.Ingest(file, "cloudevents");
        var again = await place.Ingest(file, "cloudevents", "--organisation", "demo");
        again.GetProperty("read").GetInt64().Should().Be(8);
        again.GetProperty("conflicts").GetInt64().Should().Be(8, "an event is identified by source and id, whatever organisation it is read for");
        var there = (await place.Kpi("tickets-opened", "--organisation", "demo")).The("tickets-opened").Number("value");
        var here = (await place.Kpi("tickets-opened")).The("tickets-opened").Number("value");
        (here + there).Should().Be(8, "nothing is lost and nothing doubled");
    }

    [Fact]
    public async Task Days_are_those_of_the_organisations_zone()
    {
        using var place = new Workplace();
        var file = place.Write("events.ndjson", Samples.Event("e1", "ticket.opened", "2021-03-01T23:30:00Z", "T1", Skola));
        await place.Ingest(file, "cloudevents", "--organisation", "demo");
        (await place.Kpi("tickets-opened", "--organisation", "demo", "--by", "day")).ByPeriod("tickets-opened").Should().ContainKey("2021-03-02");
    }

    [Fact]
    public async Task The_hour_that_occurs_twice_is_two_hours()
    {
        using var place = new Workplace();
        const string Call = """{"outcome":"answered","waitSeconds":5}""";
        var text = Samples.Event("c1", "contact.recorded", "2021-10-31T00:30:00Z", "C1", Call) + Samples.Event("c2", "contact.recorded", "2021-10-31T01:30:00Z", "C2", Call);
        await place.Ingest(place.Write("events.ndjson", text), "cloudevents", "--organisation", "demo");
        (await place.Kpi("contacts-offered", "--organisation", "demo", "--by", "hour")).ByPeriod("contacts-offered").Should()
            .Equal(new Dictionary<string, decimal> { ["2021-10-31T02+02:00"] = 1, ["2021-10-31T02+01:00"] = 1 });
    }

    [Fact]
    public async Task A_long_name_is_shortened_in_a_table_and_never_a_figure()
    {
        using var place = new Workplace();
        var text = string.Concat(Enumerable.Range(1, 3).Select(i => Samples.Event($"e{i}", "ticket.opened", $"2021-03-0{i}T08:00:00Z", $"T{i}", $$"""{"unit":"{{new string('u', 150)}}","customer":"{{new string('k', 150)}} {{i}}"}""")));
        await place.Ingest(place.Write("events.ndjson", text), "cloudevents");
        var table = (await place.Run("kpi", "tickets-opened", "--by", "day", "--from", "2021-03-01", "--to", "2021-03-04", "--per", "unit", "customer")).Succeeded().Output;
        table.Should().Contain("2021-03-01").And.Contain("2021-03-02").And.Contain("2021-03-03");
        table.Split('\n').Count(l => l.Contains("tickets-opened", StringComparison.Ordinal) && l.Contains(" 1 ", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public async Task Cuts_that_print_alike_stay_apart()
    {
        using var place = new Workplace();
        var text = Samples.Event("e1", "ticket.opened", "2021-03-01T08:00:00Z", "T1", """{"unit":"Ekonomi"}""")
            + Samples.Event("e2", "ticket.opened", "2021-04-01T08:00:00Z", "T2", """{"unit":"Ekonomi"}""")
            + Samples.Event("e3", "ticket.opened", "2021-04-01T08:00:00Z", "T3", """{"customer":"Ekonomi"}""");
        await place.Ingest(place.Write("events.ndjson", text), "cloudevents");
        string[] ask = ["kpi", "tickets-opened", "--by", "month", "--per", "unit", "customer"];
        (await place.Run(ask)).Succeeded().Output.Split('\n').Count(l => l.Contains("Ekonomi", StringComparison.Ordinal)).Should().Be(2);
        (await place.Kpi(ask[1..])).Where(r => r.Number("value") > 0).Should().HaveCount(3);
    }

    [Fact]
    public async Task Every_kpi_has_its_row_when_nothing_is_known()
    {
        using var place = await Workplace.WithCalls();
        var rows = await place.Kpi("backlog", "tickets-opened", "sla-compliance-reported", "supplier-invoices");
        rows.Select(r => (r.Text("kpi"), r.Number("value"))).Should().BeEquivalentTo(
            [("backlog", (decimal?)null), ("tickets-opened", null), ("sla-compliance-reported", null), ("supplier-invoices", null)]);
    }

    private static async Task<Workplace> WithThreeTickets()
    {
        var place = new Workplace();
        var text = Samples.Event("e1", "ticket.opened", "2021-03-01T08:00:00Z", "T1", Skola, "\"recordedtime\":\"2021-03-01T12:00:00Z\",")
            + Samples.Event("e2", "ticket.opened", "2021-03-01T09:00:00Z", "T2", Omsorg, "\"recordedtime\":\"2021-03-05T23:59:59Z\",")
            + Samples.Event("e3", "ticket.opened", "2021-03-02T08:00:00Z", "T3", Skola, "\"recordedtime\":\"2021-03-09T12:00:01Z\",");
        await place.Ingest(place.Write("events.ndjson", text), "demo");
        return place;
    }
}
