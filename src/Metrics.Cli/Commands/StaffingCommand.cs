using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Forecasting.Staffing;
using Metrics.Host.Forecasts;
using Metrics.Warehouse.Queries;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics staffing</c>: how many must answer for calls to be answered in time.</summary>
internal static class StaffingCommand
{
    // As many agents less and more as make the choice plain.
    private const int Around = 3;

    private static readonly Option<double?> Calls = new("--calls") { Description = "Calls that come in the interval." };
    private static readonly Option<string?> Measure = new("--forecast") { Description = "Instead of --calls, a measure that is forecast by half-hours: contacts-offered." };
    private static readonly Option<string?> Day = new("--day") { Description = "Of a forecast, the day; the next that isn't known unless told otherwise." };
    private static readonly Option<string> By = new("--by") { Description = "The interval.", DefaultValueFactory = _ => "30min" };
    private static readonly Option<double> Handling = new("--handling") { Description = "Mean seconds that a call takes an agent, after-work included.", Required = true };
    private static readonly Option<double> Within = new("--within") { Description = "Seconds that an answer may take.", DefaultValueFactory = _ => 120 };
    private static readonly Option<double> Share = new("--share") { Description = "Per cent of the calls offered that are to be answered in that time.", DefaultValueFactory = _ => 92 };
    private static readonly Option<double?> Patience = new("--patience") { Description = "Mean seconds that callers wait before they hang up (Erlang A); without it they wait for ever (Erlang C)." };

    public static Command Create()
    {
        By.AcceptOnlyFromAmong("30min", "hour");
        var format = Shared.Format("table", "json");
        var command = new Command("staffing", "How many must answer, for a share of the calls to be answered in time.") { Calls, By, Measure, Day, Handling, Within, Share, Patience, Shared.Lang, format };
        CutOptions.AddTo(command);
        command.SetAction(parse =>
        {
            var goal = new StaffingGoal(parse.GetValue(Handling), parse.GetValue(Within), parse.GetValue(Share), parse.GetValue(Patience));
            if (goal.Fault is { } fault) throw new UsageException($"--{fault}");
            Require(parse.GetValue(Calls) is null != parse.GetValue(Measure) is null, "name the calls of an interval (--calls) or a measure to forecast them (--forecast contacts-offered)");
            if (parse.GetValue(Measure) is { } measure)
            {
                Plan(parse, measure, goal, parse.GetValue(format) == "json");
                return;
            }

            var (calls, within, share, patience) = (parse.GetValue(Calls)!.Value, goal.WithinSeconds, goal.SharePercent, goal.PatienceSeconds);
            Require(calls is >= 0 and <= 100_000, "--calls: 0 to 100 000");
            var load = new QueueLoad(parse.GetValue(By) == Step.Hour.Name() ? calls : 2 * calls, goal.HandlingSeconds);
            var fewest = goal.Fewest(load.CallsAnHour);
            var rows = Enumerable.Range(Math.Max(1, fewest.Agents - Around), (2 * Around) + 1).Select(n => Erlang.Service(load, n, within, patience)).ToArray();
            if (parse.GetValue(format) == "json") Json(load, fewest, rows, patience);
            else Print(load, fewest, rows, within, share, patience);
        });
        return command;
    }

    // Of a day's forecast, half-hour by half-hour.
    private static void Plan(ParseResult parse, string measure, StaffingGoal goal, bool asJson)
    {
        var calls = CutOptions.Question(parse) with { Kpis = [measure] };
        using var warehouse = Shared.Open(parse);
        var rows = new StaffingPlan(warehouse).Of(calls, Shared.Day(parse, Day), goal);
        if (rows.Count == 0) throw new QuestionException($"nothing is known of {measure} in {calls.Organisation.Id} to forecast from, or it is closed");
        if (asJson)
        {
            Output.Json(ForecastJson.Of(rows, goal));
            return;
        }

        var culture = Shared.Culture(parse);
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var table = Output.Table(sv ? "Halvtimme" : "Half hour", sv ? "Samtal" : "Calls", "80 %", sv ? "Agenter" : "Agents", sv ? "för 80 %" : "for 80 %", sv ? "Inom tiden" : "In time", sv ? "Beläggning" : "Occupancy");
        for (var i = 1; i < 7; i++) table.Columns[i].RightAligned();
        foreach (var r in rows)
        {
            string N(double n) => n.ToString("N1", culture);
            string Share(double n) => (100 * n).ToString("N1", culture) + " %";
            table.AddRow(new[] { r.Period, N(r.Calls.Mean), $"{N(r.Calls.Low80)}–{N(r.Calls.High80)}", $"{r.Service.Agents}", $"{r.AgentsHigh}", Share(r.Service.AnsweredWithin), Share(r.Service.Occupancy) }.Select(t => new Text(t)));
        }

        Output.Terminal().Write(table);
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
