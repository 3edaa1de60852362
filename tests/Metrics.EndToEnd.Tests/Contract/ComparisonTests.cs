using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary><c>report --compare</c>: figures that went away, moved or stayed since a report was published.</summary>
public sealed class ComparisonTests : IAsyncLifetime, IDisposable
{
    private const string Goteborg = "goteborg-intraservice";
    private readonly Workplace _place = new();

    public Task InitializeAsync() => Tell(
        Ticket("T1", "Robotar"), Ticket("T2", "Dator"), Ticket("T3", "Nätverk"), Ticket("T4", "Nätverk", day: "2023-10-31"),
        Said("prognosis.decided", "p1", """{"measure":"payslips","year":2023,"value":700000,"by":"nämnden"}"""),
        Said("indicator.reported", "sick-leave/2023-10", """{"indicator":"sick-leave","period":"2023-10","value":5.1,"readFrom":"personalsystemet"}"""));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_case_type_without_tickets_any_more_is_told_with_the_correction_that_took_them()
    {
        (await Report("--customer", "Kultur", "--publish")).Succeeded();
        await Tell(Ticket("T1", "Dator", revision: 1));
        var changed = await Changed("--customer", "Kultur");
        Of(changed, "case-types", "outcome-period").Should().BeEquivalentTo([("Robotar", 1m, (decimal?)null), ("Dator", 1, 2)]);
        changed.Should().OnlyContain(c => Ids(c).SequenceEqual(new[] { "T1/0" }));
    }

    [Fact]
    public async Task A_case_type_that_lost_its_tickets_of_one_month_names_the_correction_too()
    {
        await Tell(Ticket("T5", "Robotar", day: "2023-09-05"));
        (await Report("--customer", "Kultur", "--publish")).Succeeded();
        await Tell(Ticket("T1", "Dator", revision: 1));
        var robots = (await Changed("--customer", "Kultur")).Where(c => c.Text("indicator") == "Robotar").ToArray();
        robots.Select(c => (c.Text("column"), c.Number("before"), c.Number("after"))).Should().BeEquivalentTo([("outcome-period", (decimal?)1, (decimal?)0), ("outcome-ytd", 2, 1)]);
        robots.Should().OnlyContain(c => Ids(c).SequenceEqual(new[] { "T1/0" }));
        Rows(await Report("--customer", "Kultur", "--format", "json")).Should().Be(Rows(await Report("--customer", "Kultur", "--format", "json", "--as-of", "2199-01-01")), "what is kept is what would be made anew");
    }

    [Fact]
    public async Task A_decision_and_an_entered_value_that_were_about_another_time_are_told_as_gone()
    {
        (await Report("--publish")).Succeeded();
        await Tell(
            Said("prognosis.decided", "p1", """{"measure":"payslips","year":2024,"value":700000,"by":"nämnden"}""", revision: 1),
            Said("indicator.reported", "sick-leave/2023-10", """{"indicator":"sick-leave","period":"2022-10","value":5.1,"readFrom":"personalsystemet"}""", revision: 1));
        (await Changed()).Select(c => (c.Text("indicator"), c.Text("column"), c.Number("before"), c.Number("after"), Ids(c).Single())).Should().BeEquivalentTo(
        [
            ("Lönespecifikationer", "forecast-decided", (decimal?)700_000, (decimal?)null, "p1"),
            ("Sjukfrånvaro", "outcome-ytd", 5.1m, null, "sick-leave/2023-10"),
            ("Sjukfrånvaro", "outcome-ytd-last-year", null, 5.1m, "sick-leave/2023-10"),
        ]);
    }

    [Fact]
    public async Task Corrections_that_cancel_each_other_change_nothing()
    {
        (await Report("--publish")).Succeeded();
        await Tell(Ticket("T3", "Dator", revision: 1), Ticket("T2", "Nätverk", revision: 1));
        (await Changed()).Should().BeEmpty("as many tickets were opened");
        (await Report("--compare", "now")).Succeeded().Output.Should().Contain("Inget tal har ändrats.");
    }

    [Fact]
    public async Task Who_is_no_longer_among_those_that_moved_most_has_not_changed_by_that()
    {
        string[] report = ["report", "2021-08", "--organisation", "linkoping-vss", "--customer", "Utbildning"];
        string Support(string caseType, int n, string month = "08") => Told("ticket.opened", $"{caseType}-{month}-{n}", $"{caseType}-{month}-{n}", $"2021-{month}-31T09:00:00Z", $$"""{"unit":"LKDATA","customer":"Utbildning","caseType":"{{caseType}}"}""", 0, "linkoping-vss");
        (string CaseType, int Tickets)[] august = [("Dator", 4), ("Mobil", 3), ("E-post", 2), ("Utskrift", 1)];
        await Tell([.. august.SelectMany(a => Enumerable.Range(1, a.Tickets).Select(n => Support(a.CaseType, n)).Append(Support(a.CaseType, 1, "07")))]);
        (await _place.Run([.. report, "--publish"])).Succeeded().Output.Should().Contain("| E-post | 2 | 1 | +1 |\n").And.NotContain("| Utskrift | 1 | 1 | 0 |\n");
        await Tell(Support("Utskrift", 2), Support("Utskrift", 3));
        (await _place.Run(report)).Succeeded().Output.Should().Contain("| Utskrift | 3 | 1 | +2 |\n").And.NotContain("| E-post | 2 | 1 | +1 |\n", "another has taken its place");
        var changed = (await _place.Run([.. report, "--compare", "now", "--format", "json"])).Succeeded().Json.GetProperty("changed").EnumerateArray().ToArray();
        changed.Select(c => (c.Text("section"), c.Text("indicator"))).Distinct().Should().Equal(("volumes", "Ärenden support"), ("case-types", "Utskrift"));
        changed.Should().OnlyContain(c => Ids(c).SequenceEqual(new[] { "Utskrift-08-2", "Utskrift-08-3" }));
    }

    private Task<Ran> Report(params string[] more) => _place.Run(["report", "2023-10", "--organisation", Goteborg, .. more]);

    private async Task<JsonElement[]> Changed(params string[] more)
        => [.. (await Report(["--compare", "now", "--format", "json", .. more])).Succeeded().Json.GetProperty("changed").EnumerateArray()];

    private static IEnumerable<(string?, decimal?, decimal?)> Of(JsonElement[] changed, string section, string column)
        => changed.Where(c => c.Text("section") == section && c.Text("column") == column).Select(c => (c.Text("indicator"), c.Number("before"), c.Number("after")));

    private static string Rows(Ran report) => report.Succeeded().Json.GetProperty("rows").GetRawText();

    private static IEnumerable<string?> Ids(JsonElement changed) => changed.GetProperty("events").EnumerateArray().Select(e => e.Text("id"));

    private async Task Tell(params string[] events) => (await _place.Ingest(_place.Write("told.ndjson", string.Concat(events)), "cloudevents")).Number("rejected").Should().Be(0);

    private static string Ticket(string ticket, string caseType, string day = "2023-10-02", int revision = 0)
        => Told("ticket.opened", $"{ticket}/0", ticket, $"{day}T09:00:00Z", $$"""{"unit":"Servicecenter","customer":"Kultur","caseType":"{{caseType}}"}""", revision);

    private static string Said(string type, string id, string data, int revision = 0) => Told(type, id, id, "2023-10-31T12:00:00Z", data, revision);

    private static string Told(string type, string id, string subject, string time, string data, int revision, string organisation = Goteborg)
        => Samples.Event(id, type, time, subject, data, $"\"organisation\":\"{organisation}\",{(revision > 0 ? $"\"revision\":{revision}," : "")}");
}
