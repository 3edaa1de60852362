using System.Net;
using System.Text;
using Confluent.Kafka;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>
/// Two systems that send events all the time: one to the broker, which is always there, one by posts, which are sent again until they
/// are acknowledged (left out where there is no port). Some events go both ways.
/// </summary>
internal sealed class LiveFeed : IAsyncDisposable
{
    private const int PostLines = 20;

    private readonly LiveEvents _events;
    private readonly IProducer<string, string> _producer;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Uri _address;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _running;

    public LiveFeed(LiveEvents events, string bootstrapServers, int? port, int messagesASecond)
    {
        _events = events;
        _address = new Uri($"http://127.0.0.1:{port}/api/v1/events");
        _producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = bootstrapServers, EnableIdempotence = true, LingerMs = 5 }).Build();
        _running = [Task.Run(() => ProduceAsync(messagesASecond)), .. port is null ? (Task[])[] : [Task.Run(PostAsync)]];
    }

    /// <summary>Messages that the broker has acknowledged.</summary>
    public int Produced { get; private set; }

    /// <summary>Events posted and acknowledged.</summary>
    public int Posted { get; private set; }

    /// <summary>Ends, when all that was begun has been sent and acknowledged.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        foreach (var e in _events.Rest()) Produce(e);
        _producer.Flush(TimeSpan.FromSeconds(30)).Should().Be(0, "the broker takes all messages");
    }

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        _producer.Dispose();
        _client.Dispose();
        _stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Produce(LiveEvent e)
    {
        _producer.Produce(e.Topic, new Message<string, string> { Key = e.Key, Value = e.Json });
        Produced++;
    }

    private async Task ProduceAsync(int messagesASecond)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_stop.IsCancellationRequested)
        {
            for (var i = 0; i < messagesASecond / 20; i++) Produce(_events.Next());
            await timer.WaitForNextTickAsync();
        }
    }

    private async Task PostAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var events = Enumerable.Range(0, PostLines).Select(_ => _events.Next()).ToArray();
            // The odd one takes both ways.
            Produce(events[0]);
            await PostAsync(events);
            await Task.Delay(50);
        }
    }

    // Until it is acknowledged, whoever is killed meanwhile: that is what a sender has to do, and all it has to do.
    private async Task PostAsync(LiveEvent[] events)
    {
        var body = string.Concat(events.Select(e => e.Json + "\n"));
        while (true)
        {
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/x-ndjson");
                using var answer = await _client.PostAsync(_address, content);
                if (answer.StatusCode == HttpStatusCode.Accepted) break;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Nobody there right now.
            }

            await Task.Delay(50);
        }

        Posted += events.Length;
    }
}
