using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Forecasting.Methods;
using Metrics.Host.Forecasts;
using Metrics.Intake.Series;
using Metrics.Reporting;
using Metrics.Warehouse.Queries;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics forecast</c>: what comes next, of a measure or of any series in a file.</summary>
internal static class ForecastCommand
{
    private static readonly Option<string?> Model = new("--model") { Description = "Of a file, one method alone, and what it says itself." };
    private static readonly Option<int?> Window = new("--window") { Description = "For ssa, its window." };
    private static readonly Option<bool> Total = new("--total") { Description = "Of a file, a row for the sum of the values too, with an interval of its own." };
    private static readonly Option<string?> Out = new("--out") { Description = "A CSV file; standard output when there is none." };
    private static readonly Option<string> Format = Shared.Format("table", "json", "csv");

    public static Command Create()
    {
        Model.AcceptOnlyFromAmong([.. Portfolio.Methods.Select(m => m.Name)]);
        var command = new Command("forecast", "What comes next, with intervals: of a measure, or of any series in a CSV file.");
        SeriesInput.AddTo(command);
        foreach (var option in (Option[])[Model, Window, Total, Out, Shared.Lang, Format]) command.Add(option);
        command.SetStoppable((parse, stop) => Task.FromResult(Run(parse, stop)));
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken stop)
    {
        if (parse.GetValue(Window) is not null && parse.GetValue(Model) != "ssa") throw new UsageException("--window is ssa's: name --model ssa too");
        if (SeriesInput.MeasureOf(parse) is { } question) Measure(parse, question);
        else Files(parse, stop);
        return 0;
    }

    private static void Measure(ParseResult parse, MeasureQuestion question)
    {
        if (parse.GetValue(Model) is not null || parse.GetValue(Total)) throw new UsageException("--model and --total are for the series of a file; 'metrics backtest' shows each method on a measure");
        using var warehouse = Shared.Open(parse);
        var rows = new MeasureForecaster(warehouse).Forecast(question);
        if (rows.Count == 0) throw new QuestionException($"nothing is known of {question.Kpi.Kpis[0]} in {question.Kpi.Organisation.Id} to forecast from");
        if (BesideService.PathOf(parse, Out) is { } file) File.WriteAllText(file, Csv(rows));
        else if (parse.GetValue(Format) == "csv") Console.Write(Csv(rows));
        else if (parse.GetValue(Format) == "json") Output.Json(rows.Select(ForecastJson.Of));
        else Table(rows, Shared.Culture(parse));
    }

    private static void Table(IReadOnlyList<MeasureRow> rows, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        // A share needs its decimals, a count has none.
        var format = rows.Max(r => r.Forecast.High95) switch { <= 1 => "N3", < 100 => "N1", _ => "N0" };
        var table = Output.Table("Period", sv ? "Prognos" : "Forecast", "80 %", "95 %", sv ? "Modell" : "Model");
        for (var i = 1; i < 4; i++) table.Columns[i].RightAligned();
        foreach (var (period, f, model) in rows)
        {
            string N(double value) => value.ToString(format, culture);
            table.AddRow(new[] { period, N(f.Mean), $"{N(f.Low80)}–{N(f.High80)}", $"{N(f.Low95)}–{N(f.High95)}", model }.Select(t => new Text(t)));
        }

        Output.Terminal().Write(table);
    }

    private static string Csv(IReadOnlyList<MeasureRow> rows)
        => "period,mean,lo80,hi80,lo95,hi95,model\n" + string.Concat(rows.Select(r => $"{r.Period},{Numbers(r.Forecast)},{CsvReport.Field(r.Model)}\n"));

    private static string Numbers(Forecast? f)
    {
        double?[] numbers = [f?.Mean, f?.Low80, f?.High80, f?.Low95, f?.High95];
        return string.Join(',', numbers.Select(n => n is { } known && double.IsFinite(known) ? CsvReport.Field(known) : ""));
    }

    private static void Files(ParseResult parse, CancellationToken stop)
    {
        var horizon = SeriesInput.HorizonOf(parse);
        var method = parse.GetValue(Model) is { } name ? Portfolio.Methods.Single(m => m.Name == name) : null;
        if (parse.GetValue(Window) is { } window) method = new SingularSpectrum(window);
        var series = SeriesInput.Read(parse);
        var rows = new IReadOnlyList<string>[series.Length];
        var options = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var done = 0;
        using (var progress = new ProgressLine("forecast"))
        {
            // Each series by itself: what it gets never depends on the others.
            Parallel.For(0, series.Length, options, i =>
            {
                rows[i] = Rows(series[i].File, series[i].Regular, horizon, method, parse.GetValue(Total));
                progress.Report(Interlocked.Increment(ref done), series.Length);
            });
        }

        using var output = parse.GetValue(Out) is { } file ? new StreamWriter(file) : new StreamWriter(Console.OpenStandardOutput());
        output.WriteLine("unique_id,ds,mean,lo80,hi80,lo95,hi95,model");
        foreach (var row in rows.SelectMany(r => r)) output.WriteLine(row);
    }

    private static List<string> Rows(FileSeries series, RegularSeries regular, int horizon, IForecastMethod? method, bool total)
    {
        string Row(string moment, Forecast? f, string model) => $"{CsvReport.Field(series.Id)},{moment},{Numbers(f)},{model}";
        string Moment(int h) => series.Moments.Format(regular.At(regular.Values.Length + h));
        var forecast = method is null ? SeriesForecaster.Forecast(regular.Values, regular.Step, horizon) : SeriesForecaster.ByOne(method, regular.Values, regular.Step, horizon);
        if (forecast is null) return [.. Enumerable.Range(0, horizon).Select(h => Row(Moment(h), null, "none"))];
        return [.. forecast.Values.Select((f, h) => Row(Moment(h), f, forecast.Model)), .. total ? [Row("total", forecast.Total, forecast.Model)] : Array.Empty<string>()];
    }
}
