using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>A published report stays as it was, and what changed it since is told event by event.</summary>
[Collection(DemoChangesCollection.Name)]
public sealed class PublishedAndChangedTests(Published published) : IClassFixture<Published>
{
    private static readonly Dictionary<string, (string First, string Last)> FromJanuary = new()
    {
        ["outcome-ytd-last-year"] = ("2022-01-01", "2022-11-30"), ["outcome-ytd"] = ("2023-01-01", "2023-11-30"), ["r12"] = ("2022-12-01", "2023-11-30"), ["outcome-period"] = ("2023-11-01", "2023-11-30"),
    };

    // A tertial stands beside the whole one last year.
    private static readonly Dictionary<string, (string First, string Last)> OfTertial = new() { ["outcome-ytd-last-year"] = ("2022-09-01", "2022-12-31"), ["outcome-ytd"] = ("2023-09-01", "2023-11-30") };

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["monthly"] = ["outcome-ytd-last-year", "outcome-ytd", "r12", "forecast-decided"], ["tertial"] = ["outcome-ytd-last-year", "outcome-ytd", "forecast-decided"],
        ["hr-economy"] = ["outcome-ytd-last-year", "outcome-ytd", "forecast-decided"], ["automation"] = ["outcome-period", "outcome-ytd"],
    };

    [Fact]
    public void What_was_published_is_given_again_to_the_byte_and_now_is_another()
    {
        published.First.Succeeded().Json.ShouldBeGoteborgs202311();
        published.Then.Succeeded().Output.Should().Be(published.First.Output);
        published.Now.Succeeded().Output.Should().NotBe(published.First.Output);
    }

    [Fact]
    public void The_comparison_lists_exactly_the_events_that_were_told_each_as_what_it_is()
    {
        var json = published.Changed.Succeeded().Json;
        var (listed, told) = (Events(json).ToArray(), published.Told.Select(t => (t.Source, t.Id, t.Change)).ToArray());
        listed.Except(told).Should().BeEmpty();
        told.Except(listed).Should().BeEmpty();
        listed.Should().HaveCount(1_000);
        (json.Text("comparedWith"), json.GetProperty("publishedDiffers").GetBoolean()).Should().Be(("now", false));
        (json.Text("publishedAt"), json.Text("asOf")).Should().NotBe((null, null)).And.Match<(string?, string?)>(p => p.Item2 == "2023-12-05T22:59:59Z");
        json.GetProperty("events").EnumerateArray().Should().OnlyContain(e => e.Number("revision") == (e.Text("change") == "correction" ? 1 : 0));
    }

    [Fact]
    public void Each_figure_changed_by_exactly_what_was_told_and_names_the_events_that_did_it()
    {
        var changed = published.Changed.Succeeded().Json.GetProperty("changed").EnumerateArray().ToDictionary(c => (c.Text("section"), c.Text("indicator"), c.Text("column")));
        var moved = 0;
        foreach (var (before, after) in Moved.Rows(published.First.Json, published.Now.Json))
        {
            foreach (var column in Columns[before.Text("section")!])
            {
                var told = Behind(before, column).ToArray();
                var place = (before.Text("section"), before.Text("indicator"), column);
                changed.ContainsKey(place).Should().Be(told.Length > 0, "{0}", place);
                if (told.Length == 0)
                {
                    after.Printed(column).Should().Be(before.Printed(column), "{0}", place);
                    continue;
                }

                moved++;
                ShouldHaveChanged(changed[place], before, after, column, told);
            }
        }

        moved.Should().Be(changed.Count).And.Be(40);
    }

    [Fact]
    public void For_people_it_counts_the_events_of_each_figure_and_of_all()
    {
        var text = published.ChangedForPeople.Succeeded().Output.Replace('\u00a0', ' ');
        var lines = text.Split('\n');
        lines[0].Should().Be("# Intraservice, Göteborg · 2023-11 · vad som ändrats");
        lines.Count(l => l.StartsWith("## ", StringComparison.Ordinal)).Should().Be(1);
        lines.Single(l => l.StartsWith("## ", StringComparison.Ordinal)).Should().Be("## 1 000 händelser ändrade dem");
        foreach (var figure in published.Changed.Json.GetProperty("changed").EnumerateArray())
        {
            var events = figure.GetProperty("events").EnumerateArray().ToArray();
            var (late, corrected) = (events.Count(e => e.Text("change") == "late"), events.Count(e => e.Text("change") == "correction"));
            lines.Should().Contain(l => l.Contains($"| {figure.Text("indicator")} | ", StringComparison.Ordinal) && l.EndsWith($" | {events.Length} | {late} | {corrected} |", StringComparison.Ordinal));
        }

        published.Told.Where(t => !text.Contains($"| {t.Source} | {t.Id} |", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_publication_a_comparison_needs_a_time()
    {
        published.TooEarly.Failed(2, "--compare: the report of 2023-11 was never published", "--as-of");
        (await published.Report("--compare", "2023-12-01", "--as-of", "2023-12-05")).Failed(2, "--compare: must be later");
        (await published.Report("--compare", "now", "--publish")).Failed(2, "--compare and --publish");
        (await published.Report("--compare", "now", "--format", "html")).Failed(2, "md or json");
    }

    [Fact]
    public void A_second_publication_is_the_base_after_it_and_nothing_has_changed_since()
    {
        var (first, second) = (published.Changed.Json, published.Unchanged.Succeeded().Json);
        second.GetProperty("changed").GetArrayLength().Should().Be(0);
        second.GetProperty("events").GetArrayLength().Should().Be(0);
        string.CompareOrdinal(second.Text("asOf"), first.Text("asOf")).Should().BePositive();
        string.CompareOrdinal(second.Text("publishedAt"), first.Text("publishedAt")).Should().BePositive();
        published.UnchangedForPeople.Succeeded().Output.Should().Contain("Inget tal har ändrats.").And.NotContain("|");
    }

    [Fact]
    public void A_conflict_is_listed_as_one_when_it_stands()
    {
        published.Contradicted.Number("conflicts").Should().Be(published.Contradictions.Count);
        var json = published.InConflict.Succeeded().Json;
        var outcome = json.GetProperty("changed").EnumerateArray().Single(c => c.Text("indicator") == "Löneärenden" && c.Text("column") == "outcome-ytd");
        var more = (int)(outcome.Number("after") - outcome.Number("before"))!.Value;
        var standing = published.Contradictions.Where(c => (more & c.Value) != 0).Select(c => c.Key).ToArray();
        standing.Should().NotBeEmpty().And.HaveCountLessThan(published.Contradictions.Count, "the hash decides for some and against others");
        Events(json).Should().BeEquivalentTo(standing.Select(id => ("goteborg/volymer", id, "conflict")));
    }

    private void ShouldHaveChanged(JsonElement figure, JsonElement before, JsonElement after, string column, Told[] told)
    {
        // All that was told of a ticket stands by a figure that it moved, its opening and its resolution.
        var facts = told.Select(t => t.Fact).ToHashSet();
        Events(figure).ToHashSet().SetEquals(published.Told.Where(t => facts.Contains(t.Fact)).Select(t => (t.Source, t.Id, t.Change))).Should().BeTrue("{0} {1} names what moved it", before.Text("id"), column);
        (figure.Number("before"), figure.Number("after")).Should().Be((before.Printed(column), after.Printed(column)));
        if (before.Counted().Where(c => c.Column == column).ToArray() is not [var counted])
        {
            // What was entered or decided: one event, and its number.
            after.Printed(column).Should().Be((before.Printed(column) ?? 0) + told.Single().Numerator);
            return;
        }

        var each = before.Text("id") == "certificates-time" ? 0.5m : 1;
        var (numerator, denominator) = (counted.Numerator + (each * told.Sum(t => t.Numerator)), counted.Denominator + told.Sum(t => t.Denominator));
        (figure.Number("numeratorBefore"), figure.Number("denominatorBefore"), figure.Number("numeratorAfter"), figure.Number("denominatorAfter")).Should().Be((counted.Numerator, counted.Denominator, numerator, denominator), "{0} {1}", before.Text("id"), column);
        after.Printed(column).Should().Be(decimal.Round(denominator is { } of ? numerator / of * 100 : numerator, 0, MidpointRounding.AwayFromZero));
    }

    // The events that move a row's column, by what was told of which day.
    private IEnumerable<Told> Behind(JsonElement row, string column)
    {
        var id = row.Text("id") == "certificates-time" ? "certificates" : row.Text("id");
        if (column == "forecast-decided") return published.Told.Where(t => t.Moves == ToldLater.Prognosis + id);
        var (first, last) = (row.Text("section") == "tertial" ? OfTertial : FromJanuary)[column];
        return published.Told.Where(t => t.Moves == id && t.Day >= DateOnly.Parse(first) && t.Day <= DateOnly.Parse(last));
    }

    private static IEnumerable<(string, string, string)> Events(JsonElement of) => of.GetProperty("events").EnumerateArray().Select(e => (e.Text("source")!, e.Text("id")!, e.Text("change")!));
}
