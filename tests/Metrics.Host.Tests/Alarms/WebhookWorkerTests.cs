using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Metrics.Host.Alarms;
using Metrics.Host.Tests.Live;
using Metrics.Intake.Live;
using Metrics.Pipelines.Service;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Metrics.Host.Tests.Alarms;

public sealed class WebhookWorkerTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly AlarmDesk _desk = new();
    private readonly string _secrets = Path.GetTempFileName();
    private readonly ManualTime _time = new();

    public WebhookWorkerTests() => File.WriteAllText(_secrets, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");

    // The example of the specification's own libraries (standardwebhooks.com).
    [Fact]
    public void A_message_is_signed_as_Standard_Webhooks_signs_it()
        => WebhookWorker.Signature([Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")], "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"u8)
            .Should().Be("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public async Task What_comes_is_told_in_order_and_signed_by_every_secret_of_the_file_as_it_is_now()
    {
        await using var other = await WebhookReceiver.StartAsync();
        await _desk.KeepAsync(AlarmDesk.Raised("before the webhook was there", AlarmDesk.Ten));
        await using var told = await ToldAsync(other);
        await File.AppendAllTextAsync(_secrets, "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n");
        await _desk.KeepAsync(AlarmDesk.Raised("one", AlarmDesk.Ten), AlarmDesk.Raised("two", AlarmDesk.Ten));
        (await _time.NextWaitAsync()).Should().Be(Pause);
        var post = other.Posts.Should().ContainSingle().Subject;
        Things(post).Should().Equal("one", "two");
        post.Id.Should().Be("duty-2-3");
        post.Signature.Split(' ').Should().Equal(((string[])["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"])
            .Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(s), (byte[])[.. Encoding.UTF8.GetBytes($"{post.Id}.{post.Timestamp}."), .. post.Body]))));
        (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(post.Timestamp, System.Globalization.CultureInfo.InvariantCulture)).Should().BeInRange(0, 60);
    }

    [Fact]
    public async Task Many_at_once_are_one_post_and_the_next_waits()
    {
        await using var other = await WebhookReceiver.StartAsync();
        await using var told = await ToldAsync(other);
        await _desk.KeepAsync([.. Enumerable.Range(0, 90).Select(n => AlarmDesk.Raised($"{n}", AlarmDesk.Ten))]);
        await _time.NextWaitAsync();
        for (var n = 90; n < 95; n++) await _desk.KeepAsync(AlarmDesk.Raised($"{n}", AlarmDesk.Ten));
        other.Posts.Should().ContainSingle("no flood: what comes within the pause waits for its end");
        _time.Advance(Pause);
        await _time.NextWaitAsync();
        other.Posts.Select(p => Things(p).Length).Should().Equal(90, 5);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Who_does_not_take_it_is_told_the_same_again_later_and_health_says_so(int answer)
    {
        await using var other = await WebhookReceiver.StartAsync(answer, answer);
        await using var told = await ToldAsync(other);
        await _desk.KeepAsync(AlarmDesk.Raised("one", AlarmDesk.Ten));
        foreach (var longest in (double[])[2, 4])
        {
            var wait = await _time.NextWaitAsync();
            wait.TotalSeconds.Should().BeInRange(0.01, 2 * longest);
            (told.Worker.Health.State, told.Worker.Health.Reason).Should().Be((SourceState.Disconnected, $"answers {answer}"));
            _time.Advance(wait);
        }

        await _time.NextWaitAsync();
        other.Posts.Select(p => p.Id).Should().Equal("duty-1-1", "duty-1-1", "duty-1-1");
        told.Worker.Health.State.Should().Be(SourceState.Reading);
    }

    [Fact]
    public async Task A_service_that_starts_again_tells_what_came_meanwhile_and_nothing_twice()
    {
        await using var other = await WebhookReceiver.StartAsync();
        await using (await ToldAsync(other))
        {
            await _desk.KeepAsync(AlarmDesk.Raised("one", AlarmDesk.Ten));
            await _time.NextWaitAsync();
        }

        _desk.Reopen();
        await _desk.KeepAsync(AlarmDesk.Raised("yesterday's", AlarmDesk.Ten - Duration.FromHours(25)), AlarmDesk.Raised("two", AlarmDesk.Ten));
        await using (await ToldAsync(other, waits: false)) await _time.NextWaitAsync();
        other.Posts.SelectMany(Things).Should().Equal("one", "two");
    }

    public void Dispose()
    {
        _desk.Dispose();
        File.Delete(_secrets);
    }

    private static string[] Things(Posted post)
    {
        using var body = JsonDocument.Parse(post.Body);
        body.RootElement.GetProperty("type").GetString().Should().Be("alarms.changed");
        return [.. body.RootElement.GetProperty("data").GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("about").GetProperty("thing").GetString()!)];
    }

    // Runs it until it has noted where it begins.
    private async Task<RunningWorker> ToldAsync(WebhookReceiver other, bool waits = true)
    {
        var changed = _desk.Warehouse.NextChange;
        var worker = new WebhookWorker(new WebhookSettings("duty", other.Address, _secrets, AlarmDesk.Centre.Id, Pause), _desk.Warehouse, _time, NullLogger.Instance);
        var running = new RunningWorker(worker);
        if (waits) await changed.WaitAsync(TimeSpan.FromSeconds(30));
        return running;
    }

    private sealed class RunningWorker : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public RunningWorker(WebhookWorker worker) => (Worker, _running) = (worker, worker.RunUntilStoppedAsync(_stop.Token));

        public WebhookWorker Worker { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.WaitAsync(TimeSpan.FromSeconds(30));
            _stop.Dispose();
        }
    }
}
