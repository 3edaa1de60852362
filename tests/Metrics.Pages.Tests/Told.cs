using System.Net;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.Pages.Tests;

/// <summary>Waits for a service's figures.</summary>
internal static class Told
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Until the day so far is told: the same number of contacts twice, a while apart.</summary>
    public static async Task UntilAsync(RunningService service)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (decimal? before = 0; ;)
        {
            var now = (await FiguresAsync(service, "kpis?kpi=contacts-offered&organisation=demo-live")).Of("contacts-offered").Sum(r => r.Number("value") ?? 0);
            if (now > 0 && now == before) return;
            if (patience.IsCancellationRequested) throw new TimeoutException($"{now} contacts are told, and more come");
            before = now;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The rows of a question.</summary>
    public static async Task<JsonElement[]> FiguresAsync(RunningService service, string question)
        => [.. JsonDocument.Parse(await service.GetAsync(question, HttpStatusCode.OK)).RootElement.EnumerateArray()];
}
