using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Tests.Alarms;

/// <summary>What came to somebody's web server.</summary>
internal sealed record Posted(string Id, string Timestamp, string Signature, byte[] Body);

/// <summary>Somebody's web server, that takes webhooks or doesn't.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Posted> _posts = new();
    private readonly ConcurrentQueue<int> _answers;

    private WebhookReceiver(WebApplication app, IEnumerable<int> answers) => (_app, _answers) = (app, new ConcurrentQueue<int>(answers));

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/alarms");

    public IReadOnlyList<Posted> Posts => [.. _posts];

    /// <summary>Starts one on a free port of this machine; when its answers have all been given it answers 204.</summary>
    public static async Task<WebhookReceiver> StartAsync(params int[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build(), answers);
        receiver._app.MapPost("/alarms", receiver.TakeAsync);
        receiver._app.MapGet("/elsewhere", () => Results.NoContent());
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _posts.Enqueue(new Posted(request.Headers["webhook-id"]!, request.Headers["webhook-timestamp"]!, request.Headers["webhook-signature"]!, body.ToArray()));
        var answer = _answers.TryDequeue(out var next) ? next : 204;
        return answer is 302 ? Results.Redirect("/elsewhere") : Results.StatusCode(answer);
    }
}
