using System.Net;
using System.Net.Http.Headers;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Demo.Live;

/// <summary>Plays to a running service by posts; a post that is told to come again does.</summary>
/// <param name="service">The service's address.</param>
/// <param name="key">An API key; null is none.</param>
/// <param name="time">The clock that pauses go by.</param>
public sealed class HttpSink(Uri service, string? key, TimeProvider time) : IDaySink
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Uri _events = new(service, "/api/v1/events");

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<ServiceEvent> events, CancellationToken cancellation)
    {
        using var lines = new MemoryStream();
        using (var writer = new CloudEventWriter(lines))
        {
            foreach (var e in events) writer.Write(e);
        }

        while (true)
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, _events) { Content = new ByteArrayContent(lines.GetBuffer(), 0, (int)lines.Length) };
            post.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEventWriter.MediaType);
            if (key is not null) post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await _client.SendAsync(post, cancellation).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Accepted) return;
            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                throw new IOException($"{_events}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)}");
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
