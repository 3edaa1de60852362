using System.CommandLine;
using Metrics.Host.Web;
using Microsoft.AspNetCore.Builder;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics run</c>: the web API over a database, until it is stopped.</summary>
internal static class RunCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "The port on loopback; 0 is a free one.", DefaultValueFactory = _ => 8080 };

    public static Command Create()
    {
        var command = new Command("run", "The web API: reports, and where each figure comes from. Until Ctrl-C.") { Port };
        command.SetStoppable(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using var warehouse = Shared.Open(parse, mustExist: false);
        await using var app = ApiHost.Build(warehouse, parse.GetValue(Port));
        await app.StartAsync(cancellation).ConfigureAwait(false);
        Console.WriteLine($"listening on {app.Urls.First()}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return 0;
    }
}
