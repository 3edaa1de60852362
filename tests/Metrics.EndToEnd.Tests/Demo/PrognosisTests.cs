using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>What is expected: of Göteborg's year in its report, and of measures by themselves.</summary>
[Collection(DemoReceiptsCollection.Name)]
public sealed class PrognosisTests(DemoFolder demo)
{
    [Fact]
    public async Task Every_volume_the_stocks_and_the_SLA_have_the_models_prognosis_with_its_interval_and_a_status()
    {
        var rows = (await demo.Report("2023-11", DemoFolder.Goteborg)).GetProperty("rows").EnumerateArray().ToArray();
        var expected = rows.Where(r => r.Text("section") == "monthly" || (r.Text("section") == "tertial" && r.Text("indicator") != "Nöjd Kund Index (NKI)")).ToArray();
        expected.Should().HaveCount(10);
        foreach (var row in expected)
        {
            var (low, mean, high) = (row.Number("forecastLow")!.Value, row.Number("forecastFullYear")!.Value, row.Number("forecastHigh")!.Value);
            (low <= mean && mean <= high && low < high).Should().BeTrue("{0}: {1} to {2} around {3}", row.Text("indicator"), low, high, mean);
            if (row.Text("section") == "monthly") low.Should().BeGreaterThan(row.Number("outcomeYtd")!.Value, "December is still to come");
            row.Text("forecastStatus").Should().NotBe("not-assessable");
            // Its window of thirteen months needs two of them.
            var methods = row.GetProperty("forecast").GetProperty("members").EnumerateArray().Select(m => m.Text("method"));
            if (row.GetProperty("forecast").Number("months") > 26) methods.Should().Contain("ssa (stand-in)");
            else methods.Should().NotBeEmpty();
        }
    }

    [Fact]
    public async Task The_79_000_payroll_cases_that_were_decided_carry_their_warning()
    {
        var row = (await demo.Report("2023-11", DemoFolder.Goteborg)).GetProperty("rows").EnumerateArray().Single(r => r.Text("indicator") == "Löneärenden");
        (row.GetProperty("decidedOutOfReach").GetBoolean(), row.Text("forecastStatus")).Should().Be((true, "not-met"));
        demo.Ran.Output.Replace('\u00a0', ' ').Should().Contain("Den beslutade prognosen 79 000 kräver 13 677 under resten av året; modellen väntar").And.Contain("förra året blev det 6 134");
    }

    [Fact]
    public async Task A_prognosis_says_what_each_method_makes_of_the_year_and_is_the_same_again()
    {
        string[] explain = ["explain", "cell", "Löneärenden", "--column", "forecast-model", "--period", "2023-11", "--organisation", DemoFolder.Goteborg, "--lang", "en"];
        var receipt = (await demo.Run(explain)).Succeeded().Output;
        receipt.Should().MatchRegex(@"forecast by middle of \d, from 2023-12-01, learnt from 47 months").And.MatchRegex(@"theta: \d\d,\d{3}, weight 0\.\d\d").And.MatchRegex(@"ssa \(stand-in\): \d\d,\d{3}, weight \d\.\d\d").And.Contain("the same");
        (await demo.Run(explain)).Succeeded().Output.Should().Be(receipt);
    }

    [Fact]
    public async Task A_measures_next_months_are_what_the_reports_year_rests_on()
    {
        var december = (await demo.Run("forecast", "payroll-cases", "--organisation", DemoFolder.Goteborg, "--horizon", "1", "--format", "json")).Succeeded().Json[0];
        december.EnumerateObject().Select(p => p.Name).Should().Equal("period", "mean", "lo80", "hi80", "lo95", "hi95", "model");
        december.Text("period").Should().Be("2023-12");
        var row = (await demo.Report("2023-11", DemoFolder.Goteborg)).GetProperty("rows").EnumerateArray().Single(r => r.Text("indicator") == "Löneärenden");
        decimal.Round(row.Number("outcomeYtd")!.Value + december.Number("mean")!.Value, MidpointRounding.AwayFromZero).Should().Be(row.Number("forecastFullYear"));
    }

    [Fact]
    public async Task The_next_years_come_with_a_target_to_propose_and_how_far_off_such_forecasts_were()
    {
        var rows = (await demo.Run("plan", "--organisation", DemoFolder.Goteborg, "--format", "json")).Succeeded().Json.EnumerateArray().Where(r => r.Text("indicator") == "payroll-cases").ToArray();
        rows.Select(r => r.Number("year")).Should().Equal(2024, 2025);
        foreach (var row in rows)
        {
            row.Number("value").Should().BeInRange(60_000, 85_000);
            (row.Number("low80") < row.Number("value") && row.Number("value") < row.Number("high80")).Should().BeTrue();
            Math.Abs(row.Number("proposedTarget")!.Value - row.Number("value")!.Value).Should().BeLessThanOrEqualTo(50, "three digits of it");
            row.Number("errorOneYear").Should().BeInRange(0, 0.5m);
        }

        (await demo.Run("plan", "2022", "--organisation", DemoFolder.Goteborg)).Failed(2, "2022 is over: goteborg-intraservice is known to 2023-11-30");
    }

    [Fact]
    public async Task Half_hours_add_up_to_their_day_and_are_nothing_while_closed()
    {
        JsonElement[] Rows(Ran ran) => [.. ran.Succeeded().Json.EnumerateArray()];
        var day = Rows(await demo.Run("forecast", "contacts-offered", "--by", "day", "--organisation", "demo", "--origin", "2023-03-14", "--horizon", "1", "--format", "json")).Single();
        var halves = Rows(await demo.Run("forecast", "contacts-offered", "--by", "30min", "--organisation", "demo", "--origin", "2023-03-14", "--format", "json"));
        halves.Select(h => h.Text("period")).Should().HaveCount(48).And.StartWith("2023-03-14T00:00").And.EndWith("2023-03-14T23:30");
        halves.Sum(h => h.Number("mean")!.Value).Should().BeApproximately(day.Number("mean")!.Value, 0.001m);
        halves[6].Number("hi95").Should().Be(0, "nobody calls at three in the night");
        var came = (await demo.Run("kpi", "contacts-offered", "--from", "2023-03-14", "--to", "2023-03-15", "--organisation", "demo", "--format", "json")).Succeeded().Json.EnumerateArray().ToArray().The("contacts-offered").Number("value")!.Value;
        day.Number("mean")!.Value.Should().BeInRange(came * 0.85m, came * 1.15m, "that day's calls were {0}", came);
    }

    [Fact]
    public async Task A_backtest_scores_every_method_at_every_step_against_the_naive_one()
    {
        var rows = (await demo.Run("backtest", "payroll-cases", "--organisation", DemoFolder.Goteborg, "--horizon", "3", "--format", "json")).Succeeded().Json.EnumerateArray().ToArray();
        rows.GroupBy(r => r.Text("model")).Should().OnlyContain(m => m.Count() == 3);
        rows.Select(r => r.Text("model")).Should().Contain(["combination", "snaive", "theta", "ets", "ssa (stand-in)"]);
        rows.Where(r => r.Text("model") == "combination").Should().OnlyContain(r => r.Number("mase") > 0 && r.Number("wape") > 0 && r.Number("coverage80") <= 1 && r.Number("coverage95") >= r.Number("coverage80"));
        (await demo.Run("backtest", "payroll-cases", "--organisation", DemoFolder.Goteborg)).Succeeded().Output.Should().Contain("payroll-cases, 1–12 steg framåt").And.Contain("combination");
    }

    [Theory]
    [InlineData("there is no KPI 'payrol-cases'; did you mean", "payrol-cases")]
    [InlineData("name a measure of the warehouse (contacts-offered) or a file of series (--input)")]
    [InlineData("--by hour: a measure is forecast by month, day or 30min", "payroll-cases", "--by", "hour")]
    [InlineData("--horizon 0: 1 to 10000 values can be forecast", "payroll-cases", "--horizon", "0")]
    [InlineData("payroll-cases is counted by the day", "payroll-cases", "--by", "30min")]
    [InlineData("nothing is known of e-courses in goteborg-intraservice to forecast from", "e-courses")]
    public async Task What_cant_be_forecast_is_said_in_one_line(string message, params string[] asked)
        => (await demo.Run(["forecast", .. asked, "--organisation", DemoFolder.Goteborg])).Failed(2, message);
}
