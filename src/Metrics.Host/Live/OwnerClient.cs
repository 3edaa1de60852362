using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Metrics.Intake.CloudEvents;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;

namespace Metrics.Host.Live;

/// <summary>The service that owns the database, asked by a worker that has none.</summary>
internal sealed class OwnerClient : IDisposable
{
    /// <summary>Where batches are handed over.</summary>
    public const string Batches = "/api/v1/batches";

    /// <summary>Where positions are asked for.</summary>
    public const string Positions = "/api/v1/positions";

    // A batch waits behind what the owner stores and makes anew; it tells when it gives up.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client;

    /// <summary>Knows where it is; nothing is asked yet.</summary>
    public OwnerClient(OwnerSettings owner)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = owner.Address, Timeout = Patience };
        if (owner.Key is { } key) _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Has a batch committed.</summary>
    /// <exception cref="PositionMovedException">It doesn't go on from what is stored.</exception>
    /// <exception cref="HttpRequestException">The owner can't be reached, or refuses it; whether it is stored may be unknown.</exception>
    public async Task<BatchResult> CommitAsync(Batch batch, CancellationToken cancellation)
    {
        using var document = new MemoryStream();
        BatchDocument.Write(batch, document);
        using var content = new ByteArrayContent(document.GetBuffer(), 0, (int)document.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue(CloudEventWriter.MediaType);
        using var answer = await AskAsync(() => _client.PostAsync(new Uri(Batches, UriKind.Relative), content, cancellation), cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.Conflict) throw new PositionMovedException(await ReasonAsync(answer, cancellation).ConfigureAwait(false));
        await RequireAsync(answer, cancellation).ConfigureAwait(false);
        return await answer.Content.ReadFromJsonAsync<BatchResult>(cancellation).ConfigureAwait(false);
    }

    /// <summary>How far the streams of a source have been read, as committed.</summary>
    /// <exception cref="HttpRequestException">The owner can't be reached, or refuses to answer.</exception>
    public async Task<IReadOnlyList<SourcePosition>> PositionsAsync(string source, CancellationToken cancellation)
    {
        using var answer = await AskAsync(() => _client.GetAsync(new Uri($"{Positions}?source={Uri.EscapeDataString(source)}", UriKind.Relative), cancellation), cancellation).ConfigureAwait(false);
        await RequireAsync(answer, cancellation).ConfigureAwait(false);
        return await answer.Content.ReadFromJsonAsync<SourcePosition[]>(cancellation).ConfigureAwait(false) ?? [];
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> AskAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"the service at {_client.BaseAddress} doesn't answer: {e.Message}", e);
        }
    }

    private async Task RequireAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"the service at {_client.BaseAddress} refuses: {await ReasonAsync(answer, cancellation).ConfigureAwait(false)}", null, answer.StatusCode);
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var problem = System.Text.Json.JsonDocument.Parse(text);
            if (problem.RootElement.TryGetProperty("detail", out var detail)) return detail.GetString() ?? "";
        }
        catch (System.Text.Json.JsonException)
        {
            // Not this product's answer: something that stands in between.
        }

        return $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
    }
}
