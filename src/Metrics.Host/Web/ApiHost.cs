using System.Text.Encodings.Web;
using Metrics.Host.Live;
using Metrics.Host.Wall;
using Metrics.Intake.Spool;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Metrics.Host.Web;

/// <summary>The running service: the workers that bring events in, and the web API, which gives the same answers as the command line.</summary>
public static class ApiHost
{
    /// <summary>Builds it; the caller starts and stops it.</summary>
    /// <param name="warehouse">The warehouse; the caller closes it after the service.</param>
    /// <param name="settings">What runs and where it listens.</param>
    /// <param name="ownerToken">The token of the owner file.</param>
    /// <param name="run">Runs the command lines that commands send here while this process owns their database.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ConfigurationException">A source can't be read as configured.</exception>
    public static WebApplication Build(OpenWarehouse warehouse, ServiceSettings settings, string ownerToken, RunCommand run, TimeProvider time)
    {
        var committed = SpoolSource.Committed(warehouse.AskAsync(w => w.Positions(SpoolSource.SourceName), CancellationToken.None).GetAwaiter().GetResult());
        var spool = EventSpool.Open(settings.Spool ?? Path.ChangeExtension(warehouse.Path, "spool"), settings.SpoolBytes, committed);
        var builder = Builder(settings, time, services => LiveService.Owning(settings, warehouse, spool, services.GetRequiredService<WallFeed>(), time, Log(services)));
        builder.Services.AddSingleton(warehouse);
        builder.Services.AddSingleton(warehouse.Pipelines);
        builder.Services.AddSingleton(new Access(settings, ownerToken, time));
        builder.Services.AddSingleton(spool);
        builder.Services.AddSingleton(services => new WallFeed(warehouse, time, Log(services)));
        // As the command line prints it: Swedish letters as they are.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        builder.Services.AddApiDocument();
        builder.Services.AddAskingLimit(settings.QuestionsAMinute);
        var app = Application(builder);
        app.UseRateLimiter();
        app.MapOpenApi();
        var api = app.MapGroup("/api/v1").AddEndpointFilter(AnswerAsync);
        api.MapEvents().MapBatches().MapCommands(run).MapSessions();
        api.MapGroup("").Requires(ApiRole.Read).Tagged().MapFigures().MapFacts().MapReports().MapSources().MapForecasts().MapWall().MapAlarms().MapConfiguration();
        api.MapAcknowledgement().MapReplay();
        app.MapPages();
        KeepTargets(warehouse, Log(app.Services));
        return app;
    }

    /// <summary>Builds a worker without a database, which hands over what it reads to the service that owns one and tells how it is doing.</summary>
    /// <param name="settings">What it reads, for whom, and where it listens.</param>
    /// <param name="pipelines">The configuration.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ConfigurationException">A source can't be read as configured.</exception>
    public static WebApplication BuildWorker(ServiceSettings settings, PipelineFolder pipelines, TimeProvider time)
    {
        var builder = Builder(settings, time, services => LiveService.HandingOver(settings, services.GetRequiredService<OwnerClient>(), pipelines, time, Log(services)));
        builder.Services.AddSingleton(_ => new OwnerClient(settings.Owner ?? throw new ArgumentException("names no owner", nameof(settings))));
        return Application(builder);
    }

    private static void KeepTargets(OpenWarehouse warehouse, ILogger log)
    {
        foreach (var organisation in warehouse.Pipelines.Organisations.Values)
        {
            var changes = warehouse.WriteAsync(w => new TargetLog(w).Keep(organisation, Environment.UserName), CancellationToken.None).GetAwaiter().GetResult();
            foreach (var c in changes) LiveLog.TargetChanged(log, c.Target, organisation.Id, c.Before, c.Now, c.FoundBy);
        }
    }

    private static ILogger Log(IServiceProvider services) => services.GetRequiredService<ILogger<LiveService>>();

    private static WebApplicationBuilder Builder(ServiceSettings settings, TimeProvider time, Func<IServiceProvider, LiveService> live)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(settings.Address, settings.Port));
        // What is printed is for whoever started it; the log goes to standard error.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // The server warns of every poster that goes away within a body; why it can't start is told by whoever started it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(live);
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveService>());
        // Requests under way get this long; then the workers stop, who have times of their own.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder;
    }

    private static WebApplication Application(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealth();
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
        catch (WarehouseException e)
        {
            context.HttpContext.Response.Headers.RetryAfter = "30";
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
