using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Metrics.Host.Live;
using Metrics.Intake.Live;
using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;
using Microsoft.Extensions.Logging;
using NodaTime;
using Polly;
using Polly.Retry;

namespace Metrics.Host.Alarms;

/// <summary>
/// Tells somebody of alarms, signed as Standard Webhooks says (standardwebhooks.com). The alarms' log is the outbox: how far it was told is noted when the other side
/// has taken it, so each line arrives at least once and in order. What comes within the pause between two posts, or while the other side is away, goes together.
/// </summary>
internal sealed class WebhookWorker(WebhookSettings settings, OpenWarehouse warehouse, TimeProvider time, ILogger log) : Worker($"webhook {settings.Name}", new SourceStatus(time), time, log)
{
    private const int AtMost = 100;

    // Who was away for days isn't woken for what is long over.
    private static readonly Duration Old = Duration.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    /// <summary>The header that signs a message, by each secret.</summary>
    public static string Signature(IEnumerable<byte[]> secrets, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', secrets.Select(s => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(s, signed))}"));
    }

    protected override async Task RunAsync(CancellationToken stop)
    {
        // Where it leads is for the configuration to say, not for whoever answers.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
        var again = Again();
        var organisation = warehouse.Pipelines.Organisation(settings.Organisation);
        var told = await BeginningAsync(stop).ConfigureAwait(false);
        Status.Becomes(SourceState.Reading);
        while (true)
        {
            var changed = warehouse.NextChange;
            var (changes, now) = await warehouse.AskAsync(w => (new AlarmQuery(w).Log(organisation, told, AtMost), w.Now), stop).ConfigureAwait(false);
            if (changes.Count == 0)
            {
                await changed.WaitAsync(stop).ConfigureAwait(false);
                continue;
            }

            AlarmChange[] news = [.. changes.Where(c => now - c.At < Old)];
            if (news.Length > 0)
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(new { type = "alarms.changed", timestamp = InstantConverter.Format(now), data = new { changes = news.Select(c => AlarmJson.Of(c, organisation)) } }, Options);
                await again.ExecuteAsync(async cancellation => await PostAsync(client, $"{settings.Name}-{news[0].Number}-{news[^1].Number}", body, cancellation).ConfigureAwait(false), stop).ConfigureAwait(false);
                Status.Becomes(SourceState.Reading);
                LiveLog.Told(_log, Name, news.Length);
            }

            told = changes[^1].Number;
            await warehouse.WriteAsync(w => new AlarmQuery(w).Told(settings.Name, told), stop).ConfigureAwait(false);
            await Task.Delay(settings.Every, _time, stop).ConfigureAwait(false);
        }
    }

    // A webhook that is new is told of what comes, not of what was.
    private Task<long> BeginningAsync(CancellationToken stop) => warehouse.WriteAsync(
        w =>
        {
            var query = new AlarmQuery(w);
            if (query.ToldTo(settings.Name) is { } told) return told;
            var last = query.Last();
            query.Told(settings.Name, last);
            return last;
        },
        stop);

    private async Task PostAsync(HttpClient client, string id, byte[] body, CancellationToken cancellation)
    {
        // By the other side's clock, which is the real one even where days are simulated.
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = content };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Signature(WebhookSecrets.Read(settings.SecretFile), id, timestamp, body));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"answers {(int)answer.StatusCode}", null, answer.StatusCode);
    }

    // Without end: what isn't told must not be lost, and whoever mends the other side needs tell nobody here.
    private ResiliencePipeline Again() => new ResiliencePipelineBuilder { TimeProvider = _time }.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromMinutes(5),
        ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TaskCanceledException>(e => e.InnerException is TimeoutException).Handle<ConfigurationException>().Handle<IOException>(),
        OnRetry = retry =>
        {
            Status.Becomes(SourceState.Disconnected, (retry.Outcome.Exception?.Message ?? "").ReplaceLineEndings(" "));
            return default;
        },
    }).Build();
}
