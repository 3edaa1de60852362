using System.Globalization;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary><c>metrics forecast --input</c>: any series of a file.</summary>
public sealed class ForecastTests
{
    private const string Header = "unique_id,ds,mean,lo80,hi80,lo95,hi95,model";

    [Fact]
    public async Task Each_series_gets_its_rows_and_its_sum_whatever_else_is_in_the_file()
    {
        using var place = new Workplace();
        place.Write("both.csv", "unique_id,ds,y\n" + Months("calls", 60) + Months("tickets", 30));
        place.Write("one.csv", "unique_id,ds,y\n" + Months("tickets", 30));
        var both = (await place.Run("forecast", "--input", "both.csv", "--by", "month", "--horizon", "3", "--total")).Succeeded().Lines;
        both[0].Should().Be(Header);
        both.Skip(1).Select(l => string.Join(',', l.Split(',')[..2])).Should().Equal(
            "calls,2025-01-01", "calls,2025-02-01", "calls,2025-03-01", "calls,total", "tickets,2022-07-01", "tickets,2022-08-01", "tickets,2022-09-01", "tickets,total");
        foreach (var row in both.Skip(1).Select(l => l.Split(',')))
        {
            var numbers = row[2..7].Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray();
            new[] { numbers[3], numbers[1], numbers[0], numbers[2], numbers[4] }.Should().BeInAscendingOrder();
            row[7].Should().Be(row[0] == "calls" ? "middle of 8" : "middle of 7", "three years of it are too few for one of them");
        }

        (await place.Run("forecast", "--input", "one.csv", "--horizon", "3", "--total", "--out", "out.csv")).Succeeded().Output.Should().BeEmpty();
        (await File.ReadAllLinesAsync(place.At("out.csv"))).Skip(1).Should().Equal(both.Skip(5), "a series' forecast depends on nothing but itself");
    }

    [Fact]
    public async Task One_method_alone_prints_what_it_says_and_whose_it_is()
    {
        using var place = new Workplace();
        place.Write("in.csv", "queue,when,n\n" + Months("calls", 36));
        var naive = (await place.Run("forecast", "--input", "in.csv", "--columns", "id=queue,ds=when,y=n", "--horizon", "2", "--model", "snaive")).Succeeded().Lines;
        naive.Should().Equal(Header, "calls,2023-01-01,124,,,,,snaive", "calls,2023-02-01,125,,,,,snaive");
        var spectrum = (await place.Run("forecast", "--input", "in.csv", "--columns", "id=queue,ds=when,y=n", "--horizon", "1", "--model", "ssa", "--window", "6")).Succeeded().Lines;
        spectrum[1].Should().EndWith(",ssa (stand-in)", "nobody must believe that ML.NET computed it");
    }

    [Fact]
    public async Task A_series_of_which_nothing_is_known_has_no_figures_and_never_zeros()
    {
        using var place = new Workplace();
        place.Write("in.csv", "unique_id,ds,y\nempty,2024-01-01,\n");
        (await place.Run("forecast", "--input", "in.csv", "--by", "day", "--horizon", "1")).Succeeded().Lines.Should().Equal(Header, "empty,2024-01-02,,,,,,none");
    }

    [Theory]
    [InlineData("a,2024-01-01,1\na,2024-01-01,2\n", "day", "in.csv: series a: there are two values of 2024-01-01 00:00; --by says how far apart values are")]
    [InlineData("a,2024-01-01,x\n", "day", "in.csv:2: y 'x' is no number; missing values are left empty")]
    [InlineData("a,2024-01-01,1\n", "week", "Argument 'week' not recognized")]
    public async Task What_is_wrong_is_said_in_one_line(string rows, string by, string message)
    {
        using var place = new Workplace();
        place.Write("in.csv", "unique_id,ds,y\n" + rows);
        (await place.Run("forecast", "--input", "in.csv", "--by", by, "--horizon", "1")).Failed(2, message);
    }

    [Fact]
    public async Task Staffing_says_how_many_must_answer_and_what_one_more_or_less_does()
    {
        using var place = new Workplace();
        string[] handbook = ["staffing", "--calls", "100", "--handling", "180", "--within", "20", "--share", "80"];
        var text = (await place.Run(handbook)).Succeeded().Output;
        text.Should().StartWith("Erlang C: 10 erlang; 14 agenter för 80 % inom 20 s").And.Contain("→    14       88,8 %");
        var json = (await place.Run([.. handbook, "--patience", "60", "--format", "json"])).Succeeded().Json;
        (json.GetProperty("model").GetString(), json.GetProperty("agents").GetInt32()).Should().Be(("erlang-a", 12));
        (await place.Run("staffing", "--calls", "100", "--handling", "0")).Failed(2, "--handling: above 0 and at most 36 000 seconds");
    }

    // January is 100, each month of a year one more, each year twelve more.
    private static string Months(string id, int months) => string.Concat(Enumerable.Range(0, months).Select(t => $"{id},{2020 + (t / 12)}-{1 + (t % 12):00}-01,{100 + t}\n"));
}
