using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>A second more until each call is answered: svarsservice falls by the calls that it takes over the threshold, and nothing else moves.</summary>
[Collection(DemoChangesCollection.Name)]
public sealed class SlowerQueueTests(DemoFolder demo, SlowerQueue slower) : IClassFixture<SlowerQueue>
{
    // Within means at most: who waited 119 seconds is still answered within 120, who waited 120 no longer is.
    private const string Over = "outcome = 'answered' AND wait > 119 AND wait <= 120";

    [Fact]
    public async Task The_reports_svarsservice_falls_by_the_calls_over_the_threshold_and_no_other_row_moves()
    {
        var over = slower.Calls(Over);
        over.Should().BePositive().And.BeGreaterThan(slower.Calls("outcome = 'answered' AND wait = 120") - 1);
        foreach (var (before, after) in Moved.Rows(await demo.Report("2021-08", DemoFolder.Linkoping), await slower.Ask("report", "2021-08")))
        {
            if (before.Text("id") != "kl-service-level")
            {
                after.GetRawText().Should().Be(before.GetRawText());
                continue;
            }

            after.BesidesOutcomes().Should().Be(before.BesidesOutcomes());
            var (_, period, numerator, denominator) = before.Counted().Single(c => c.Column == "outcome-ytd");
            (period, numerator, denominator).Should().Be(("2021-01..2021-08", slower.Calls("outcome = 'answered' AND wait <= 120"), slower.Calls("outcome = 'answered'")));
            after.Counted().Should().Equal(before.Counted().Select(c => c with { Numerator = c.Numerator - over }));
            after.Number("outcomeYtd").Should().Be(decimal.Round((numerator - over) / denominator!.Value * 100, 0, MidpointRounding.AwayFromZero)).And.BeLessThan(before.Number("outcomeYtd")!.Value);
        }
    }

    [Theory]
    [InlineData(120)]
    [InlineData(60)]
    public async Task All_four_variants_of_each_month_are_what_counting_says(int threshold)
    {
        string[] question = ["kpi", "service-level", "--from", "2021-01", "--to", "2021-09", "--by", "month", "--unit", "Kontakt Linköping", "--variants"];
        var fast = (await demo.Run([.. question, "--organisation", DemoFolder.Linkoping, "--format", "json"])).Succeeded().Json.EnumerateArray().ToArray();
        var slow = (await slower.Ask(question)).EnumerateArray().ToArray();
        foreach (var month in Enumerable.Range(1, 8).Select(m => $"2021-{m:00}"))
        {
            decimal Of(string condition) => slower.Calls(condition, month);
            var (answered, abandoned, longer) = (Of("outcome = 'answered'"), Of("outcome = 'abandoned'"), Of("outcome = 'abandoned' AND wait > 11"));
            var gaveUp = Of($"outcome = 'abandoned' AND wait <= {threshold}");
            foreach (var (figures, seconds) in (((JsonElement[], int)[])[(fast, 0), (slow, 1)]))
            {
                var within = Of($"outcome = 'answered' AND wait + {seconds} <= {threshold}");
                (string, decimal, decimal)[] expected =
                [
                    ($"of-answered-{threshold}", within, answered), ($"of-offered-{threshold}", within, answered + abandoned),
                    ($"of-offered-less-short-{threshold}", within, answered + longer), ($"handled-within-{threshold}", within + gaveUp, answered + abandoned),
                ];
                figures.Where(f => f.Text("period") == month && f.Number("threshold") == threshold).Select(f => (f.Text("variant")!, f.Number("numerator")!.Value, f.Number("denominator")!.Value)).Should().BeEquivalentTo(expected);
            }

            Of($"outcome = 'answered' AND wait > {threshold - 1} AND wait <= {threshold}").Should().BePositive("the second matters in {0}", month);
        }
    }

    [Fact]
    public async Task Of_all_KPIs_only_those_of_the_wait_move()
    {
        string[] question = ["kpi", "--from", "2020-01", "--to", "2021-09", "--by", "month", "--variants", "--per", "unit"];
        var before = (await demo.Run([.. question, "--organisation", DemoFolder.Linkoping, "--format", "json"])).Succeeded().Json.EnumerateArray().ToArray();
        var after = (await slower.Ask(question)).EnumerateArray().ToArray();
        after.Should().HaveCount(before.Length).And.HaveCountGreaterThan(1_000);
        var moved = before.Zip(after).Where(p => p.First.GetRawText() != p.Second.GetRawText()).ToArray();
        moved.Select(p => p.First.Text("kpi")).Distinct().Should().BeEquivalentTo("service-level", "speed-of-answer");
        moved.Select(p => p.First.Text("unit")).Distinct().Should().Equal("Kontakt Linköping");
        // The sum of the waits grows by a second for each call that was answered.
        foreach (var (fast, slow) in moved.Where(p => p.First.Text("kpi") == "speed-of-answer"))
            (slow.Number("numerator") - fast.Number("numerator"), slow.Number("denominator")).Should().Be((slower.Calls("outcome = 'answered'", fast.Text("period")), fast.Number("denominator")));
    }
}
