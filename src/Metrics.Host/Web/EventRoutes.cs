using Metrics.Host.Live;
using Metrics.Intake.CloudEvents;
using Metrics.Intake.Spool;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Metrics.Host.Web;

/// <summary>Events posted over HTTP: acknowledged when they are safe on disk, committed right after.</summary>
internal static class EventRoutes
{
    private const string Single = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";
    private const string Json = "application/json";
    private const string Lines = CloudEventWriter.MediaType;
    private const string Accepted = $"{Single}, {Batch}, {Lines}, {Json}";

    /// <summary>
    /// Adds <c>POST events</c>: one CloudEvent, a batch of them, or a stream of lines of any length. 202 when what was good is safe on disk, 400
    /// when nothing was good, 413, 415, and 429 with Retry-After when too much waits. Posting again does no harm: an event is known by its source and id.
    /// </summary>
    public static RouteGroupBuilder MapEvents(this RouteGroupBuilder api)
    {
        api.MapPost("/events", PostAsync).Takes(
            "Takes events: one CloudEvent, a batch, or lines (application/x-ndjson). schemas/asyncapi.yaml tells what they are.",
            """[{"specversion":"1.0","id":"1-offered","source":"telephony","type":"servicedesk.contact.offered.v1","time":"2025-03-11T08:00:00Z","subject":"1","organisation":"demo-live","data":{"unit":"Lön","channel":"telefon"}}]""",
            [], ApiRole.Write, StatusCodes.Status202Accepted);
        return api;
    }

    private static async Task<IResult> PostAsync(
        HttpContext context, EventSpool spool, PipelineFolder pipelines, ServiceSettings settings, Access access, ILogger<LiveService> log, IHostApplicationLifetime service, CancellationToken cancellation)
    {
        var post = new EventPost(spool, new CloudEventDecoder(Organisation.DefaultId, pipelines.Organisations));
        try
        {
            return await ReadAsync(context, post, settings, service, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Also of a post that broke off: some of it may be kept.
            var caller = post.Statements.Count > 0 ? access.CallerOf(context) : "";
            foreach (var ((told, organisation), count) in post.Statements) LiveLog.Stated(log, caller, count, told, organisation);
        }
    }

    private static async Task<IResult> ReadAsync(HttpContext context, EventPost post, ServiceSettings settings, IHostApplicationLifetime service, CancellationToken cancellation)
    {
        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var media) ? media.MediaType.Value?.ToLowerInvariant() : null;
        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.AcceptEncoding = "identity";
            return Problem(StatusCodes.Status415UnsupportedMediaType, $"a body packed by '{coding}' is not read here; send it as it is", post);
        }

        Limit(context, type == Lines ? null : settings.BodyBytes);
        try
        {
            if (type == Lines) await LinesAsync(context, post, service, cancellation).ConfigureAwait(false);
            else if (type is not (Single or Batch or Json)) return NotRead(context, post);
            else if (await post.DocumentAsync(context.Request.Body, type == Single, type == Batch, cancellation).ConfigureAwait(false) is { } wrong)
                return Problem(StatusCodes.Status400BadRequest, wrong, post);
        }
        catch (SpoolFullException e)
        {
            context.Response.Headers.RetryAfter = "5";
            return Problem(StatusCodes.Status429TooManyRequests, e.Message, post);
        }
        catch (BadHttpRequestException e)
        {
            // Where the body ends is not known any more, so no other request can follow it.
            context.Response.Headers.Connection = "close";
            return Problem(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"the body is larger than {settings.BodyBytes} bytes; send fewer events at a time, or lines ({Lines}), which may be any number"
                : e.Message, post);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !cancellation.IsCancellationRequested)
        {
            context.Response.Headers.RetryAfter = "30";
            return Problem(StatusCodes.Status503ServiceUnavailable, $"the events can't be kept: {e.Message}", post);
        }
        catch (OperationCanceledException) when (service.ApplicationStopping.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            context.Response.Headers.RetryAfter = "30";
            return Problem(StatusCodes.Status503ServiceUnavailable, "the service stops, and nothing more of the stream was read; send it again when it is back", post);
        }

        if (post is { Accepted: 0, Rejected: > 0 }) return Problem(StatusCodes.Status400BadRequest, Describe(post.Results[0]), post);
        return TypedResults.Json(new { accepted = post.Accepted, rejected = post.Rejected, results = post.Results }, statusCode: StatusCodes.Status202Accepted);
    }

    // A stream may last for days: it ends when the service does, and what came of it until then is kept.
    private static async Task LinesAsync(HttpContext context, EventPost post, IHostApplicationLifetime service, CancellationToken cancellation)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, service.ApplicationStopping);
        try
        {
            await post.LinesAsync(context.Request.BodyReader, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await post.FinishAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void Limit(HttpContext context, long? bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytes;
    }

    private static ProblemHttpResult NotRead(HttpContext context, EventPost post)
    {
        context.Response.Headers["Accept-Post"] = Accepted;
        return Problem(StatusCodes.Status415UnsupportedMediaType, $"'{context.Request.ContentType}' is not read here; send {Accepted}", post);
    }

    private static string Describe(PostedItem item) => item.Pointer is { Length: > 0 } pointer ? $"{pointer}: {item.Reason}" : item.Reason ?? "";

    private static ProblemHttpResult Problem(int status, string detail, EventPost post)
    {
        var more = new Dictionary<string, object?> { ["accepted"] = post.Accepted, ["rejected"] = post.Rejected };
        if (post.Rejected > 0) more["results"] = post.Results;
        if (post is { Accepted: 0, Results: [{ Pointer: { } pointer }] }) more["pointer"] = pointer;
        return TypedResults.Problem(detail, statusCode: status, extensions: more);
    }
}
