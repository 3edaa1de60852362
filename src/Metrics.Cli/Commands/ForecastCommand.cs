using System.CommandLine;
using Metrics.Forecasting;
using Metrics.Forecasting.Methods;
using Metrics.Intake.Series;
using Metrics.Reporting;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics forecast</c>: what comes next, of any series in a file.</summary>
internal static class ForecastCommand
{
    private const int MostSteps = 10_000;

    private static readonly Option<string?> Input = new("--input") { Description = "A CSV file of series, gzipped or not: unique_id,ds,y; empty y is missing.", Required = true };
    private static readonly Option<string> By = new("--by") { Description = "How far apart the values are.", DefaultValueFactory = _ => "month" };
    private static readonly Option<int> Horizon = new("--horizon") { Description = "How many values to forecast.", Required = true };
    private static readonly Option<string?> Model = new("--model") { Description = "One method alone, and what it says itself." };
    private static readonly Option<int?> Window = new("--window") { Description = "For ssa, its window." };
    private static readonly Option<bool> Total = new("--total") { Description = "A row for the sum of the values too, with an interval of its own." };
    private static readonly Option<string?> Columns = new("--columns") { Description = "Other headers: id=…,ds=…,y=…" };
    private static readonly Option<string?> Out = new("--out") { Description = "A CSV file; standard output when there is none." };

    public static Command Create()
    {
        By.AcceptOnlyFromAmong([.. Enum.GetValues<Step>().Select(s => s.Name())]);
        Model.AcceptOnlyFromAmong([.. Portfolio.Methods.Select(m => m.Name)]);
        var command = new Command("forecast", "What comes next, with intervals: of any series in a CSV file.") { Input, By, Horizon, Model, Window, Total, Columns, Out };
        command.SetStoppable((parse, stop) => Task.FromResult(Run(parse, stop)));
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken stop)
    {
        var horizon = parse.GetValue(Horizon);
        if (horizon is < 1 or > MostSteps) throw new UsageException($"--horizon {horizon}: 1 to {MostSteps} values can be forecast");
        var (step, path) = (Steps.Find(parse.GetValue(By)!)!.Value, parse.GetValue(Input)!);
        if (parse.GetValue(Window) is not null && parse.GetValue(Model) != "ssa") throw new UsageException("--window is ssa's: name --model ssa too");
        var method = parse.GetValue(Model) is { } name ? Portfolio.Methods.Single(m => m.Name == name) : null;
        if (parse.GetValue(Window) is { } window) method = new SingularSpectrum(window);
        var series = SeriesFile.Read(path, ColumnsOf(parse.GetValue(Columns))).Select(s => (File: s, Regular: Regular(path, s, step))).ToArray();
        var rows = new IReadOnlyList<string>[series.Length];
        var options = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount };
        // Each series by itself: what it gets never depends on the others.
        Parallel.For(0, series.Length, options, i => rows[i] = Rows(series[i].File, series[i].Regular, horizon, method, parse.GetValue(Total)));
        using var output = parse.GetValue(Out) is { } file ? new StreamWriter(file) : new StreamWriter(Console.OpenStandardOutput());
        output.WriteLine("unique_id,ds,mean,lo80,hi80,lo95,hi95,model");
        foreach (var row in rows.SelectMany(r => r)) output.WriteLine(row);
        return 0;
    }

    private static RegularSeries Regular(string path, FileSeries series, Step step)
    {
        try
        {
            return RegularSeries.Of([.. series.Values.Select(v => (v.At, v.Value))], step);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: series {series.Id}: {e.Message}; --by says how far apart values are", e);
        }
    }

    private static List<string> Rows(FileSeries series, RegularSeries regular, int horizon, IForecastMethod? method, bool total)
    {
        string Row(string moment, Forecast? f, string model)
        {
            double?[] numbers = [f?.Mean, f?.Low80, f?.High80, f?.Low95, f?.High95];
            return string.Join(',', [CsvReport.Field(series.Id), moment, .. numbers.Select(n => n is { } known && double.IsFinite(known) ? CsvReport.Field(known) : ""), model]);
        }

        string Moment(int h) => series.Moments.Format(regular.At(regular.Values.Length + h));
        var forecast = method is null ? SeriesForecaster.Forecast(regular.Values, regular.Step, horizon) : SeriesForecaster.ByOne(method, regular.Values, regular.Step, horizon);
        if (forecast is null) return [.. Enumerable.Range(0, horizon).Select(h => Row(Moment(h), null, "none"))];
        return [.. forecast.Values.Select((f, h) => Row(Moment(h), f, forecast.Model)), .. total ? [Row("total", forecast.Total, forecast.Model)] : Array.Empty<string>()];
    }

    private static SeriesColumns ColumnsOf(string? given)
    {
        var columns = new SeriesColumns();
        foreach (var part in given?.Split(',') ?? [])
        {
            columns = part.Split('=', 2) switch
            {
                ["id", var id] => columns with { Id = id },
                ["ds", var moment] => columns with { Moment = moment },
                ["y", var value] => columns with { Value = value },
                _ => throw new UsageException($"--columns '{part}': id=…,ds=…,y=… are wanted"),
            };
        }

        return columns;
    }
}
