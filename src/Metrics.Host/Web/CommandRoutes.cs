using Metrics.Host.Live;
using Metrics.Pipelines.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>A command line that a command sends to the process that owns its database.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="Folder">Where it was given: paths in it are from there.</param>
public sealed record OwnerCommand(IReadOnlyList<string> Arguments, string Folder);

/// <summary>What the command printed and how it ended.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record OwnerAnswer(int Code, string Output, string Error);

/// <summary>Runs a command line beside the service.</summary>
/// <param name="command">The command line.</param>
/// <param name="warehouse">The warehouse it works on.</param>
/// <param name="goOn">Lets sources go on that stopped until a person had looked.</param>
/// <param name="cancellation">Stops it.</param>
public delegate Task<OwnerAnswer> RunCommand(OwnerCommand command, OpenWarehouse warehouse, Action goOn, CancellationToken cancellation);

/// <summary>Commands on the database that this process owns.</summary>
internal static class CommandRoutes
{
    /// <summary>Adds <c>POST /commands</c>, for holders of the owner file's token alone: it may do whatever its user may.</summary>
    public static RouteGroupBuilder MapCommands(this RouteGroupBuilder api, RunCommand run)
    {
        api.MapPost("/commands", async Task<Results<JsonHttpResult<OwnerAnswer>, ProblemHttpResult>> (HttpContext context, OwnerCommand command, OpenWarehouse warehouse, LiveService live, Access access, CancellationToken cancellation)
            => access.IsOwner(context.Request)
                ? TypedResults.Json(await run(command, warehouse, live.GoOn, cancellation).ConfigureAwait(false))
                : TypedResults.Problem("this is for the commands of this machine, which know the token", statusCode: StatusCodes.Status403Forbidden)).Requires(ApiRole.Admin);
        return api;
    }
}
