using System.CommandLine;
using Metrics.Forecasting;
using Metrics.Host.Forecasts;
using Metrics.Intake.Series;
using Metrics.ServiceDesk;

namespace Metrics.Cli;

/// <summary>What commands forecast: series in a file, or a measure of the warehouse.</summary>
internal static class SeriesInput
{
    private const int MostSteps = 10_000;

    public static readonly Argument<string?> Measure = new("measure") { Description = "A KPI of the warehouse: contacts-offered, service-level, payroll-cases, ….", Arity = ArgumentArity.ZeroOrOne };
    public static readonly Option<string?> Input = new("--input") { Description = "A CSV file of series instead, gzipped or not: unique_id,ds,y; empty y is missing." };

    private static readonly Option<string> By = new("--by") { Description = "How far apart the values are.", DefaultValueFactory = _ => "month" };
    private static readonly Option<int?> Horizon = new("--horizon") { Description = "How many values ahead; of a measure a year, four weeks or a day unless told otherwise." };
    private static readonly Option<string?> Columns = new("--columns") { Description = "Of a file, other headers: id=…,ds=…,y=…" };
    private static readonly Option<string?> Origin = new("--origin") { Description = "Of a measure, the first day to forecast, as if nothing were known from it on; the first that is not wholly known unless told otherwise." };

    /// <summary>Adds the options.</summary>
    public static void AddTo(Command command)
    {
        By.AcceptOnlyFromAmong([.. Enum.GetValues<Step>().Select(s => s.Name())]);
        foreach (var option in (Option[])[Input, By, Horizon, Columns, Origin]) command.Add(option);
        CutOptions.AddTo(command);
        command.Add(Measure);
    }

    /// <summary>The step asked for.</summary>
    public static Step StepOf(ParseResult parse) => Steps.Find(parse.GetValue(By)!)!.Value;

    /// <summary>The measure asked for; null is a file.</summary>
    public static MeasureQuestion? MeasureOf(ParseResult parse)
    {
        if ((parse.GetValue(Measure) is null) == (parse.GetValue(Input) is null)) throw new UsageException("name a measure of the warehouse (contacts-offered) or a file of series (--input)");
        if (parse.GetValue(Measure) is not { } measure) return null;
        var step = StepOf(parse);
        if (step == Step.Hour) throw new UsageException("--by hour: a measure is forecast by month, day or 30min");
        if (measure.StartsWith('-')) throw new UsageException($"there is no option '{measure}' (metrics {parse.CommandResult.Command.Name} --help)");
        return new MeasureQuestion(CutOptions.Question(parse) with { Kpis = [measure] }, step, HorizonOf(parse, step switch { Step.Month => 12, Step.Day => 28, _ => 48 }), Shared.Day(parse, Origin));
    }

    /// <summary>How many values ahead.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="otherwise">Unless told otherwise; null must be told.</param>
    public static int HorizonOf(ParseResult parse, int? otherwise = null) => (parse.GetValue(Horizon) ?? otherwise) switch
    {
        null => throw new UsageException("--horizon: say how many values of a file's series to forecast"),
        < 1 or > MostSteps => throw new UsageException($"--horizon {parse.GetValue(Horizon)}: 1 to {MostSteps} values can be forecast"),
        { } horizon => horizon,
    };

    /// <summary>The series of the file.</summary>
    public static (FileSeries File, RegularSeries Regular)[] Read(ParseResult parse)
    {
        var (path, step) = (parse.GetValue(Input)!, StepOf(parse));
        return [.. SeriesFile.Read(path, ColumnsOf(parse.GetValue(Columns))).Select(s => (s, Regular(path, s, step)))];
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
