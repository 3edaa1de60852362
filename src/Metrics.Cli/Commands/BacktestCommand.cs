using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Host.Forecasts;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics backtest</c>: how each method would have fared on a measure's or a series' own history.</summary>
internal static class BacktestCommand
{
    private static readonly Option<int> Origins = new("--origins") { Description = "From how many earlier moments.", DefaultValueFactory = _ => 6 };
    private static readonly Option<int?> Apart = new("--apart") { Description = "How many values between them; a month, a week of days or a day of hours unless told otherwise." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("backtest", "How each method would have fared on the series' own history, against the seasonal naive one.");
        SeriesInput.AddTo(command);
        foreach (var option in (Option[])[Origins, Apart, Shared.Lang, Format]) command.Add(option);
        command.SetStoppable((parse, stop) => Task.FromResult(Run(parse, stop)));
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken stop)
    {
        var (origins, step) = (parse.GetValue(Origins), SeriesInput.StepOf(parse));
        if (origins < 1) throw new UsageException("--origins: at least 1");
        if (parse.GetValue(Apart) < 1) throw new UsageException("--apart: at least 1");
        var apart = parse.GetValue(Apart) ?? (step == Step.Month ? 1 : step.Season());
        if (SeriesInput.MeasureOf(parse) is { } question)
        {
            using var warehouse = Shared.Open(parse);
            Print(parse, [(question.Kpi.Kpis[0], new MeasureForecaster(warehouse).Backtest(question, origins, apart, stop))]);
            return 0;
        }

        var (series, horizon, done) = (SeriesInput.Read(parse), SeriesInput.HorizonOf(parse), 0);
        var tests = new IReadOnlyList<BacktestRow>[series.Length];
        using (var progress = new ProgressLine("backtest"))
        {
            Parallel.For(0, series.Length, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                tests[i] = RollingOrigin.Of(series[i].Regular.Values, step, horizon, origins, apart, stop);
                progress.Report(Interlocked.Increment(ref done), series.Length);
            });
        }

        Print(parse, [.. series.Zip(tests, (s, t) => (s.File.Id, t))]);
        return 0;
    }

    private static void Print(ParseResult parse, (string Series, IReadOnlyList<BacktestRow> Rows)[] tests)
    {
        if (parse.GetValue(Format) == "json")
        {
            Output.Json(tests.SelectMany(t => t.Rows.Select(r => ForecastJson.Of(t.Series, r))));
            return;
        }

        var culture = Shared.Culture(parse);
        foreach (var (series, rows) in tests) Table(series, rows, culture);
    }

    // A row a method, over all steps ahead; the best first.
    private static void Table(string series, IReadOnlyList<BacktestRow> rows, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        if (rows.Count == 0)
        {
            Console.WriteLine(sv ? $"{series}: för kort för att prövas" : $"{series}: too short to be tested");
            return;
        }

        Console.WriteLine(sv ? $"{series}, 1–{rows.Max(r => r.Horizon)} steg framåt" : $"{series}, 1–{rows.Max(r => r.Horizon)} steps ahead");
        var table = Output.Table(sv ? "Metod" : "Method", "MASE", "WAPE", sv ? "80 % höll" : "80 % held", sv ? "95 % höll" : "95 % held");
        for (var i = 1; i < 5; i++) table.Columns[i].RightAligned();
        foreach (var model in rows.GroupBy(r => r.Model).OrderBy(m => Mean(m, r => r.Mase) ?? double.MaxValue))
        {
            string Share(double? value, string format) => value is { } v ? (100 * v).ToString(format, culture) + " %" : "–";
            table.AddRow(new[]
            {
                model.Key, Mean(model, r => r.Mase)?.ToString("N3", culture) ?? "–", Share(Mean(model, r => r.Wape), "N1"), Share(Mean(model, r => r.Coverage80), "N0"), Share(Mean(model, r => r.Coverage95), "N0"),
            }.Select(t => new Text(t)));
        }

        Output.Terminal().Write(table);
    }

    private static double? Mean(IEnumerable<BacktestRow> rows, Func<BacktestRow, double?> of) => rows.Select(of).OfType<double>().ToArray() is { Length: > 0 } known ? known.Average() : null;
}
