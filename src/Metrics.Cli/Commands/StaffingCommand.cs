using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Forecasting.Staffing;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics staffing</c>: how many must answer for calls to be answered in time.</summary>
internal static class StaffingCommand
{
    // As many agents less and more as make the choice plain.
    private const int Around = 3;

    private static readonly Option<double> Calls = new("--calls") { Description = "Calls that come in the interval.", Required = true };
    private static readonly Option<string> By = new("--by") { Description = "The interval.", DefaultValueFactory = _ => "30min" };
    private static readonly Option<double> Handling = new("--handling") { Description = "Mean seconds that a call takes an agent, after-work included.", Required = true };
    private static readonly Option<double> Within = new("--within") { Description = "Seconds that an answer may take.", DefaultValueFactory = _ => 120 };
    private static readonly Option<double> Share = new("--share") { Description = "Per cent of the calls offered that are to be answered in that time.", DefaultValueFactory = _ => 92 };
    private static readonly Option<double?> Patience = new("--patience") { Description = "Mean seconds that callers wait before they hang up (Erlang A); without it they wait for ever (Erlang C)." };

    public static Command Create()
    {
        By.AcceptOnlyFromAmong("30min", "hour");
        var format = Shared.Format("table", "json");
        var command = new Command("staffing", "How many must answer, for a share of the calls to be answered in time.") { Calls, By, Handling, Within, Share, Patience, format };
        command.SetAction(parse =>
        {
            var (calls, handling, within, share, patience) = (parse.GetValue(Calls), parse.GetValue(Handling), parse.GetValue(Within), parse.GetValue(Share), parse.GetValue(Patience));
            Require(calls is >= 0 and <= 100_000, "--calls: 0 to 100 000");
            Require(handling is > 0 and <= 36_000, "--handling: above 0 and at most 36 000 seconds");
            Require(within is >= 0 and <= 36_000, "--within: 0 to 36 000 seconds");
            Require(share is > 0 and < 100, "--share: above 0 and below 100 per cent");
            Require(patience is null or > 0 and <= 36_000, "--patience: above 0 and at most 36 000 seconds");
            var load = new QueueLoad(parse.GetValue(By) == Step.Hour.Name() ? calls : 2 * calls, handling);
            var fewest = Erlang.Fewest(load, share / 100, within, patience);
            var rows = Enumerable.Range(Math.Max(1, fewest.Agents - Around), (2 * Around) + 1).Select(n => Erlang.Service(load, n, within, patience)).ToArray();
            if (parse.GetValue(format) == "json") Json(load, fewest, rows, patience);
            else Print(load, fewest, rows, within, share, patience);
        });
        return command;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new UsageException(message);
    }

    private static void Json(QueueLoad load, QueueService fewest, QueueService[] rows, double? patience) => Output.Json(new
    {
        model = patience is null ? "erlang-c" : "erlang-a",
        erlangs = load.Erlangs,
        agents = fewest.Agents,
        rows = rows.Select(r => new { agents = r.Agents, answeredWithin = r.AnsweredWithin, abandoned = r.Abandoned, meanWaitSeconds = double.IsFinite(r.MeanWaitSeconds) ? r.MeanWaitSeconds : (double?)null, occupancy = r.Occupancy }),
    });

    private static void Print(QueueLoad load, QueueService fewest, QueueService[] rows, double within, double share, double? patience)
    {
        string N(double n, string format) => double.IsFinite(n) ? n.ToString(format, Shared.Swedish) : "–";
        Console.WriteLine($"{(patience is null ? "Erlang C" : "Erlang A")}: {N(load.Erlangs, "0.##")} erlang; {fewest.Agents} agenter för {N(share, "0.#")} % inom {N(within, "0.#")} s");
        Console.WriteLine("agenter   inom tiden   tappade   medelväntan   beläggning");
        foreach (var r in rows)
        {
            var mark = r.Agents == fewest.Agents ? "→" : " ";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mark}{r.Agents,6}   {N(r.AnsweredWithin, "0.0 %"),10}   {N(r.Abandoned, "0.0 %"),7}   {N(r.MeanWaitSeconds, "0.0 s"),11}   {N(r.Occupancy, "0.0 %"),10}"));
        }
    }
}
