using System.CommandLine;
using System.Text.Json;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics healthy</c>: whether a running service is well, as an exit code, for images and monitors that have nothing else to ask with.</summary>
internal static class HealthyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Option<string> Url = new("--url")
    {
        Description = "Where it says how it is: /healthz (whether it must be restarted) or /readyz (whether every source is read).",
        DefaultValueFactory = _ => "http://127.0.0.1:8080/healthz",
    };

    public static Command Create()
    {
        var command = new Command("healthy", "Whether a running service is well: exit code 0 when it is, 1 when it says otherwise or nothing.") { Url };
        command.SetStoppable(AskAsync);
        return command;
    }

    private static async Task<int> AskAsync(ParseResult parse, CancellationToken cancellation)
    {
        var text = parse.GetValue(Url)!;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new UsageException($"--url: '{text}' is not an address such as http://127.0.0.1:8080/healthz");
        // The service is asked itself, whatever proxy the environment names for the world outside.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(url, cancellation).ConfigureAwait(false);
            var said = Describe(await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            if (said is null || !answer.IsSuccessStatusCode)
                return await NotWellAsync($"{url} answers {(int)answer.StatusCode}: {said ?? "it is not this service, or not its health"}").ConfigureAwait(false);
            Console.WriteLine(said);
            return 0;
        }
        catch (HttpRequestException e)
        {
            return await NotWellAsync($"{url} does not answer: {e.Message}").ConfigureAwait(false);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return await NotWellAsync($"{url} did not answer within {Patience.TotalSeconds:0} s").ConfigureAwait(false);
        }
    }

    private static async Task<int> NotWellAsync(string why)
    {
        await Console.Error.WriteLineAsync($"metrics: {why.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        return 1;
    }

    // "ok", or how it is and which workers don't read, with their reasons; null when the answer is no health.
    private static string? Describe(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var troubled = document.RootElement.GetProperty("workers").EnumerateArray()
                .Where(w => Text(w, "state") != "reading")
                .Select(w => $"{Text(w, "name")} {Text(w, "state")}{(Text(w, "reason") is { } reason ? $" ({reason})" : "")}");
            return string.Join("; ", troubled.Prepend(Text(document.RootElement, "status")));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
