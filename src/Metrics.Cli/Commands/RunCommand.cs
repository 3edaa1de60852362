using System.CommandLine;
using Metrics.Host.Live;
using Metrics.Host.Web;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Microsoft.AspNetCore.Builder;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics run</c>: the service, until it is stopped: intake, figures and the web API.</summary>
internal static class RunCommand
{
    private static readonly Option<string?> Config = new("--config") { Description = "What to read and where to listen (see docs/live.md). Left out: the web API alone, on loopback." };
    private static readonly Option<int?> Port = new("--port") { Description = "The port, instead of the configured one (8080); 0 is a free one." };

    public static Command Create(RootCommand root)
    {
        var command = new Command("run", "The service: events in from Kafka, HTTP and files, figures out. Until Ctrl-C.") { Config, Port };
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

        using var warehouse = new OpenWarehouse(named ? parse.GetValue(Shared.Db)! : settings.Database ?? parse.GetValue(Shared.Db)!, PipelineFolder.Default, TimeProvider.System);
        var token = OwnerFile.NewToken();
        BesideService.TakeConsole();
        await using var app = ApiHost.Build(warehouse, settings, token, (command, owned, goOn, stop) => BesideService.RunAsync(root, command, owned, goOn, stop), TimeProvider.System);
        await app.StartAsync(cancellation).ConfigureAwait(false);
        using var owner = OwnerFile.Write(warehouse.Path, AddressOf(app.Urls.First()), token);
        await UntilStoppedAsync(app, cancellation).ConfigureAwait(false);
        return 0;
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
