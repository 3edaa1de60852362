using System.CommandLine;
using Metrics.Host.Demo.Live;
using Metrics.Host.Live;
using Metrics.Host.Web;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Microsoft.AspNetCore.Builder;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics run</c>: the service, until it is stopped: intake, figures and the web API.</summary>
internal static class RunCommand
{
    private static readonly Option<string?> Config = new("--config") { Description = "What to read and where to listen (see docs/live.md). Left out: the web API alone, on loopback." };
    private static readonly Option<int?> Port = new("--port") { Description = "The port, instead of the configured one (8080); 0 is a free one." };

    private static readonly Option<string?> Simulated = new("--simulated-day") { Description = "Live by the clock of a simulated day of demo-live, and play it: 2025-03-10 is from 07:00 on, 2025-03-10T10:00 from ten." };
    private static readonly Option<string> Speed = new("--speed") { Description = "Of a simulated day: simulated seconds in a real one.", DefaultValueFactory = _ => "60" };

    public static Command Create(RootCommand root)
    {
        var command = new Command("run", "The service: events in from Kafka, HTTP and files, figures and the wallboard out. Until Ctrl-C.") { Config, Port, Simulated, Speed };
        command.SetStoppable((parse, cancellation) => RunAsync(root, parse, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(RootCommand root, ParseResult parse, CancellationToken cancellation)
    {
        var settings = parse.GetValue(Config) is { } file ? ServiceSettingsReader.Read(file, PipelineFolder.Default) : new ServiceSettings();
        if (parse.GetValue(Port) is { } port)
            settings = port is >= 0 and <= 65535 ? settings with { Port = port } : throw new UsageException($"--port: {port} is not a port; there are 0 to 65535");
        var named = parse.GetResult(Shared.Db) is { Implicit: false };
        if (settings.Owner is not null)
        {
            if (named) throw new UsageException("--db: a worker that names an 'owner' in its configuration has no database");
            await using var worker = ApiHost.BuildWorker(settings, PipelineFolder.Default, TimeProvider.System);
            await worker.StartAsync(cancellation).ConfigureAwait(false);
            await UntilStoppedAsync(worker, cancellation).ConfigureAwait(false);
            return 0;
        }

        var begins = parse.GetValue(Simulated) is { } text ? BeginsAt(text) : (LocalDateTime?)null;
        var speed = SimulateDayCommand.SpeedOf(parse.GetValue(Speed)!) ?? throw new UsageException("--speed: a service can't live by a clock without one; name a number");
        await ServeAsync(root, settings, named ? parse.GetValue(Shared.Db)! : settings.Database ?? parse.GetValue(Shared.Db)!, begins, speed, cancellation).ConfigureAwait(false);
        return 0;
    }

    /// <summary>Runs the service that owns a database, until it is stopped.</summary>
    /// <param name="root">What it runs for commands that ask it to.</param>
    /// <param name="settings">What runs and where it listens.</param>
    /// <param name="database">The database.</param>
    /// <param name="begins">A local time of demo-live that is simulated from then on, and by whose clock the service lives; null is the real time.</param>
    /// <param name="speed">Simulated seconds in a real one.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task ServeAsync(RootCommand root, ServiceSettings settings, string database, LocalDateTime? begins, double speed, CancellationToken cancellation)
    {
        var clock = begins is { } at ? SimulatedDays.Clock(PipelineFolder.Default, at, speed) : null;
        using var warehouse = new OpenWarehouse(database, PipelineFolder.Default, clock ?? TimeProvider.System, settings.EngineBytes);
        var token = OwnerFile.NewToken();
        BesideService.TakeConsole();
        await using var app = ApiHost.Build(warehouse, settings, token, (command, owned, goOn, stop) => BesideService.RunAsync(root, command, owned, goOn, stop), TimeProvider.System);
        await app.StartAsync(cancellation).ConfigureAwait(false);
        var address = AddressOf(app.Urls.First());
        using var owner = OwnerFile.Write(warehouse.Path, address, token);
        var playing = clock is null ? Task.CompletedTask : Task.Run(() => PlayAsync(begins!.Value.Date, clock, new Uri(address), cancellation), CancellationToken.None);
        await UntilStoppedAsync(app, cancellation).ConfigureAwait(false);
        await playing.ConfigureAwait(false);
    }

    // A day that ends by a fault says so at once: the wall would only stand still.
    private static async Task PlayAsync(LocalDate day, SimulatedClock clock, Uri service, CancellationToken cancellation)
    {
        try
        {
            await SimulatedDays.PlayAsync(PipelineFolder.Default, day, clock, service, cancellation).ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The service stops, and the day with it.
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"metrics: the simulated day ended: {e.Message}").ConfigureAwait(false);
        }
    }

    private static LocalDateTime BeginsAt(string text)
    {
        var parts = text.Split('T', 2);
        var date = SimulateDayCommand.DateOf(parts[0], "--simulated-day");
        if (parts.Length == 1) return date + SimulatedDays.Morning;
        return LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(parts[1]) is { Success: true, Value: var time } ? date + time : throw new UsageException($"--simulated-day: '{parts[1]}' is not a time such as 10:00");
    }

    private static async Task UntilStoppedAsync(WebApplication app, CancellationToken cancellation)
    {
        Console.WriteLine($"listening on {app.Urls.First()}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Listening everywhere, it can be reached on loopback.
    private static string AddressOf(string url) => url.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal);
}
