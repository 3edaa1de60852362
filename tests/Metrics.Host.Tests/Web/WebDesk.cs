using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Metrics.Host.Live;
using Metrics.Host.Tests.Live;
using Metrics.Host.Web;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Metrics.Host.Tests.Web;

/// <summary>The service on a free port, with a key of each role and some of the demo centre's contacts and tickets.</summary>
public sealed class WebDesk : IAsyncLifetime, IDisposable
{
    // No test of a fixture's asks this often.
    private const int Often = 100_000;

    private static readonly Instant Ten = Instant.FromUtc(2025, 3, 11, 9, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("metrics-web-").FullName;
    private readonly Dictionary<ApiRole, string> _keys = [];
    private readonly int _questionsAMinute;
    private readonly KeptLog _log = new();
    private OpenWarehouse _warehouse = null!;
    private WebApplication _app = null!;

    public WebDesk()
        : this(Often)
    {
    }

    internal WebDesk(int questionsAMinute) => _questionsAMinute = questionsAMinute;

    /// <summary>What the service logs.</summary>
    public IReadOnlyCollection<string> Log => _log.Lines;

    /// <summary>Where it listens, as a client of another machine sees it: a proxy says who asks.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The routes of the API.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. _app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))];

    public string Key(ApiRole role) => _keys[role];

    public async Task InitializeAsync()
    {
        var file = Path.Combine(_folder, "keys.yaml");
        foreach (var role in Enum.GetValues<ApiRole>())
        {
            var (secret, key) = ApiKey.Create($"{role}", role);
            ApiKeyFile.Add(file, key);
            _keys[role] = secret;
        }

        _warehouse = new OpenWarehouse(Path.Combine(_folder, "metrics.duckdb"), LiveDesk.Pipelines, new StandingClock(Ten));
        ServiceEvent[] events = [.. Events()];
        await _warehouse.WriteAsync(w => w.Commit(new Batch(events, [], [], events.Length)), CancellationToken.None);
        _app = ApiHost.Build(_warehouse, new ServiceSettings { Port = 0, KeyFile = file, QuestionsAMinute = _questionsAMinute }, "token", (_, _, _, _) => Task.FromResult(new OwnerAnswer(0, "", "")), TimeProvider.System);
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        Client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
    }

    /// <summary>Asks with a key, or without one; only until the headers have come, since a stream has no end.</summary>
    public async Task<(HttpStatusCode Status, string? Type)> AskAsync(string method, string path, string? key, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public void Dispose()
    {
        Client.Dispose();
        _warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<ServiceEvent> Events()
    {
        for (var n = 0; n < 60; n++)
        {
            yield return ServiceEvent.Create(new ContactRecorded { Unit = "Lön", Outcome = ContactOutcome.Answered, WaitSeconds = n * 3 }, "demo-live", "växeln", $"c{n}", $"c{n}", Ten - Duration.FromMinutes(3 * n));
            yield return ServiceEvent.Create(new TicketOpened { Unit = "Servicedesk", Priority = "P3", Customer = "Förskola" }, "demo-live", "desken", $"t{n}", $"t{n}", Ten - Duration.FromHours(n));
        }
    }
}

/// <summary>Keeps what is logged, to be read.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
        // Nothing is held.
    }
}
