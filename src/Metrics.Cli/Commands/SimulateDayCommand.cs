using System.CommandLine;
using System.Globalization;
using Metrics.Host.Demo.Live;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Events;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics simulate-day</c>: a service centre's day as live events.</summary>
internal static class SimulateDayCommand
{
    private const double LeastSpeed = 0.1;
    private const double MostSpeed = 100_000;

    private static readonly Option<string> To = new("--to") { Description = "Where to: ndjson, one CloudEvent a line; kafka, a broker's topics; http, a running service.", DefaultValueFactory = _ => "ndjson" };
    private static readonly Option<string?> File = new("--out") { Description = "For ndjson, a file; standard output when there is none." };
    private static readonly Option<string> Broker = new("--broker") { Description = "For kafka, its addresses: host:port,…" };
    private static readonly Option<string> Service = new("--service") { Description = "For http, the service's address.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
    private static readonly Option<string?> KeyFile = new("--key-file") { Description = "For http, a file that holds an API key." };
    private static readonly Option<string> Date = new("--date") { Description = "The day that is simulated.", DefaultValueFactory = _ => LocalDatePattern.Iso.Format(SimulatedDay.CommonDate) };
    private static readonly Option<string> From = new("--from") { Description = "Where its times lie: on its own date, or moved so that it begins now.", DefaultValueFactory = _ => "date" };
    private static readonly Option<int> Seed = new("--seed") { Description = "The seed: the same gives the same events.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Scale = new("--scale") { Description = "How many times a centre of some 3 000 contacts and 800 tickets a day.", DefaultValueFactory = _ => "1" };
    private static readonly Option<string> Speed = new("--speed") { Description = "Simulated seconds in a real one: 60 is an hour a minute; max as fast as they are taken.", DefaultValueFactory = _ => "60" };

    public static Command Create()
    {
        To.AcceptOnlyFromAmong("ndjson", "kafka", "http");
        From.AcceptOnlyFromAmong("date", "now");
        var command = new Command("simulate-day", "A service centre's day as live events in the order of time, from 06:30 to 18:30, sped up.") { To, File, Broker, Service, KeyFile, Date, From, Seed, Scale, Speed };
        command.SetStoppable(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var (speed, scale, date) = (SpeedOf(parse.GetValue(Speed)!), ScaleOf(parse.GetValue(Scale)!), DateOf(parse.GetValue(Date)!, "--date"));
        Instant? begins = parse.GetValue(From) == "now" ? Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) : null;
        var day = new SimulatedDay(PipelineFolder.Default.Organisation(SimulatedDay.OrganisationId), date, parse.GetValue(Seed), scale, begins);
        var start = TimeProvider.System.GetTimestamp();
        var tally = new DayTally(Sink(parse), day.Begins);
        await using (tally.ConfigureAwait(false))
        {
            var player = new DayPlayer(tally, speed is { } s ? new SimulatedClock(TimeProvider.System, day.Begins, s) : null);
            var stopped = false;
            try
            {
                await player.PlayAsync(day.Events(), cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                stopped = true;
            }

            await Console.Error.WriteLineAsync(Summary(tally, date, stopped, TimeProvider.System.GetElapsedTime(start))).ConfigureAwait(false);
            return stopped ? 1 : 0;
        }
    }

    private static string Summary(DayTally tally, LocalDate date, bool stopped, TimeSpan took)
    {
        string N(double number) => number.ToString("N0", Shared.Swedish);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"metrics: {(stopped ? "stopped after " : "")}{N(tally.All)} events of {date.DayOfWeek} {date:uuuu-MM-dd} in {took.TotalSeconds.ToString("N1", Shared.Swedish)} s ({N(tally.All / took.TotalSeconds)} a second), {N(tally.Before)} of them about the days before: "
            + $"{N(tally.Of<ContactOffered>())} contacts offered, {N(tally.Of<ContactAnswered>())} answered, {N(tally.Of<ContactAbandoned>())} abandoned; {N(tally.Of<TicketOpened>())} tickets opened, {N(tally.Of<TicketResolved>())} resolved");
    }

    private static IDaySink Sink(ParseResult parse) => parse.GetValue(To) switch
    {
        "kafka" => new KafkaSink(new KafkaSettings { BootstrapServers = parse.GetValue(Broker) ?? throw new UsageException("--broker: name the broker's addresses, as 'metrics dev-broker' prints them") }),
        "http" => new HttpSink(ServiceOf(parse.GetValue(Service)!), parse.GetValue(KeyFile) is { } file ? System.IO.File.ReadAllText(file).Trim() : null, TimeProvider.System),
        _ => new NdjsonSink(Output(parse.GetValue(File))),
    };

    private static Uri ServiceOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var service) && service.Scheme.StartsWith("http", StringComparison.Ordinal)
        ? service
        : throw new UsageException($"--service: '{text}' is not an address such as http://127.0.0.1:8080");

    private static Stream Output(string? file)
    {
        if (file is null) return Console.OpenStandardOutput();
        if (Directory.Exists(file)) throw new UsageException($"--out: {file} is a directory; name a file in it");
        return Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder)
            ? throw new UsageException($"--out: there is no directory {folder}")
            : System.IO.File.Create(file);
    }

    /// <summary>A speed as it is written; null is as fast as can be.</summary>
    public static double? SpeedOf(string text) => text == "max" ? null
        : Number(text) is >= LeastSpeed and <= MostSpeed and var speed ? speed
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--speed: '{text}' is neither max nor a number from {LeastSpeed} to {MostSpeed}; 60 is an hour a minute"));

    private static double ScaleOf(string text) => Number(text) is > 0 and <= SimulatedDay.MostScale and var scale
        ? scale
        : throw new UsageException($"--scale: '{text}' is not a number over 0, at most {SimulatedDay.MostScale}; 1 is a common centre");

    // The log's times reach from 1970 to 2199, and what is left of the days before belongs to the day.
    public static LocalDate DateOf(string text, string option) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: > 1970 and < 2199 } date }
        ? date
        : throw new UsageException($"{option}: '{text}' is not a day such as 2025-03-10, from 1971 to 2198");

    private static double? Number(string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
