using System.Net;
using System.Text.Encodings.Web;
using Metrics.Pipelines.Yaml;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Web;

/// <summary>The web API over a warehouse: the same answers as the command line's, on loopback alone.</summary>
public static class ApiHost
{
    /// <summary>Builds it; the caller starts and stops it.</summary>
    /// <param name="warehouse">The warehouse; requests take turns with it.</param>
    /// <param name="port">The port; 0 is a free one.</param>
    public static WebApplication Build(MetricsWarehouse warehouse, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(new WarehouseTurn(warehouse));
        // As the command line prints it: Swedish letters as they are.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapGet("/healthz", () => TypedResults.Ok(new { status = "ok" }));
        app.MapGroup("/api/v1").AddEndpointFilter(AnswerAsync).MapFigures().MapReports();
        return app;
    }

    // What was asked wrongly is the caller's to mend, in the words that the command line has for it.
    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is QuestionException or ConfigurationException)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}

/// <summary>Lets one request at a time use the warehouse.</summary>
/// <param name="warehouse">The warehouse.</param>
internal sealed class WarehouseTurn(MetricsWarehouse warehouse) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Waits for its turn and asks.</summary>
    public async Task<T> AskAsync<T>(Func<MetricsWarehouse, T> ask, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return ask(warehouse);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
